//! What is wrong with a request, as a problem document (RFC 9457).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::error::Error;

/// The media type of problem documents.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request has no other answer.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    help: String,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>, help: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), help: help.into() }
    }

    /// An error of another room; they name options as the command line does.
    pub fn of(status: StatusCode, error: &Error) -> Self {
        let words = |text: &str| text.replace("--scale-y", "scale").replace("--scale", "density").replace("--", "");
        Self::new(status, words(&error.to_string()), words(error.help_text().unwrap_or_default()))
    }

    /// More is asked for than can be done at once.
    pub fn busy(detail: &str) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, detail, "ask again in a moment")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or_default();
        let mut document = json!({ "title": title, "status": self.status.as_u16(), "detail": self.detail });
        if !self.help.is_empty() {
            document["help"] = self.help.into();
        }
        let headers = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")];
        let mut response = (self.status, headers, format!("{document:#}\n")).into_response();
        let more = match self.status {
            StatusCode::METHOD_NOT_ALLOWED => Some((header::ALLOW, "GET, HEAD")),
            StatusCode::TOO_MANY_REQUESTS => Some((header::RETRY_AFTER, "1")),
            _ => None,
        };
        if let Some((name, value)) = more {
            response.headers_mut().insert(name, axum::http::HeaderValue::from_static(value));
        }
        response
    }
}
