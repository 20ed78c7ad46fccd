//! A picture as PNG, painted by resvg on an opaque background.

use resvg::tiny_skia::{Pixmap, Transform};

use super::picture::Picture;
use crate::error::{Error, Result};

/// Pixels per metre at 96 pixels per inch.
const DENSITY: f32 = 96.0 / 0.0254;
/// More pixels than these are refused: they would take half a gigabyte of memory.
const MOST: u64 = 128_000_000;

impl Picture {
    /// The picture at 1 to 4 times its size. The same picture gives the same pixels everywhere.
    ///
    /// # Errors
    /// If the scale is another, or the pixels would be too many.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>> {
        if !(1.0..=4.0).contains(&scale) {
            return Err(Error::new(format!("a picture cannot be drawn {scale} times its size"))
                .with_help("use a scale from 1 to 4"));
        }
        let size = self.tree.size().to_int_size().scale_by(scale);
        let size = size.filter(|size| u64::from(size.width()) * u64::from(size.height()) <= MOST);
        let too_large = || {
            Error::new("a PNG of so many pixels is too large").with_help(
                "give a smaller --size or --scale: 128 million pixels are the most; SVG and PDF have no such limit",
            )
        };
        let size = size.ok_or_else(too_large)?;
        let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(too_large)?;
        resvg::render(&self.tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        encode(&pixels, scale).map_err(|error| Error::new(format!("the picture cannot be written as PNG: {error}")))
    }
}

fn encode(pixels: &Pixmap, scale: f32) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // The default's bytes change when another crate of the program switches a feature of flate2 on.
    encoder.set_compression(png::Compression::Fast);
    let density = super::geometry::whole(f64::from(DENSITY * scale)).unsigned_abs();
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: density, yppu: density, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    // Every pixel is opaque, so its colour is not premultiplied by anything.
    let mut rgb = vec![0; pixels.data().len() / 4 * 3];
    rgb.chunks_exact_mut(3).zip(pixels.data().chunks_exact(4)).for_each(|(to, pixel)| to.copy_from_slice(&pixel[..3]));
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(out)
}
