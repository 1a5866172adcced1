use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// More lines than this are not poured into a terminal.
const MOST_LINES: usize = 1_000;
/// So many of them are shown there.
const SHOWN_LINES: usize = 200;

static QUIET: AtomicBool = AtomicBool::new(false);
static INCOMPLETE: AtomicBool = AtomicBool::new(false);

/// When colours are used.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Takes what was asked of the output as a whole.
pub(crate) fn set(quiet: bool, color: Color) {
    QUIET.store(quiet, Ordering::Relaxed);
    match color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// True where only errors are said.
pub(crate) fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// True where something that was asked for could not be done: the exit code is 2, whatever else went well.
pub(crate) fn is_incomplete() -> bool {
    INCOMPLETE.load(Ordering::Relaxed)
}

/// Says, quiet or not, what could not be done of what was asked; the rest goes on.
pub(crate) fn incomplete(message: &str) {
    INCOMPLETE.store(true, Ordering::Relaxed);
    say(message);
}

/// Says how it goes, unless told to be quiet.
pub(crate) fn tell(message: &str) {
    if !is_quiet() {
        say(message);
    }
}

/// Writes a result to stdout; colours are dropped where stdout is no terminal. Of a result of very many lines a
/// terminal gets the first.
///
/// # Errors
/// What stdout says; a closed pipe ends the program quietly.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut shown = text;
    let mut left = 0;
    if io::stdout().is_terminal() {
        let lines = text.matches('\n').count();
        if lines > MOST_LINES {
            let end = text.match_indices('\n').nth(SHOWN_LINES - 1);
            shown = &text[..end.map_or(text.len(), |(at, _)| at + 1)];
            left = lines - SHOWN_LINES;
        }
    }
    let mut out = anstream::stdout().lock();
    out.write_all(shown.as_bytes())?;
    out.flush()?;
    if left > 0 {
        say(&format!(
            "… and {left} more lines: send them to a file (> FILE) or through a pager (| less)"
        ));
    }
    Ok(())
}

/// How wide tables for people are: the terminal, or 120 where stdout goes elsewhere.
pub(crate) fn width() -> u16 {
    terminal_size::terminal_size().map_or(120, |(width, _)| width.0.max(40))
}

/// Writes a message for people to stderr, whatever was asked. Names of files may hold anything: control
/// characters are shown, not sent.
pub(crate) fn say(message: &str) {
    let shown: String = message.chars().map(harmless).collect();
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{shown}");
}

/// The character, or a sign for one that would steer the terminal or turn the direction of what follows.
fn harmless(c: char) -> char {
    match c {
        '\n' => c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
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
