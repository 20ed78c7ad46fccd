//! The description of all addresses for programs, as OpenAPI 3.1: made from the tables that requests are read with.

use serde_json::{Map, Value, json};

use super::options::PARAMETERS;
use super::problem;
use super::routes::{Kind, ROUTES, Route};
use super::state::State;
use crate::frame;

/// The description, which names the charts of the package.
pub(super) fn description(state: &State) -> String {
    let ids: Vec<&str> = state.charts.iter().map(|chart| chart.id.as_str()).collect();
    // A package may have no chart, and a list of values may not be empty.
    let served = ROUTES.iter().filter(|route| !(route.kind.is_chart() && ids.is_empty()));
    let paths: Map<String, Value> =
        served.map(|route| (route.path.to_owned(), json!({ "get": operation(route, &ids) }))).collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "trueup serve",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Charts of a package with their options in the address, its findings and its tables. Every address takes HEAD too.",
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": { "Problem": problem_schema(), "Health": health_schema(), "Charts": charts_schema() } },
    });
    format!("{document:#}\n")
}

fn operation(route: &Route, ids: &[&str]) -> Value {
    let in_path = |name: &str, names: &[&str]| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "enum": names } });
    let mut parameters = Vec::new();
    if route.kind.is_chart() {
        parameters.push(in_path("id", ids));
        parameters.extend(PARAMETERS.iter().map(|parameter| {
            json!({
                "name": parameter.name,
                "in": "query",
                "description": parameter.about,
                "schema": (parameter.schema)(),
                "example": if parameter.name == "density" { json!(1) } else { parameter.example.into() },
            })
        }));
    } else if route.kind.is_table() {
        parameters.push(in_path("name", &frame::TABLES));
    }
    let problem = |about: &str| {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        json!({ "description": about, "content": { problem::MEDIA_TYPE: { "schema": schema } } })
    };
    let mut responses = json!({
        "200": { "description": route.about, "content": content(route.kind) },
        "400": problem("A parameter is not known or has a value that it cannot have, or the chart cannot be shown in this way"),
        "404": problem("There is nothing at this address"),
        "405": problem("Only GET and HEAD are answered"),
        "414": problem("The address is too long"),
        "421": problem("The Host header names another machine"),
        "429": problem("More is asked for than can be done at once"),
    });
    if !matches!(route.kind, Kind::Health | Kind::Events) {
        responses["304"] = json!({ "description": "The reader has it already, as If-None-Match says" });
    }
    json!({ "summary": route.about, "parameters": parameters, "responses": responses })
}

fn content(kind: Kind) -> Value {
    let schema = match kind {
        Kind::Charts => json!({ "$ref": "#/components/schemas/Charts" }),
        Kind::Health => json!({ "$ref": "#/components/schemas/Health" }),
        Kind::TableAsJson => json!({ "type": "array", "items": { "type": "object" } }),
        _ if kind.media_type() == "application/json" => json!({ "type": "object" }),
        // Bytes have no schema.
        _ => return json!({ kind.media_type(): {} }),
    };
    json!({ kind.media_type(): { "schema": schema } })
}

fn object(required: &[&str], properties: &Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn problem_schema() -> Value {
    let text = json!({ "type": "string" });
    let properties = json!({ "title": text, "status": { "type": "integer" }, "detail": text, "help": text });
    object(&["title", "status", "detail"], &properties)
}

fn health_schema() -> Value {
    let text = json!({ "type": "string" });
    object(&["ok", "version", "error"], &json!({ "ok": { "type": "boolean" }, "version": text, "error": text }))
}

fn charts_schema() -> Value {
    let text = json!({ "type": "string" });
    let addresses = json!({ "type": "object", "additionalProperties": text });
    let properties = json!({ "id": text, "title": text, "alt": text, "addresses": addresses });
    json!({ "type": "array", "items": object(&["id", "title", "alt", "addresses"], &properties) })
}
