//! Whether the palette can be told apart: by readers with three kinds of cones, without green or without red ones, and in
//! grey print.
//!
//! Differences are measured by CIEDE2000 (Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula", Color Research and
//! Application 30, 2005), where 1 is the least that an eye sees side by side; a thin line far from its key needs many times
//! that. In grey print nothing is left but lightness, L* of CIELAB, from 0 to 100.

use super::theme::{Color, Theme};

type Vector = [f64; 3];
type Matrix = [Vector; 3];

/// Linear sRGB to XYZ under D65 (IEC 61966-2-1).
const TO_XYZ: Matrix =
    [[0.412_456, 0.357_576, 0.180_438], [0.212_673, 0.715_152, 0.072_175], [0.019_334, 0.119_192, 0.950_304]];

/// All kinds of cones.
const NORMAL: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
/// No green cones, on linear sRGB: Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color
/// vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15, 2009, at severity 1.0.
const DEUTERANOPIA: Matrix =
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
/// No red cones, by the same model.
const PROTANOPIA: Matrix =
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];

const EYES: [(&str, Matrix); 3] =
    [("normal vision", NORMAL), ("deuteranopia", DEUTERANOPIA), ("protanopia", PROTANOPIA)];

fn times(matrix: &Matrix, vector: Vector) -> Vector {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// A colour as an eye sees it, in CIELAB.
fn seen(color: Color, eye: &Matrix) -> Vector {
    // What falls out of the screen's colours is drawn back to them, as a screen would.
    let light = times(eye, color.light()).map(|channel| channel.clamp(0.0, 1.0));
    let white = times(&TO_XYZ, [1.0; 3]);
    let xyz = times(&TO_XYZ, light);
    let part = |i: usize| {
        let t = xyz[i] / white[i];
        if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 }
    };
    let [x, y, z] = [part(0), part(1), part(2)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn lightness(color: Color) -> f64 {
    seen(color, &NORMAL)[0]
}

/// The difference of two colours in CIELAB; names and steps are those of the paper.
fn ciede2000([l1, a1, b1]: Vector, [l2, a2, b2]: Vector) -> f64 {
    let pow7 = |c: f64| (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - pow7(f64::midpoint(a1.hypot(b1), a2.hypot(b2))));
    let polar = |a: f64, b: f64| {
        let a = (1.0 + g) * a;
        (a.hypot(b), b.atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (polar(a1, b1), polar(a2, b2));
    let grey = c1 * c2 == 0.0;
    // The shorter way round the circle of hues.
    let turn = if grey { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let hue = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => (sum + 360.0) / 2.0,
        sum => (sum - 360.0) / 2.0,
    };
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(hue - 30.0) + 0.24 * cos(2.0 * hue) + 0.32 * cos(3.0 * hue + 6.0)
        - 0.20 * cos(4.0 * hue - 63.0);
    let off = (l - 50.0).powi(2);
    let light = (l2 - l1) / (1.0 + 0.015 * off / (20.0 + off).sqrt());
    let chroma = (c2 - c1) / (1.0 + 0.045 * c);
    let hue_part = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin() / (1.0 + 0.015 * c * t);
    let turned = -2.0 * pow7(c) * (60.0 * (-((hue - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    (light.powi(2) + chroma.powi(2) + hue_part.powi(2) + turned * chroma * hue_part).sqrt()
}

/// The first of the palette are what most charts use: these are told apart at a glance, all seven beside one another.
const FIRST: usize = 4;
/// Least CIEDE2000 between two of the first, and between any two.
const APART: (f64, f64) = (15.0, 10.0);
/// Least difference of L* between two of the first, and between any two: what paper between 28 and 58 has room for.
const APART_IN_GREY: (f64, f64) = (8.0, 4.0);

/// All pairs of marks of both themes, with whether both are among the first.
fn pairs() -> Vec<(Color, Color, bool)> {
    let mut pairs = Vec::new();
    for theme in [Theme::LIGHT, Theme::DARK] {
        for (j, other) in theme.palette.iter().enumerate() {
            pairs.extend(theme.palette[..j].iter().map(|one| (one.mark, other.mark, j < FIRST)));
        }
    }
    pairs
}

#[test]
fn the_palette_is_told_apart_with_and_without_red_or_green_cones() {
    for (eye, matrix) in EYES {
        for (one, other, first) in pairs() {
            let apart = ciede2000(seen(one, &matrix), seen(other, &matrix));
            let least = if first { APART.0 } else { APART.1 };
            assert!(apart >= least, "{one:?} and {other:?} under {eye}: {apart:.1} of {least}");
        }
    }
}

#[test]
fn the_palette_is_told_apart_in_grey_print() {
    for (one, other, first) in pairs() {
        let apart = (lightness(one) - lightness(other)).abs();
        let least = if first { APART_IN_GREY.0 } else { APART_IN_GREY.1 };
        assert!(apart >= least, "{one:?} and {other:?} in grey: {apart:.1} of {least}");
    }
}

/// Pairs 1, 7, 9, 11, 16, 17, 25, 29 and 34 of the paper's table 1, which pass through every branch of the formula.
#[test]
fn differences_are_those_that_sharma_wu_and_dalal_publish() {
    let published = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0009], 7.1792),
        ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0011], 7.2195),
        ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
        ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
    ];
    for (one, other, difference) in published {
        for (one, other) in [(one, other), (other, one)] {
            let found = ciede2000(one, other);
            assert!((found - difference).abs() < 5e-5, "{one:?} and {other:?}: {found}");
        }
    }
}

#[test]
fn light_is_measured_from_black_to_white_and_every_eye_sees_grey_as_it_is() {
    assert!(lightness(Color(0, 0, 0)).abs() < 1e-9 && (lightness(Color(255, 255, 255)) - 100.0).abs() < 1e-9);
    for (eye, matrix) in EYES {
        let grey = Color(119, 119, 119);
        let apart = ciede2000(seen(grey, &matrix), seen(grey, &NORMAL));
        assert!(apart < 0.01, "grey under {eye} is off by {apart}");
    }
    // Vermilion and a dark olive are one colour without red cones, and are not with them.
    let (vermilion, olive) = (Color(0xD5, 0x5E, 0x00), Color(0x6B, 0x70, 0x00));
    let apart = |eye: &Matrix| ciede2000(seen(vermilion, eye), seen(olive, eye));
    assert!(apart(&PROTANOPIA) < 8.0 && apart(&NORMAL) > 30.0, "{} and {}", apart(&PROTANOPIA), apart(&NORMAL));
}
