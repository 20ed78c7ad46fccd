//! The language server: what is found in a text, as marks in an editor while it is written.
//!
//! `wire` makes messages of a stream, `server` answers them one after the other; `text` knows lines and columns, `open` a document and what
//! was found in it, `diagnostics`, `hover` and `action` put that into the protocol's words. A document is read when no message waits, so
//! that fast typing is not fallen behind.

mod action;
mod diagnostics;
mod hover;
mod open;
mod server;
#[cfg(test)]
mod tests;
mod text;
mod wire;

use std::io::{self, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

use lsp_server::Message;

use server::Server;
use wire::{Incoming, Reader};

/// Messages that may wait: the client is read no further while so many do.
const WAITING: usize = 256;

/// Speaks the Language Server Protocol (3.17) until the client leaves. Returns whether it left as the protocol says: by `shutdown`, then `exit`.
///
/// ```
/// let exit = r#"{"jsonrpc": "2.0", "method": "exit"}"#;
/// let input = format!("Content-Length: {}\r\n\r\n{exit}", exit.len());
/// let mut output = Vec::new();
/// assert!(!trueup::lsp::serve(std::io::Cursor::new(input), &mut output)?);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If the client cannot be written to.
pub fn serve(input: impl Read + Send + 'static, output: &mut dyn Write) -> io::Result<bool> {
    let messages = received(input);
    let mut server = Server::new(output);
    loop {
        let next = match messages.try_recv() {
            Err(TryRecvError::Empty) => {
                server.catch_up()?;
                messages.recv().ok()
            }
            next => next.ok(),
        };
        match next {
            None => return Ok(false),
            Some(Incoming::Message(Message::Notification(exit))) if exit.method == "exit" => {
                return Ok(server.is_shut_down());
            }
            Some(Incoming::Message(message)) => server.take(message)?,
            Some(Incoming::Broken(broken)) => broken.answer(server.out())?,
        }
    }
}

/// Reads messages on a thread of their own, so that it is known whether more of them wait.
fn received(input: impl Read + Send + 'static) -> Receiver<Incoming> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::spawn(move || {
        let mut reader = Reader::new(BufReader::new(input));
        while let Ok(Some(message)) = reader.next() {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    receiver
}
