//! JSON Schemas (2020-12) of all JSON that the program writes, made from the types that write it. docs/schema/ holds them.
//!
//! The number in a name is the version of the format: it rises where a field goes or changes its meaning.

use polars::prelude::DataType;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::extraction::json::ExtractionDocument;
use super::json::{ConfrontDocument, FindingsDocument, ImpliedDocument, pretty};
use crate::chart::Record;
use crate::error::Result;
use crate::frame;
use crate::output::File;
use crate::package::Package;

/// Every schema as a file: `findings-2.json`, `implied-1.json`, `confront-1.json`, `extraction-1.json`, `chart-1.json`, and one for each table.
///
/// # Errors
/// None that a user can cause.
pub fn all() -> Result<Vec<File>> {
    let package = Package::builtin()?;
    let mut files = vec![
        File::new("findings-2.json", of::<FindingsDocument<'_>>("What trueup check --format json writes")),
        File::new("implied-1.json", of::<ImpliedDocument<'_>>("What trueup implied --format json writes")),
        File::new("confront-1.json", of::<ConfrontDocument<'_>>("What trueup confront --format json writes")),
        File::new(
            "extraction-1.json",
            of::<ExtractionDocument<'_>>("What trueup extract --format json writes of each text"),
        ),
        File::new("chart-1.json", of::<Record<'_>>("What trueup chart --format json writes of each chart")),
    ];
    for name in frame::TABLES {
        let table = frame::table(&package, name)?;
        let columns: Map<String, Value> =
            table.columns().iter().map(|column| (column.name().to_string(), cell(column.dtype()))).collect();
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": format!("What trueup table {name} --format json writes"),
            "type": "array",
            "items": {
                "type": "object",
                "required": columns.keys().collect::<Vec<_>>(),
                "properties": columns,
                "additionalProperties": false,
            },
        });
        files.push(File::new(format!("table-{name}-1.json"), pretty(&schema)));
    }
    Ok(files)
}

fn of<T: JsonSchema>(title: &str) -> String {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), json!(title));
    pretty(&schema)
}

/// What a cell of a column can be.
fn cell(dtype: &DataType) -> Value {
    match dtype {
        DataType::Boolean => json!({ "type": "boolean" }),
        DataType::UInt32 => json!({ "type": ["integer", "null"], "minimum": 0 }),
        DataType::Float64 => json!({ "type": ["number", "null"] }),
        DataType::Date => json!({ "type": ["string", "null"], "format": "date" }),
        _ => json!({ "type": ["string", "null"] }),
    }
}
