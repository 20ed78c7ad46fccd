//! Watching the files of a package: it is loaded again when they have changed and are still again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch::Sender;
use tokio::task::spawn_blocking;

use super::state::{Now, State, plain};
use crate::package;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(250);

/// The files of a package with when they were written and their sizes; neither for what is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen(Vec<(PathBuf, Option<(SystemTime, u64)>)>);

impl Seen {
    pub fn of(folder: &Path) -> Self {
        let look = |path: PathBuf| {
            let seen = std::fs::metadata(&path).and_then(|found| Ok((found.modified()?, found.len()))).ok();
            (path, seen)
        };
        Self(package::files(folder).into_iter().map(look).collect())
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
