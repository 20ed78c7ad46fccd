//! What every request must be, and what every answer says: whose server this is, which methods, how long an address, what browsers may do.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::uri::{Authority, Uri};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer::SHOWN_BY;
use super::problem::Problem;
use super::routes::NOTHING;

/// The longest address, in bytes.
const LONGEST: usize = 2000;

/// The names that the server goes by. A page elsewhere may let its own name lead here (DNS rebinding), and its readers' browsers then
/// ask under that name. The port is not looked at: it may be another one where a connection is forwarded, and is no part of the trick.
#[derive(Debug)]
pub(super) struct Hosts {
    /// What --host says.
    named: String,
    /// Whether it listens on all addresses of the machine.
    everywhere: bool,
}

impl Hosts {
    pub fn new(named: &str, bound: IpAddr) -> Self {
        Self { named: named.to_lowercase(), everywhere: bound.is_unspecified() }
    }

    /// Whether a Host header names this server.
    fn hold(&self, host: &str) -> bool {
        let Some(authority) = host.parse::<Authority>().ok().filter(|_| !host.contains('@')) else { return false };
        let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_lowercase();
        // An address leads where it says, and no page can make it lead elsewhere.
        let address = name.parse::<IpAddr>().ok();
        name == "localhost"
            || name == self.named
            || address.is_some_and(|address| self.everywhere || address.is_loopback())
    }

    fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
        let mut given = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (given.next(), given.next()) else {
            let detail = "a request has one Host header";
            return Err(Problem::new(StatusCode::BAD_REQUEST, detail, "send the name and port of this server"));
        };
        let host = host.to_str().unwrap_or_default();
        let other =
            [Some(host), uri.authority().map(Authority::as_str)].into_iter().flatten().find(|name| !self.hold(name));
        other.map_or(Ok(()), |name| {
            let detail = format!("'{name}' is no name of this server");
            let help = "ask for 127.0.0.1 or localhost, or start trueup serve with --host and this name";
            Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, detail, help))
        })
    }
}

fn check(hosts: &Hosts, request: &Request) -> Result<(), Problem> {
    hosts.check(request.uri(), request.headers())?;
    if request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST) {
        let detail = format!("the address has more than {LONGEST} bytes");
        return Err(Problem::new(StatusCode::URI_TOO_LONG, detail, "/openapi.json lists all addresses"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let detail = format!("{} is not answered", request.method());
        return Err(Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            detail,
            "use GET or HEAD: nothing can be changed here",
        ));
    }
    if !request.body().is_end_stream() {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "the request has a body", "send none"));
    }
    Ok(())
}

/// Refuses what is no request for this server, and puts to every answer what browsers must know.
pub(super) async fn guard(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    let mut response = match check(&hosts, &request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    headers.entry(SHOWN_BY).or_insert(HeaderValue::from_static("same-origin"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_names_of_this_server_are_its_own() {
        let here = Hosts::new("127.0.0.1", IpAddr::from([127, 0, 0, 1]));
        for host in ["127.0.0.1:7878", "localhost:7878", "LocalHost", "[::1]:7878", "127.0.0.1"] {
            assert!(here.hold(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:7878",
            "10.0.0.1",
            "",
            "a@localhost",
            "local host",
        ] {
            assert!(!here.hold(host), "{host}");
        }
        let everywhere = Hosts::new("0.0.0.0", IpAddr::from([0, 0, 0, 0]));
        assert!(everywhere.hold("192.168.1.5:7878") && !everywhere.hold("office.example"));
        let named = Hosts::new("Office.example", IpAddr::from([192, 168, 1, 5]));
        assert!(named.hold("office.example:80") && !named.hold("192.168.1.6"));
    }
}
