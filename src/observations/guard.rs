//! Readers of other crates panic on some damaged files; here that is a fault of the file, and nothing is printed.

use std::cell::Cell;
use std::panic::{UnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// What a reader returns; nothing if it panics.
pub(crate) fn guarded<T>(read: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    static HOOK: Once = Once::new();
    // The usual words of a panic stay for all others.
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !READING.get() {
                usual(panic);
            }
        }));
    });
    let before = READING.replace(true);
    let result = catch_unwind(read);
    READING.set(before);
    result.ok()
}
