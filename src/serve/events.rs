//! The stream of server-sent events by which a page learns that the package has changed, or cannot be read.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use serde_json::json;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::timeout;

use super::routes::Kind;
use super::state::Now;

/// A word is sent so often, so that both ends learn when the other is gone.
const PAUSE: Duration = Duration::from_secs(15);

/// The state at once and at every change, until the reader goes or the server stops.
pub(super) fn stream(
    mut now: watch::Receiver<Arc<Now>>,
    mut stop: watch::Receiver<bool>,
    place: OwnedSemaphorePermit,
) -> Response {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let _place = place;
        tokio::select! {
            () = tell(&mut now, &sender) => {}
            () = sender.closed() => {}
            _ = stop.wait_for(|stopped| *stopped) => {}
        }
    });
    let headers = [(header::CONTENT_TYPE, Kind::Events.media_type()), (header::CACHE_CONTROL, "no-store")];
    (headers, Body::new(Events(receiver))).into_response()
}

/// Sends until nobody listens any more.
async fn tell(now: &mut watch::Receiver<Arc<Now>>, sender: &Sender<Bytes>) {
    let mut text = event(&now.borrow_and_update());
    while sender.send(text).await.is_ok() {
        text = match timeout(PAUSE, now.changed()).await {
            Ok(Ok(())) => event(&now.borrow_and_update()),
            Ok(Err(_)) => return,
            Err(_) => Bytes::from_static(b": still here\n\n"),
        };
    }
}

fn event(now: &Now) -> Bytes {
    let data = json!({ "version": now.state.version, "error": now.error });
    format!("event: state\ndata: {data}\n\n").into()
}

/// Events as the body of a response.
struct Events(Receiver<Bytes>);

impl hyper::body::Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
