use crate::script::{floor, shown};
use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// More lines than this are not poured into a terminal.
const MOST_LINES: usize = 1_000;
/// So many of them are shown there.
const SHOWN_LINES: usize = 200;
/// Nor are more bytes, however few the lines.
const MOST_BYTES: usize = 512 << 10;
/// So many of them are shown there.
const SHOWN_BYTES: usize = 32 << 10;

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

/// Writes a result to stdout. A terminal gets the beginning of a very long one, and no character that would steer it:
/// results quote texts and names of files, which may hold anything.
///
/// # Errors
/// What stdout says; a closed pipe ends the program quietly.
pub(crate) fn print(text: &str) -> io::Result<()> {
    if !io::stdout().is_terminal() {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        return out.flush();
    }
    pour(&shown(beginning(text)))?;
    told_of_rest(text);
    Ok(())
}

/// As [`print`], for text with styles, from which everything else that steers a terminal was taken already; styles are
/// dropped where they are not wanted.
///
/// # Errors
/// As [`print`].
pub(crate) fn print_styled(text: &str) -> io::Result<()> {
    if !io::stdout().is_terminal() {
        return pour(text);
    }
    pour(beginning(text))?;
    told_of_rest(text);
    Ok(())
}

fn pour(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes a file that is no text to stdout.
///
/// # Errors
/// Stdout is a terminal; what it says.
pub(crate) fn print_binary(bytes: &[u8]) -> Result<(), super::CliError> {
    if io::stdout().is_terminal() {
        return Err("a picture cannot be shown on a terminal: name a file with --output".into());
    }
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// The part of a result that a terminal gets: all of it, or the first lines of very many.
fn beginning(text: &str) -> &str {
    let lines = text.matches('\n').count();
    if lines <= MOST_LINES && text.len() <= MOST_BYTES {
        return text;
    }
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let end = match lines {
        0..=MOST_LINES => text.len(),
        _ => ends.take(SHOWN_LINES).last().unwrap_or(text.len()),
    };
    &text[..floor(text, end.min(SHOWN_BYTES))]
}

/// Says how much of a result was not shown.
fn told_of_rest(text: &str) {
    let left = &text[beginning(text).len()..];
    if left.is_empty() {
        return;
    }
    let more = match left.matches('\n').count() {
        0 | 1 => format!("{} more characters", left.chars().count()),
        lines => format!("{lines} more lines"),
    };
    say(&format!(
        "… and {more}: send them to a file (> FILE) or through a pager (| less)"
    ));
}

/// How wide tables for people are: the terminal, or what COLUMNS says, or 120 where stdout goes elsewhere.
pub(crate) fn width() -> u16 {
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    let terminal = terminal_size::terminal_size().map(|(width, _)| width.0);
    terminal.or_else(said).unwrap_or(120).max(40)
}

/// Writes a message for people to stderr, whatever was asked. Names of files may hold anything: control
/// characters are shown, not sent.
pub(crate) fn say(message: &str) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{}", shown(message));
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

#[cfg(test)]
mod tests {
    use super::{SHOWN_BYTES, SHOWN_LINES, beginning};

    #[test]
    fn a_terminal_gets_the_beginning_of_much() {
        let few = "a line\n".repeat(900);
        assert_eq!(beginning(&few), few);
        let many = "a line\n".repeat(2_000);
        assert_eq!(beginning(&many).lines().count(), SHOWN_LINES);
        let long = "é".repeat(600 << 10);
        let shown = beginning(&long);
        assert!(shown.len() <= SHOWN_BYTES && long.starts_with(shown) && !shown.is_empty());
    }
}
