//! Bounded work: as many threads draw as there are cores, so many requests wait, and none waits for long.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::problem::Problem;

/// Requests that wait for work or are worked on.
const WAITING: usize = 256;
/// How long one waits for its answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// How many pieces of work are done at a time.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Where work is done.
pub(super) struct Desk {
    waiting: Semaphore,
    places: Arc<Semaphore>,
}

impl Desk {
    pub fn new() -> Self {
        Self { waiting: Semaphore::new(WAITING), places: Arc::new(Semaphore::new(cores())) }
    }

    /// Does a piece of work when its turn comes. Work that takes too long goes on, and keeps its place, without whoever asked for it.
    ///
    /// # Errors
    /// If too many wait already, or it takes too long.
    pub async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let Ok(_waiting) = self.waiting.try_acquire() else {
            return Err(Problem::busy("too many requests wait for their answers"));
        };
        let places = Arc::clone(&self.places);
        let done = async move {
            let place = places.acquire_owned().await;
            spawn_blocking(move || {
                let _place = place;
                work()
            })
            .await
        };
        match timeout(PATIENCE, done).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) => {
                let help = "this is a fault of trueup; the terminal in which it runs says where";
                Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be made", help))
            }
            Err(_) => Err(Problem::busy("the answer takes too long to make")),
        }
    }
}
