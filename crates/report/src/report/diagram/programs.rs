use super::columns::columns;
use super::{DiagramFormat, dot};
use crate::graph::View;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// No picture is larger; a program that writes more is stopped.
const LARGEST: u64 = 512 << 20;

/// Which programs may draw, and how long.
#[derive(Clone, Debug)]
pub struct Programs {
    /// Graphviz's `dot`.
    pub dot: PathBuf,
    /// The program that turns SVG into PNG and PDF.
    pub rsvg: PathBuf,
    /// A program that takes longer is ended.
    pub limit: Duration,
}

impl Default for Programs {
    fn default() -> Self {
        Programs {
            dot: PathBuf::from("dot"),
            rsvg: PathBuf::from("rsvg-convert"),
            limit: Duration::from_secs(10),
        }
    }
}

/// Who draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Engine {
    /// We ourselves; for PNG and PDF Graphviz, where nothing else makes them.
    #[default]
    Auto,
    /// Graphviz or nobody.
    Dot,
    /// Our own drawing: a column a group.
    Own,
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// Who drew it: for people.
    pub by: String,
}

/// Why no picture could be made.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// The program is not installed.
    #[error(
        "`{program}` is not installed: install the package `{package}` (apt-get install {package})"
    )]
    Absent {
        /// The program.
        program: String,
        /// The package that has it.
        package: &'static str,
    },
    /// A picture of that kind, and no program that makes one.
    #[error(
        "{0} needs Graphviz or rsvg-convert, and neither is installed (apt-get install graphviz, or librsvg2-bin); SVG needs neither"
    )]
    Neither(&'static str),
    /// It took too long.
    #[error(
        "`{program}` was ended after {seconds} s; --focus, --body or --collapse draw less, --time-limit waits longer"
    )]
    TooSlow {
        /// The program.
        program: String,
        /// The limit.
        seconds: u64,
    },
    /// It ended with an error.
    #[error("`{program}` failed: {message}")]
    Failed {
        /// The program.
        program: String,
        /// What it wrote to stderr.
        message: String,
    },
}

/// Draws `view` as SVG, PNG or PDF. `bundle` lets edges run together, which only our own drawing does.
///
/// # Errors
/// [`ProgramError`]: PNG and PDF need a program, and so does [`Engine::Dot`].
pub fn draw(
    view: &View,
    format: DiagramFormat,
    engine: Engine,
    bundle: bool,
    programs: &Programs,
) -> Result<Drawn, ProgramError> {
    let kind = match format {
        DiagramFormat::Png => "png",
        DiagramFormat::Pdf => "pdf",
        _ => "svg",
    };
    if engine == Engine::Dot {
        return Ok(Drawn {
            bytes: graphviz(view, kind, programs)?,
            by: "drawn by Graphviz".to_owned(),
        });
    }
    // The same bytes whatever is installed: others are asked only for what we cannot write.
    let svg = columns(view, bundle).into_bytes();
    if kind == "svg" {
        return Ok(Drawn {
            bytes: svg,
            by: "drawn by resgraph itself".to_owned(),
        });
    }
    match convert(svg, kind, programs) {
        Ok(bytes) => Ok(Drawn {
            bytes,
            by: format!("drawn by resgraph itself, made a {kind} by rsvg-convert"),
        }),
        Err(error @ ProgramError::Absent { .. }) if engine == Engine::Auto => {
            match graphviz(view, kind, programs) {
                Ok(bytes) => Ok(Drawn {
                    bytes,
                    by: format!("drawn by Graphviz, for {error}"),
                }),
                Err(ProgramError::Absent { .. }) => Err(ProgramError::Neither(kind)),
                Err(error) => Err(error),
            }
        }
        Err(error) => Err(error),
    }
}

/// Our own drawing in another format.
fn convert(svg: Vec<u8>, kind: &str, programs: &Programs) -> Result<Vec<u8>, ProgramError> {
    let mut command = Command::new(&programs.rsvg);
    command.args(["-f", kind, "--unlimited"]);
    if kind == "png" {
        command.args(["-z", "2"]);
    }
    run(command, "librsvg2-bin", svg, programs.limit)
}

fn graphviz(view: &View, kind: &str, programs: &Programs) -> Result<Vec<u8>, ProgramError> {
    let mut command = Command::new(&programs.dot);
    command.arg(format!("-T{kind}"));
    if kind == "png" {
        command.arg("-Gdpi=144");
    }
    run(command, "graphviz", dot(view).into_bytes(), programs.limit)
}

/// Runs a program on `input` and gives what it writes; ends it after `limit`.
fn run(
    mut command: Command,
    package: &'static str,
    input: Vec<u8>,
    limit: Duration,
) -> Result<Vec<u8>, ProgramError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |message: String| ProgramError::Failed {
        program: program.clone(),
        message,
    };
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => ProgramError::Absent {
            program: program.clone(),
            package,
        },
        _ => failed(e.to_string()),
    })?;
    // Each pipe has a thread of its own, so that no full pipe can hold the program up.
    let stdin = child.stdin.take();
    let writer = thread::spawn(move || {
        // A program that ends early says why on stderr.
        stdin.map(|mut pipe| pipe.write_all(&input))
    });
    let reader = reading(child.stdout.take());
    let messages = reading(child.stderr.take());
    let ended = wait(&mut child, limit).map_err(|e| failed(e.to_string()))?;
    let gone = |_| failed("a thread that served its pipes has gone".to_owned());
    writer.join().map_err(gone)?;
    let bytes = reader.join().map_err(gone)?;
    let messages = messages.join().map_err(gone)?;
    match ended {
        None => Err(ProgramError::TooSlow {
            program,
            seconds: limit.as_secs(),
        }),
        Some(true) if !bytes.is_empty() => Ok(bytes),
        Some(_) => Err(failed(String::from_utf8_lossy(&messages).trim().to_owned())),
    }
}

fn reading(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(pipe) = pipe {
            // What was read before an error is what there is.
            let _ = pipe.take(LARGEST).read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Whether the program ended well; none where it had to be ended.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<bool>> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(dot: &str, rsvg: &str) -> Programs {
        Programs {
            dot: PathBuf::from(dot),
            rsvg: PathBuf::from(rsvg),
            limit: Duration::from_millis(200),
        }
    }

    fn drawn(
        format: DiagramFormat,
        engine: Engine,
        programs: &Programs,
    ) -> Result<Drawn, ProgramError> {
        draw(&View::default(), format, engine, false, programs)
    }

    #[test]
    fn without_graphviz_we_draw_ourselves_and_say_what_to_install() {
        let none = programs("/nonexistent/dot", "/nonexistent/rsvg-convert");
        let picture = drawn(DiagramFormat::Svg, Engine::Auto, &none).expect("our own drawing");
        assert!(picture.bytes.starts_with(b"<svg"));
        assert_eq!(picture.by, "drawn by resgraph itself");
        let error = drawn(DiagramFormat::Png, Engine::Auto, &none).expect_err("no program");
        assert!(
            error.to_string().contains("apt-get install graphviz")
                && error.to_string().contains("SVG needs neither"),
            "{error}"
        );
        let error = drawn(DiagramFormat::Svg, Engine::Dot, &none).expect_err("no program");
        assert!(matches!(error, ProgramError::Absent { .. }));
    }

    /// A program that a shell writes: while it was open for writing in this process, a program that another test starts
    /// would hold it open, and it could not be run ("Text file busy").
    #[cfg(unix)]
    fn script(dir: &tempfile::TempDir, name: &str, body: &str) -> String {
        let path = dir.path().join(name).display().to_string();
        let write = "printf '#!/bin/sh\\n%s\\n' \"$2\" > \"$1\" && chmod 755 \"$1\"";
        let mut shell = std::process::Command::new("/bin/sh");
        let status = shell.args(["-c", write, "sh", &path, body]).status();
        assert!(status.expect("a shell").success(), "{path}");
        path
    }

    #[cfg(unix)]
    #[test]
    fn whichever_program_is_there_makes_a_png_and_is_named() {
        let dir = tempfile::tempdir().expect("a folder");
        let there = script(&dir, "draws", "cat > /dev/null\necho a picture");
        for (dot, rsvg, by) in [
            (
                there.as_str(),
                there.as_str(),
                "resgraph itself, made a png by rsvg-convert",
            ),
            (
                "/nonexistent/dot",
                &there,
                "resgraph itself, made a png by rsvg-convert",
            ),
            (
                &there,
                "/nonexistent/rsvg-convert",
                "Graphviz, for `/nonexistent/rsvg-convert`",
            ),
        ] {
            let mut both = programs(dot, rsvg);
            both.limit = Duration::from_secs(10);
            let picture = drawn(DiagramFormat::Png, Engine::Auto, &both).expect("a picture");
            assert!(picture.by.contains(by), "{}", picture.by);
        }
        let own = drawn(DiagramFormat::Svg, Engine::Auto, &programs(&there, &there));
        assert!(own.expect("a picture").bytes.starts_with(b"<svg"));
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_ended_and_one_that_fails_is_quoted() {
        let dir = tempfile::tempdir().expect("a folder");
        let slow = programs(&script(&dir, "slow", "exec sleep 30"), "");
        let error = drawn(DiagramFormat::Svg, Engine::Dot, &slow).expect_err("too slow");
        assert!(matches!(error, ProgramError::TooSlow { .. }), "{error}");
        let bad = programs(&script(&dir, "bad", "echo 'syntax error' >&2; exit 1"), "");
        let error = drawn(DiagramFormat::Svg, Engine::Dot, &bad).expect_err("it fails");
        assert!(error.to_string().contains("syntax error"), "{error}");
    }
}
