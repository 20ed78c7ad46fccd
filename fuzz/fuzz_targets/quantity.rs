//! Printed words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::quantity::{Policy, Quantity, Understanding};
use trueup_fuzz::shown;

fuzz_target!(|text: &str| {
    let quantity = match Quantity::parse(text) {
        Ok(quantity) => quantity,
        Err(error) => {
            let (start, len) = error.span().unwrap_or_default();
            assert!(text.get(start..start + len).is_some(), "the place of a fault lies outside the words: {error:?}");
            shown(&error);
            return;
        }
    };
    let policy = Policy::default();
    for reading in quantity.readings() {
        for (truncated, coarse) in [(false, false), (true, false), (false, true), (true, true)] {
            let how = Understanding { reading: *reading, truncated, coarse };
            let rounding = quantity.rounding(&policy, how);
            for signed in [false, true] {
                let [stated, operand] =
                    [quantity.stated_as(&policy, signed, how), quantity.operand(&policy, signed, how)];
                for interval in [&rounding, &stated, &operand] {
                    assert!(interval.low.to_f64() <= interval.high.to_f64(), "{interval} is turned round");
                }
                assert!(operand.low.to_f64().is_finite() && operand.high.to_f64().is_finite(), "{operand} is open");
            }
        }
    }
    // Its canonical words say the same.
    let words = quantity.to_string();
    assert_eq!(Quantity::parse(&words).as_ref().ok(), Some(&quantity), "in its own words: {words}");
});
