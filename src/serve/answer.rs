//! An answer that can be given again: bytes with their type, their digest and what a browser may do with them.

use std::borrow::Cow;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use sha2::{Digest, Sha256};

use crate::package::short;

/// Who may show something: pages of the same address, or of any.
pub(super) const SHOWN_BY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// An answer, ready to be sent any number of times.
#[derive(Debug)]
pub(super) struct Answer {
    pub bytes: Bytes,
    media_type: &'static str,
    /// The Content-Security-Policy.
    pub policy: Cow<'static, str>,
    tag: String,
    /// What the file is called where it is saved.
    file: Option<String>,
    /// Whether pages of other addresses may show it.
    shared: bool,
}

impl Answer {
    pub fn new(bytes: impl Into<Vec<u8>>, media_type: &'static str, policy: impl Into<Cow<'static, str>>) -> Self {
        // What is kept is as large as it is counted: no room to grow is left.
        let bytes = Bytes::from(bytes.into().into_boxed_slice());
        let tag = format!("\"{}\"", short(Sha256::new_with_prefix(&bytes)));
        Self { bytes, media_type, policy: policy.into(), tag, file: None, shared: false }
    }

    /// Names it as a file, which must be a name of the program's own or of the package's.
    pub fn named(mut self, file: String) -> Self {
        self.file = Some(file);
        self
    }

    /// Lets pages of other addresses show it.
    pub fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    /// The response to a request with these headers: the bytes, or that the reader has them.
    pub fn respond(self: &Arc<Self>, asked: &HeaderMap) -> Response<Body> {
        let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut tags = known.flat_map(|value| value.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
        let mut response = if tags.any(|tag| tag == "*" || tag == self.tag) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else {
            let mut response = Response::new(Body::from(self.bytes.clone()));
            set(&mut response, header::CONTENT_TYPE, self.media_type);
            set(&mut response, header::CONTENT_LENGTH, &self.bytes.len().to_string());
            if let Some(file) = &self.file {
                set(&mut response, header::CONTENT_DISPOSITION, &format!("inline; filename=\"{file}\""));
            }
            response
        };
        set(&mut response, header::ETAG, &self.tag);
        // The package may change at any time: what is kept is asked about, and nothing is sent where it is still the same.
        set(&mut response, header::CACHE_CONTROL, "no-cache");
        set(&mut response, header::CONTENT_SECURITY_POLICY, &self.policy);
        if self.shared {
            set(&mut response, SHOWN_BY, "cross-origin");
        }
        response
    }
}

/// Sets a header whose value is made of the program's own words, names and digits.
fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
