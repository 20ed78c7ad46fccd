//! What a client asks, one message after the other, and what it is answered.

use std::collections::BTreeMap;
use std::io::{self, Write};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, LogMessage, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{CodeActionRequest, HoverRequest, Initialize, Request as _, Shutdown};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, HoverParams, HoverProviderCapability, InitializeParams, InitializeResult,
    LogMessageParams, MessageType, PublishDiagnosticsParams, ServerCapabilities, ServerInfo,
    TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::open::Open;
use super::text::Encoding;
use super::{action, diagnostics, hover};

/// How far a client and the server have come with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Before,
    Working,
    ShutDown,
}

/// The server, and the documents that are open.
pub(super) struct Server<'a> {
    out: &'a mut dyn Write,
    stage: Stage,
    encoding: Encoding,
    open: BTreeMap<String, Open>,
}

/// Why a request has no result.
struct Refusal {
    code: ErrorCode,
    why: String,
}

impl<'a> Server<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, stage: Stage::Before, encoding: Encoding::Utf16, open: BTreeMap::new() }
    }

    /// Whether the client said that it would leave.
    pub(super) fn is_shut_down(&self) -> bool {
        self.stage == Stage::ShutDown
    }

    pub(super) fn out(&mut self) -> &mut dyn Write {
        self.out
    }

    /// Takes a message, and answers it where it is a request.
    pub(super) fn take(&mut self, message: Message) -> io::Result<()> {
        match message {
            Message::Request(Request { id, method, params }) => {
                let result = self.answer(&method, params);
                self.respond(id, result)
            }
            Message::Notification(notification) => self.note(notification),
            // It asks nothing of a client, so that no response can be meant for it.
            Message::Response(_) => Ok(()),
        }
    }

    /// Sends what is found in the documents that have changed since.
    pub(super) fn catch_up(&mut self) -> io::Result<()> {
        for open in self.open.values_mut().filter(|open| !open.is_told) {
            open.read();
            open.is_told = true;
            let params = PublishDiagnosticsParams {
                uri: open.uri.clone(),
                diagnostics: diagnostics::of(open),
                version: Some(open.version),
            };
            send(self.out, PublishDiagnostics::METHOD, &params)?;
        }
        Ok(())
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        match (self.stage, method) {
            (Stage::Before, Initialize::METHOD) => value(&self.initialize(parsed(params)?)),
            (Stage::Before, _) => Err(refusal(ErrorCode::ServerNotInitialized, "initialize comes first")),
            (Stage::ShutDown, _) => Err(refusal(ErrorCode::InvalidRequest, "after shutdown comes exit only")),
            (Stage::Working, Initialize::METHOD) => Err(refusal(ErrorCode::InvalidRequest, "initialize came before")),
            (Stage::Working, Shutdown::METHOD) => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Working, HoverRequest::METHOD) => {
                let params: HoverParams = parsed(params)?;
                let at = params.text_document_position_params;
                value(&hover::at(self.document(&at.text_document.uri)?, at.position))
            }
            (Stage::Working, CodeActionRequest::METHOD) => {
                let params: CodeActionParams = parsed(params)?;
                value(&action::at(self.document(&params.text_document.uri)?, &params))
            }
            (Stage::Working, _) => Err(refusal(ErrorCode::MethodNotFound, &format!("'{method}' is not known here"))),
        }
    }

    fn initialize(&mut self, params: InitializeParams) -> InitializeResult {
        self.stage = Stage::Working;
        let general = params.capabilities.general.unwrap_or_default();
        self.encoding = Encoding::of(general.position_encodings.as_deref());
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        };
        InitializeResult {
            capabilities: ServerCapabilities {
                position_encoding: Some(self.encoding.kind()),
                text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL)),
                hover_provider: Some(HoverProviderCapability::Simple(true)),
                code_action_provider: Some(actions.into()),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: "trueup".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }

    fn note(&mut self, Notification { method, params }: Notification) -> io::Result<()> {
        if self.stage != Stage::Working {
            return Ok(());
        }
        let done = match method.as_str() {
            DidOpenTextDocument::METHOD => parsed(params).map(|params| self.did_open(params)),
            DidChangeTextDocument::METHOD => parsed(params).and_then(|params| self.did_change(&params)),
            DidCloseTextDocument::METHOD => match parsed(params).and_then(|params| self.did_close(&params)) {
                Ok(uri) => {
                    let params = PublishDiagnosticsParams { uri, diagnostics: Vec::new(), version: None };
                    return send(self.out, PublishDiagnostics::METHOD, &params);
                }
                Err(refusal) => Err(refusal),
            },
            // Others tell what nothing here depends on.
            _ => Ok(()),
        };
        match done {
            Ok(()) => Ok(()),
            Err(Refusal { why, .. }) => self.log(&format!("{method}: {why}")),
        }
    }

    fn did_open(&mut self, params: DidOpenTextDocumentParams) {
        let open = Open::new(params.text_document, self.encoding);
        self.open.insert(open.uri.as_str().to_owned(), open);
    }

    fn did_change(&mut self, params: &DidChangeTextDocumentParams) -> Result<(), Refusal> {
        let document = &params.text_document;
        let open = self.open.get_mut(document.uri.as_str()).ok_or_else(|| not_open(&document.uri))?;
        open.change(document.version, &params.content_changes);
        Ok(())
    }

    fn did_close(&mut self, params: &DidCloseTextDocumentParams) -> Result<Uri, Refusal> {
        let uri = &params.text_document.uri;
        self.open.remove(uri.as_str()).map(|open| open.uri).ok_or_else(|| not_open(uri))
    }

    /// A document as it is now, read.
    fn document(&mut self, uri: &Uri) -> Result<&Open, Refusal> {
        let open = self.open.get_mut(uri.as_str()).ok_or_else(|| not_open(uri))?;
        open.read();
        Ok(open)
    }

    fn respond(&mut self, id: RequestId, result: Result<Value, Refusal>) -> io::Result<()> {
        let response = match result {
            Ok(value) => Response { id, response_result: Ok(value) },
            Err(Refusal { code, why }) => Response::new_err(id, code as i32, why),
        };
        Message::Response(response).write(&mut self.out)
    }

    /// Tells what has no request to be answered to.
    fn log(&mut self, message: &str) -> io::Result<()> {
        send(self.out, LogMessage::METHOD, &LogMessageParams { typ: MessageType::ERROR, message: message.to_owned() })
    }
}

fn send(mut out: &mut dyn Write, method: &str, params: &impl Serialize) -> io::Result<()> {
    let params = serde_json::to_value(params)?;
    Message::Notification(Notification { method: method.to_owned(), params }).write(&mut out)
}

fn refusal(code: ErrorCode, why: &str) -> Refusal {
    Refusal { code, why: why.to_owned() }
}

fn not_open(uri: &Uri) -> Refusal {
    refusal(ErrorCode::InvalidParams, &format!("{} is not open", uri.as_str()))
}

fn parsed<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| refusal(ErrorCode::InvalidParams, &error.to_string()))
}

fn value(result: &impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(result).map_err(|error| refusal(ErrorCode::InternalError, &error.to_string()))
}
