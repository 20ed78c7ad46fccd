//! Watching files: a package is loaded again when its own have changed and are still again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch::Sender;
use tokio::task::spawn_blocking;

use super::state::{Now, State, plain};
use crate::package;

/// How often the files are looked at.
pub(crate) const PAUSE: Duration = Duration::from_millis(250);

/// Files with when they were written and their sizes; neither for what is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen(Vec<(PathBuf, Option<(SystemTime, u64)>)>);

impl Seen {
    /// The files of a package.
    pub fn of(folder: &Path) -> Self {
        Self::files(package::files(folder))
    }

    /// These files.
    pub fn files(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let look = |path: PathBuf| {
            let seen = std::fs::metadata(&path).and_then(|found| Ok((found.modified()?, found.len()))).ok();
            (path, seen)
        };
        Self(paths.into_iter().map(look).collect())
    }

    /// Those that were not so before, and those that are here no more.
    pub fn changed<'a>(&'a self, before: &'a Self) -> Vec<&'a Path> {
        let other = self.0.iter().filter(|one| !before.0.contains(one)).map(|(path, _)| path.as_path());
        let gone = |(path, _): &&(PathBuf, _)| !self.0.iter().any(|(here, _)| here == path);
        other.chain(before.0.iter().filter(gone).map(|(path, _)| path.as_path())).collect()
    }
}

/// Loads the package again whenever its files are other ones than those that were loaded. What cannot be loaded leaves the last good
/// state and says why.
pub(super) async fn watch(folder: PathBuf, mut loaded: Seen, now: Sender<Arc<Now>>) {
    let mut before = loaded.clone();
    loop {
        tokio::time::sleep(PAUSE).await;
        let there = folder.clone();
        let Ok(seen) = spawn_blocking(move || Seen::of(&there)).await else { continue };
        // A file that is being written is waited for.
        let still = seen == before;
        before.clone_from(&seen);
        if still && seen != loaded {
            loaded = seen;
            let (folder, last) = (folder.clone(), now.borrow().clone());
            let next = spawn_blocking(move || reload(&folder, &last)).await;
            if let Ok(Some(next)) = next {
                now.send_replace(Arc::new(next));
            }
        }
    }
}

/// What is served next, if that is anything else.
fn reload(folder: &Path, last: &Now) -> Option<Now> {
    let state = Arc::clone(&last.state);
    if package::digest(Some(folder)) == state.version {
        return (!last.error.is_empty()).then(|| Now { state, error: String::new() });
    }
    Some(match State::load(Some(folder)) {
        Ok(state) => Now { state: Arc::new(state), error: String::new() },
        Err(error) => Now { state, error: plain(&error) },
    })
}
