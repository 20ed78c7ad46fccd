//! The committed gallery is what `trueup build` draws: SVG, CSV and JSON byte for byte, PNG pixel for pixel.

use std::path::Path;

use crate::support::run_in;

fn pixels(path: &Path) -> (u32, u32, Vec<u8>) {
    let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    bytes.truncate(frame.buffer_size());
    (frame.width, frame.height, bytes)
}

#[test]
fn the_committed_gallery_is_what_build_draws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let drawn = tempfile::TempDir::new().unwrap();
    let run = run_in(root, &["build", "--out", drawn.path().to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let names = |folder: &Path| {
        let mut names: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let committed = root.join("charts");
    assert_eq!(names(&committed), names(drawn.path()), "run trueup build, look at the pictures, and commit charts/");
    for name in names(&committed) {
        let (old, new) = (committed.join(&name), drawn.path().join(&name));
        let same = if name.ends_with(".png") {
            pixels(&old) == pixels(&new)
        } else {
            std::fs::read(&old).unwrap() == std::fs::read(&new).unwrap()
        };
        assert!(same, "{name} is out of date: run trueup build, look at the picture, and commit charts/");
    }
}
