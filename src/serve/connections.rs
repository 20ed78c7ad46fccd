//! Connections: so many at a time, none that only pretends to ask, and an end that lets answers be finished.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

/// Connections at a time; more wait to be accepted.
const MOST: u32 = 512;
/// How long the head of a request may take, and how long a connection may do nothing.
const HEAD: Duration = Duration::from_secs(5);
/// The largest head of a request, in bytes.
const LARGEST: usize = 16 * 1024;
/// How old a connection may get: one that does not read its answers has no other end. Browsers open another.
const OLDEST: Duration = Duration::from_secs(600);
/// How long answers may take to be finished when the server stops.
const GRACE: Duration = Duration::from_secs(3);

/// Answers requests until `end` comes; then `stop` is said, and answers are finished.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: watch::Sender<bool>,
    end: impl Future<Output = ()>,
) {
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_header_size(LARGEST).max_buf_size(4 * LARGEST);
    let service = TowerToHyperService::new(router);
    let places = Arc::new(Semaphore::new(MOST as usize));
    let mut end = pin!(end);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut end => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let connection = http.serve_connection(TokioIo::new(stream), service.clone());
        let mut stopped = stop.subscribe();
        tokio::spawn(async move {
            let _place = place;
            let mut connection = pin!(connection);
            tokio::select! {
                // How a connection ended is of no use to anybody.
                _ = connection.as_mut() => return,
                _ = stopped.wait_for(|stopped| *stopped) => {}
                () = sleep(OLDEST) => {}
            }
            connection.as_mut().graceful_shutdown();
            let _ = timeout(GRACE, connection).await;
        });
    }
    drop(listener);
    stop.send_replace(true);
    let _ = timeout(GRACE, places.acquire_many(MOST)).await;
}

/// The next connection, once there is a place for it.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let _ = stream.set_nodelay(true);
                return (stream, place);
            }
            // A connection that was given up, or no file handle left for it.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}
