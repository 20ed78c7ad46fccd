//! The server: the dashboard, charts with their options in the address, findings and tables, of a package that is loaded again when
//! its files change.
//!
//! A request is read by `routes` into what it asks for, which is made once and kept; nothing of a request leads to a file, and whatever
//! it names must be known. How much is done at once and how long anything may take is bounded everywhere.

mod answer;
mod cache;
mod connections;
mod events;
mod guard;
mod openapi;
mod options;
mod problem;
mod routes;
mod state;
mod watch;
mod work;

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, Request, State as Given};
use axum::http::header;
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tokio::sync::{Semaphore, watch as channel};

use crate::error::{Error, Result};
use guard::Hosts;
use problem::Problem;
use routes::{Asked, Kind};
use state::{Now, State};
pub(crate) use watch::{PAUSE, Seen};
use work::Desk;

/// Streams of events at a time.
const STREAMS: usize = 128;

/// A package on an address of this machine, about to be served.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    hosts: Hosts,
    first: State,
    /// The folder of the package, and its files as they were before they were loaded; none for the built-in package.
    watched: Option<(PathBuf, Seen)>,
}

/// What requests share.
struct Shared {
    now: channel::Receiver<Arc<Now>>,
    stop: channel::Receiver<bool>,
    streams: Arc<Semaphore>,
    desk: Desk,
}

impl Server {
    /// Takes the port, or one that is free where it is 0, and loads the package in a folder, or the built-in one.
    ///
    /// ```no_run
    /// let server = trueup::serve::Server::new(None, "127.0.0.1", 0)?;
    /// server.run(|address| {
    ///     println!("http://{address}/");
    ///     Ok(())
    /// })?;
    /// # Ok::<(), trueup::Error>(())
    /// ```
    ///
    /// # Errors
    /// All faults of the package together; or if the host has no such address, or the port is taken.
    pub fn new(folder: Option<PathBuf>, host: &str, port: u16) -> Result<Self> {
        let help = "name an address of this machine: --host 127.0.0.1, or 0.0.0.0 for all of them";
        let unknown = |error: std::io::Error| Error::new(format!("'{host}' is no address: {error}")).with_help(help);
        let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs().map_err(unknown)?.collect();
        let listener = TcpListener::bind(addresses.as_slice()).map_err(|error| refused(host, port, &error))?;
        let address = listener.local_addr().map_err(|error| refused(host, port, &error))?;
        let seen = folder.as_deref().map(Seen::of);
        let first = State::load(folder.as_deref())?;
        Ok(Self { listener, address, hosts: Hosts::new(host, address.ip()), first, watched: folder.zip(seen) })
    }

    /// Serves until the process is told to end (SIGINT, SIGTERM). `ready` is called with the address once requests are answered.
    ///
    /// # Errors
    /// If the system gives no threads or no signals, or `ready` fails.
    pub fn run(self, ready: impl FnOnce(SocketAddr) -> Result<()>) -> Result<()> {
        let broken = |error: std::io::Error| Error::new(format!("the server cannot run: {error}"));
        // One thread for each core draws, and two look after the package: each keeps memory for itself.
        let threads = work::cores() + 2;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(threads).build();
        let runtime = runtime.map_err(broken)?;
        let ended = runtime.block_on(async {
            let end = told_to_end().map_err(broken)?;
            self.listener.set_nonblocking(true).map_err(broken)?;
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(broken)?;
            let (sender, now) = channel::channel(Arc::new(Now { state: Arc::new(self.first), error: String::new() }));
            let (stop, stopped) = channel::channel(false);
            match self.watched {
                Some((folder, seen)) => drop(tokio::spawn(watch::watch(folder, seen, sender))),
                // Nothing changes, and streams of events stay open.
                None => drop(tokio::spawn(async move { sender.closed().await })),
            }
            let streams = Arc::new(Semaphore::new(STREAMS));
            let shared = Arc::new(Shared { now, stop: stopped, streams, desk: Desk::new() });
            let router = Router::new()
                .fallback(answer)
                .with_state(shared)
                .layer(from_fn_with_state(Arc::new(self.hosts), guard::guard));
            ready(self.address)?;
            connections::serve(listener, router, stop, end).await;
            Ok(())
        });
        // A drawing that is still being made is of no use any more.
        runtime.shutdown_background();
        ended
    }
}

fn refused(host: &str, port: u16, error: &std::io::Error) -> Error {
    let (message, help) = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            (format!("port {port} of {host} is taken"), "name another, or --port 0 for one that is free")
        }
        std::io::ErrorKind::PermissionDenied => {
            (format!("port {port} of {host} may not be used"), "name one above 1023")
        }
        _ => (
            format!("port {port} of {host} cannot be used: {error}"),
            "name an address of this machine: --host 127.0.0.1",
        ),
    };
    Error::new(message).with_help(help)
}

/// Waits for the signal to end; signals are caught from now on.
fn told_to_end() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut interrupted = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    #[cfg(unix)]
    return Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    });
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// Answers a request that the guard has let through.
async fn answer(Given(shared): Given<Arc<Shared>>, request: Request) -> Result<Response, Problem> {
    let now = shared.now.borrow().clone();
    let uri = request.uri();
    let Query(parameters) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("the parameters cannot be read: {error}"),
            "write name=value&name=value",
        )
    })?;
    let asked = Asked::read(&now.state, uri.path(), &parameters)?;
    match asked.kind {
        Kind::Health => {
            let (version, error) = (&now.state.version, &now.error);
            let document = json!({ "ok": error.is_empty(), "version": version, "error": error });
            let headers = [(header::CONTENT_TYPE, asked.kind.media_type()), (header::CACHE_CONTROL, "no-store")];
            return Ok((headers, format!("{document:#}\n")).into_response());
        }
        Kind::Events if request.method() == Method::HEAD => {
            return Ok([(header::CONTENT_TYPE, asked.kind.media_type())].into_response());
        }
        Kind::Events => {
            let place = Arc::clone(&shared.streams).try_acquire_owned();
            let place = place.map_err(|_| Problem::busy("too many pages are open"))?;
            return Ok(events::stream(shared.now.clone(), shared.stop.clone(), place));
        }
        _ => {}
    }
    let key = asked.key();
    if let Some(kept) = now.state.cache.get(&key) {
        return Ok(kept.respond(request.headers()));
    }
    let made = shared.desk.work(move || {
        // Another request may have asked for the same meanwhile.
        now.state.cache.get(&key).map_or_else(
            || {
                let answer = Arc::new(asked.make(&now.state)?);
                now.state.cache.put(&key, &answer);
                Ok(answer)
            },
            Ok,
        )
    });
    Ok(made.await??.respond(request.headers()))
}
