//! Reads a PDF file apart: in a child of the program itself, where that can be, within bounds of time and memory.
//!
//! A program that calls [`worker`] first thing in its `main` is its own reader: it is started again, gets the file
//! through its standard input and answers with lines. A child that needs too much ends itself; one that breaks off
//! (a stack that overflows, memory that is not there) takes nobody with it. A program that does not call it reads
//! in a thread, where what unpacks and recurses is bounded as well, but not the memory that the file's own
//! tables take.

#[cfg(feature = "pdf")]
use super::layout;
use super::layout::Line;
use crate::limits;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What the program is started with to read one file.
const WORD: &str = "__read-pdf";
/// The exit code of a child that needs too much memory.
const TOO_MUCH: u8 = 97;
/// The exit code of a child that needs too much processor time.
const TOO_LONG: u8 = 98;
/// How often the child looks at its memory.
const LOOK: Duration = Duration::from_millis(2);
/// The stack of the reader: objects may be nested.
const STACK: usize = 64 << 20;

/// The program that can be started as a reader.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// One page: its lines, or why it could not be read.
pub(super) type PageLines = Result<Vec<Line>, String>;

/// What the child answers.
#[derive(Serialize, Deserialize)]
struct Answer(Result<Vec<PageLines>, String>);

/// Lets PDF files be read in a child of this program. To be called first thing in `main`: where it gives an exit
/// code, this run is that child, and its work is done.
pub fn worker() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|a| a == WORD) {
        let size = arguments.next().and_then(|a| a.to_str()?.parse().ok());
        return Some(work(size.unwrap_or(0)));
    }
    if let Ok(program) = std::env::current_exe() {
        let _ = PROGRAM.set(program);
    }
    None
}

/// The child: reads standard input, answers on standard output.
fn work(size: u64) -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let most = limits::PDF_MEMORY.saturating_add(size.saturating_mul(limits::PDF_MEMORY_EACH));
    let seconds = limits::PDF_PROCESSOR_SECONDS + size / limits::PDF_BYTES_EACH_SECOND;
    let watch = move || {
        loop {
            if processor_seconds().is_some_and(|used| used > seconds) {
                std::process::exit(i32::from(TOO_LONG));
            }
            let used = memory_stats::memory_stats().map_or(0, |m| m.physical_mem as u64);
            if used > most {
                std::process::exit(i32::from(TOO_MUCH));
            }
            std::thread::sleep(LOOK);
        }
    };
    std::thread::spawn(watch);
    let mut bytes = Vec::new();
    if std::io::stdin()
        .lock()
        .take(limits::FILE)
        .read_to_end(&mut bytes)
        .is_err()
    {
        return ExitCode::FAILURE;
    }
    let answer = Answer(in_thread(bytes));
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = serde_json::to_writer(&mut out, &answer).is_ok() && out.flush().is_ok();
    if written {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The processor time that this process has taken, where the system tells it in a file (Linux, proc(5), fields 14 and
/// 15 of `stat`, in hundredths of a second).
fn processor_seconds() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets before and may hold anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    let mut time = || times.next()?.parse::<u64>().ok();
    Some((time()? + time()?) / 100)
}

/// The lines of each page.
pub(super) fn pages(bytes: Vec<u8>) -> Result<Vec<PageLines>, String> {
    match PROGRAM.get() {
        Some(program) => in_child(program, &bytes),
        None => in_thread(bytes),
    }
}

fn seconds(size: usize) -> u64 {
    limits::PDF_SECONDS + size as u64 / limits::PDF_BYTES_EACH_SECOND
}

fn in_child(program: &PathBuf, bytes: &[u8]) -> Result<Vec<PageLines>, String> {
    let mut command = Command::new(program);
    command.arg(WORD).arg(bytes.len().to_string());
    let ended = run(command, bytes, seconds(bytes.len()))?;
    match ended.code {
        Some(0) => match serde_json::from_slice::<Answer>(&ended.out) {
            Ok(Answer(pages)) => pages,
            Err(error) => Err(format!("its reader answered what cannot be read: {error}")),
        },
        Some(code) if code == i32::from(TOO_MUCH) => {
            Err("takes more memory to read than a text of its size does: refused as a bomb".into())
        }
        Some(code) if code == i32::from(TOO_LONG) => {
            Err("takes longer to read than a text of its size does: given up".into())
        }
        _ => Err("damaged: its reader broke off (nested too deeply, or made to do so)".into()),
    }
}

/// How a child ended, and what it said.
pub(super) struct Ended {
    pub(super) code: Option<i32>,
    pub(super) out: Vec<u8>,
    pub(super) message: String,
}

/// Runs a command on `bytes` for so many seconds at most.
pub(super) fn run(mut command: Command, bytes: &[u8], seconds: u64) -> Result<Ended, String> {
    let failed = |e: std::io::Error| format!("its reader could not be started: {e}");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err("its reader could not be started".into());
    };
    let read = |from: Box<dyn Read + Send>, most: u64| {
        let mut content = Vec::new();
        // What was read up to a fault is enough: the exit code tells whether it was all.
        let _ = from.take(most).read_to_end(&mut content);
        content
    };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A reader that refuses the file reads no further; its exit code tells.
            let _ = stdin.write_all(bytes);
        });
        let out = scope.spawn(move || read(Box::new(stdout), limits::UNPACKED));
        let message = scope.spawn(move || read(Box::new(stderr), 1 << 16));
        let until = Instant::now() + Duration::from_secs(seconds);
        let mut pause = Duration::from_micros(500);
        let code = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Ok(status.code()),
                Ok(None) if Instant::now() < until => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(10));
                }
                Ok(None) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break Err(format!("took more than {seconds} s to read: given up"));
                }
                Err(error) => break Err(error.to_string()),
            }
        };
        let out = out.join().unwrap_or_default();
        let message = message.join().unwrap_or_default();
        Ok(Ended {
            code: code?,
            out,
            message: String::from_utf8_lossy(&message).trim().to_owned(),
        })
    })
}

/// In a thread with a stack of its own, and for so long at most.
fn in_thread(bytes: Vec<u8>) -> Result<Vec<PageLines>, String> {
    const NAME: &str = "resgraph-pdf";
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A panic in there becomes an error message of ours; its own would only puzzle people.
            if std::thread::current().name() != Some(NAME) {
                before(panic);
            }
        }));
    });
    let seconds = seconds(bytes.len());
    let (sender, receiver) = std::sync::mpsc::channel();
    let worker = std::thread::Builder::new()
        .name(NAME.into())
        .stack_size(STACK)
        .spawn(move || {
            let pages = std::panic::catch_unwind(|| read(&bytes));
            // Nobody waits any more where time ran out.
            let _ = sender.send(pages);
        });
    if let Err(error) = worker {
        return Err(format!("no thread to read it in: {error}"));
    }
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(Ok(pages)) => pages,
        Ok(Err(_)) => Err("damaged: it is built as no PDF file is".into()),
        Err(_) => Err(format!("took more than {seconds} s to read: given up")),
    }
}

#[cfg(feature = "pdf")]
fn read(bytes: &[u8]) -> Result<Vec<PageLines>, String> {
    let pages = super::builtin::pages(bytes)?;
    let all: Vec<_> = pages.iter().flatten().flatten().collect();
    let body = layout::body_height(all.into_iter());
    let lines = |page: Vec<super::page::Page>| {
        let parts = page.into_iter().map(|part| layout::page(part, body));
        layout::put_together(parts)
    };
    Ok(pages.into_iter().map(|page| page.map(lines)).collect())
}

#[cfg(not(feature = "pdf"))]
fn read(_: &[u8]) -> Result<Vec<PageLines>, String> {
    Err(
        "this program was built without its reader of PDF files: try `--pdf-reader pdftotext`"
            .into(),
    )
}
