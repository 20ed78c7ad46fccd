//! The parts of a workbook (xlsx) whose checksums are right: two sheets, shared words, styles, and the list of sheets.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::observations::Observations;
use trueup_fuzz::{folder, observations, parts, write, zipped};

const PARTS: [&str; 5] = [
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
];
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>"#;
const MAIN: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/>
<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="r4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
</Relationships>"#;
const SHEETS: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Data" sheetId="1" r:id="r1"/><sheet name="Notes" sheetId="2" r:id="r2"/></sheets></workbook>"#;

fuzz_target!(|text: &str| {
    let fixed = [("[Content_Types].xml", TYPES), ("_rels/.rels", MAIN), ("xl/_rels/workbook.xml.rels", RELATIONS)];
    // An input says what differs from a usual workbook.
    let own = parts(text, &PARTS).into_iter().map(|(name, part)| match (name, part) {
        ("xl/workbook.xml", "") => (name, SHEETS),
        other => other,
    });
    let file = write(&folder(), "data.xlsx", &zipped(fixed.into_iter().chain(own)));
    observations(|| Observations::read(&file));
});
