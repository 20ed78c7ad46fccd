//! datapackage.json: the package's name, its tables and its hedge policy.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path};

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::input::Text;
use crate::quantity::Policy;

/// What the descriptor says, checked; its faults are reported with those of the tables.
pub(super) struct Descriptor {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) version: String,
    pub(super) policy: Policy,
    /// What rules are set to, by code.
    pub(super) rules: BTreeMap<String, String>,
    /// Paths by the names of resources.
    pub(super) resources: HashMap<String, String>,
    /// Resources whose path was refused; they are not missing as well.
    pub(super) refused: HashSet<String>,
    pub(super) faults: Vec<Error>,
}

/// What datapackage.json must say; whatever else it says is for other tools.
#[derive(Debug, Deserialize)]
struct Record {
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    version: String,
    resources: Vec<Resource>,
    #[serde(default, rename = "trueup:policy")]
    policy: Option<PolicyRecord>,
    #[serde(default, rename = "trueup:rules")]
    rules: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Resource {
    name: String,
    path: String,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    dialect: Option<Dialect>,
}

#[derive(Debug, Default, Deserialize)]
struct Dialect {
    #[serde(default)]
    delimiter: Option<String>,
}

#[derive(Debug, Deserialize)]
struct PolicyRecord {
    version: String,
    #[serde(flatten)]
    widths: BTreeMap<String, f64>,
}

impl Descriptor {
    /// Reads the descriptor.
    pub(super) fn read(text: &Text) -> Result<Self> {
        let record: Record = serde_json::from_str(text.inner()).map_err(|error| {
            let at = offset_of(text.inner(), error.line(), error.column());
            Error::new(format!("the descriptor does not describe a package: {error}"))
                .at(at, 1, "here")
                .with_help("datapackage.json needs a name and resources, each with name and path; trueup new writes one to start from")
                .within(text)
        })?;
        let mut descriptor = Self {
            title: if record.title.is_empty() { record.name.clone() } else { record.title },
            name: record.name,
            version: record.version,
            policy: Policy::default(),
            rules: record.rules,
            resources: HashMap::new(),
            refused: HashSet::new(),
            faults: Vec::new(),
        };
        match record.policy.map_or_else(|| Ok(Policy::default()), policy) {
            Ok(policy) => descriptor.policy = policy,
            Err(error) => descriptor.faults.push(error.context(format!("{}, trueup:policy", text.name()))),
        }
        for resource in record.resources {
            descriptor.add(resource);
        }
        Ok(descriptor)
    }

    fn add(&mut self, resource: Resource) {
        if !resource.is_plain() {
            let error = Error::new(format!("the resource '{}' is not CSV in UTF-8 with commas", resource.name));
            self.faults
                .push(error.with_help("save the table in UTF-8, with commas, and leave encoding and dialect out"));
        }
        if self.resources.contains_key(&resource.name) {
            self.faults.push(Error::new(format!("datapackage.json names the resource '{}' twice", resource.name)));
        }
        if Path::new(&resource.path).components().all(|part| matches!(part, Component::Normal(_))) {
            self.resources.insert(resource.name, resource.path);
        } else {
            let error =
                Error::new(format!("the path '{}' of '{}' leads out of the package", resource.path, resource.name));
            self.faults.push(error.with_help("a path is relative to the package's folder, without '..'"));
            self.refused.insert(resource.name);
        }
    }
}

impl Resource {
    /// Whether it is in the one encoding and dialect that are read.
    fn is_plain(&self) -> bool {
        let utf8 = |encoding: &str| encoding.eq_ignore_ascii_case("utf-8") || encoding.eq_ignore_ascii_case("utf8");
        let delimiter = self.dialect.as_ref().and_then(|dialect| dialect.delimiter.as_deref());
        self.encoding.as_deref().is_none_or(utf8) && delimiter.is_none_or(|delimiter| delimiter == ",")
    }
}

fn policy(record: PolicyRecord) -> Result<Policy> {
    if record.version == Policy::default().version {
        return Err(Error::new(format!("version {} is the program's own policy", record.version))
            .with_help("give the package's policy a version of its own, such as \"1-wide\""));
    }
    record.widths.iter().try_fold(Policy { version: record.version, ..Policy::default() }, |policy, (name, percent)| {
        policy.with_width(name, *percent)
    })
}

/// The place of a line and column, both from 1.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len().saturating_sub(1))
}
