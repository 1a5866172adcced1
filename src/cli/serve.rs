use super::explore::{Showing, page};
use super::output::{self, Color, say};
use super::{CliError, Exit, Inputs};
use crate::read::gather;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// No request of a browser to this server is longer.
const LONGEST_REQUEST: u64 = 16 << 10;
/// A connection that says nothing for so long is closed.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often the sources are looked at.
const EVERY: Duration = Duration::from_millis(700);

/// Show the page of `explore` at an address of this machine, and again when a file changes
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    showing: Showing,
    /// The port; 0 takes any that is free
    #[arg(long, default_value_t = 8765)]
    port: u16,
}

/// The page as it is now, and how often it has been made.
struct Served {
    page: String,
    version: u64,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    // Loopback alone: the texts are nobody else's business.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .map_err(|e| format!("port {}: {e}; --port takes another", args.port))?;
    let port = listener.local_addr()?.port();
    let before = stamps(&args.inputs);
    let first = Served {
        page: page(&args.inputs, &args.showing, Some(1))?,
        version: 1,
    };
    let served = Arc::new(Mutex::new(first));
    say(&format!("serving http://127.0.0.1:{port}/ until Ctrl-C"));
    let (inputs, showing, shared) = (args.inputs.clone(), args.showing.clone(), served.clone());
    thread::spawn(move || rebuild_on_change(inputs, &showing, before, &shared));
    for stream in listener.incoming() {
        let (Ok(stream), served) = (stream, served.clone()) else {
            continue;
        };
        thread::spawn(move || {
            // A browser that goes away in the middle is no trouble of ours.
            let _ = answer(stream, port, &served);
        });
    }
    Ok(Exit::Clean)
}

/// Files with time and size, by which a change is seen.
type Stamps = Vec<(PathBuf, Option<SystemTime>, u64)>;

fn stamps(inputs: &Inputs) -> Stamps {
    let found = gather(&inputs.paths)
        .files
        .into_iter()
        .map(|(_, path)| path);
    let mut files: Vec<PathBuf> = found.chain(inputs.paths.iter().cloned()).collect();
    files.extend(inputs.files_of_knowledge());
    files.sort();
    files.dedup();
    files
        .into_iter()
        .map(|path| {
            let about = std::fs::metadata(&path).ok();
            let time = about.as_ref().and_then(|m| m.modified().ok());
            (path, time, about.map_or(0, |m| m.len()))
        })
        .collect()
}

fn rebuild_on_change(
    inputs: Inputs,
    showing: &Showing,
    mut before: Stamps,
    served: &Mutex<Served>,
) {
    // What could not be read was said the first time.
    output::set(true, Color::Auto);
    let mut version = 1;
    loop {
        thread::sleep(EVERY);
        let now = stamps(&inputs);
        if now == before {
            continue;
        }
        before = now;
        version += 1;
        match page(&inputs, showing, Some(version)) {
            Ok(page) => {
                let mut served = served.lock().unwrap_or_else(PoisonError::into_inner);
                *served = Served { page, version };
                say("a file has changed: made the page again");
            }
            Err(error) => say(&format!(
                "a file has changed, the page stays as it was: {error}"
            )),
        }
    }
}

fn answer(mut stream: TcpStream, port: u16, served: &Mutex<Served>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = read_head(&stream)?;
    let (status, kind, body) = response(&request, port, served);
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body.as_bytes())?;
    stream.flush()
}

fn read_head(stream: &TcpStream) -> io::Result<String> {
    let mut reader = BufReader::new(stream.take(LONGEST_REQUEST));
    let mut head = String::new();
    while reader.read_line(&mut head)? > 0 && !head.ends_with("\r\n\r\n") {}
    Ok(head)
}

fn response(
    request: &str,
    port: u16,
    served: &Mutex<Served>,
) -> (&'static str, &'static str, String) {
    let mut lines = request.lines();
    let path = lines
        .next()
        .and_then(|line| line.strip_prefix("GET ")?.split(' ').next());
    // A page of elsewhere that a name service has led here must not read the texts.
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let host = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("host"))
        .map(|(_, value)| value.trim());
    if !host.is_some_and(|host| hosts.iter().any(|own| own == host)) {
        return (
            "403 Forbidden",
            "text/plain",
            "This server answers to its own address alone.\n".into(),
        );
    }
    let served = served.lock().unwrap_or_else(PoisonError::into_inner);
    match path {
        Some("/") => ("200 OK", "text/html", served.page.clone()),
        Some("/version") => ("200 OK", "text/plain", served.version.to_string()),
        Some("/favicon.ico") => ("204 No Content", "text/plain", String::new()),
        Some(_) => (
            "404 Not Found",
            "text/plain",
            "There is one page here: /\n".into(),
        ),
        None => (
            "405 Method Not Allowed",
            "text/plain",
            "GET alone is answered.\n".into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_and_its_version_are_served_and_only_to_this_machine() {
        let served = Mutex::new(Served {
            page: "<p>".to_owned(),
            version: 7,
        });
        let status = |request: &str| response(request, 80, &served).0;
        assert_eq!(
            status("GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"),
            "200 OK"
        );
        assert_eq!(
            response(
                "GET /version HTTP/1.1\r\nhost: localhost:80\r\n\r\n",
                80,
                &served
            )
            .2,
            "7"
        );
        assert_eq!(
            status("GET /../etc/passwd HTTP/1.1\r\nHost: localhost:80\r\n\r\n"),
            "404 Not Found"
        );
        assert_eq!(
            status("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"),
            "403 Forbidden"
        );
        assert_eq!(status("GET / HTTP/1.1\r\n\r\n"), "403 Forbidden");
        assert_eq!(
            status("POST / HTTP/1.1\r\nHost: localhost:80\r\n\r\n"),
            "405 Method Not Allowed"
        );
        assert_eq!(status(""), "403 Forbidden");
    }
}
