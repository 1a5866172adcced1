use std::error::Error;
use std::io::{self, Write};

/// Writes a result to stdout; colours are dropped where stdout is no terminal.
///
/// # Errors
/// What stdout says; a closed pipe ends the program quietly.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// How wide tables for people are: the terminal, or 120 where stdout goes elsewhere.
pub(crate) fn width() -> u16 {
    terminal_size::terminal_size().map_or(120, |(width, _)| width.0.max(40))
}

/// Writes a message for people to stderr.
pub(crate) fn say(message: &str) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{message}");
}

/// True where the reader of our output has gone.
pub(crate) fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(e) = cause {
        if let Some(io) = e.downcast_ref::<io::Error>() {
            return io.kind() == io::ErrorKind::BrokenPipe;
        }
        cause = e.source();
    }
    false
}
