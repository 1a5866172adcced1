//! A browser for tests: Chromium, driven through chromedriver (WebDriver over HTTP on loopback).

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A page in a headless browser; both end with this value.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts the browser; none, with a line on stderr that says what to install, where there is none.
    pub fn start(width: u32, height: u32) -> Option<Browser> {
        let mut driver = match Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
        {
            Ok(driver) => driver,
            Err(_) => {
                eprintln!("SKIPPED: no chromedriver; apt-get install chromium chromium-driver");
                return None;
            }
        };
        let mut out = BufReader::new(driver.stdout.take().expect("its stdout")).lines();
        let said = |line: String| {
            let port = line.split("successfully on port ").nth(1)?;
            port.trim_end_matches('.').parse().ok()
        };
        let port = out.by_ref().map_while(Result::ok).find_map(said);
        let port = port.expect("chromedriver names its port");
        // What it says later is read, so that it is never held up.
        std::thread::spawn(move || out.count());
        let mut browser = Browser {
            driver,
            port,
            session: String::new(),
        };
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--hide-scrollbars", format!("--window-size={width},{height}"),
            ]},
        }}});
        let made = browser.send("POST", "/session", &wanted);
        browser.session = made["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    /// Gives the page a window of that size, as on a telephone; a window itself cannot be so narrow.
    pub fn size(&self, width: u32, height: u32) {
        let of = json!({"width": width, "height": height, "deviceScaleFactor": 2, "mobile": true});
        let command = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": of});
        self.command("/goog/cdp/execute", &command);
    }

    /// Opens an address.
    pub fn open(&self, address: &str) {
        self.command("/url", &json!({"url": address}));
    }

    /// What a script returns.
    pub fn run(&self, script: &str) -> Value {
        self.command("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// The text of the first element that fits.
    pub fn text(&self, selector: &str) -> String {
        let script = format!(
            "return document.querySelector({})?.textContent",
            json!(selector)
        );
        self.run(&script).as_str().unwrap_or_default().to_owned()
    }

    /// How many elements fit.
    pub fn count(&self, selector: &str) -> usize {
        let script = format!(
            "return document.querySelectorAll({}).length",
            json!(selector)
        );
        self.run(&script).as_u64().unwrap_or_default() as usize
    }

    /// Clicks as a person does: the element must be there, in view and not covered.
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.command(&format!("/element/{element}/click"), &json!({}));
    }

    /// Types into an element; `\u{E007}` is Enter, `\u{E00C}` Escape.
    pub fn type_into(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.command(&format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// Waits until a script returns true, at most a minute.
    pub fn wait_for(&self, script: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while self.run(script) != Value::Bool(true) {
            assert!(Instant::now() < end, "waited for: {script}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A picture of the page, as PNG in base64, written to `path` after decoding.
    pub fn screenshot(&self, path: &std::path::Path) {
        let picture = self.send(
            "GET",
            &format!("/session/{}/screenshot", self.session),
            &Value::Null,
        );
        let bytes = from_base64(picture.as_str().expect("a picture"));
        assert!(bytes.starts_with(b"\x89PNG"));
        std::fs::write(path, bytes).expect("the picture is written");
    }

    /// Errors and warnings on the console, and requests that left the page's own address (`own`), since
    /// the last call.
    pub fn complaints(&self, own: &str) -> Vec<String> {
        let log = |kind: &str| self.command("/se/log", &json!({"type": kind}));
        let mut all = Vec::new();
        for entry in log("browser").as_array().into_iter().flatten() {
            let level = entry["level"].as_str().unwrap_or_default();
            if level == "SEVERE" || level == "WARNING" {
                all.push(entry["message"].to_string());
            }
        }
        for entry in log("performance").as_array().into_iter().flatten() {
            let message = entry["message"].as_str().unwrap_or_default();
            let message: Value = serde_json::from_str(message).unwrap_or_default();
            if message["message"]["method"] == "Network.requestWillBeSent" {
                let address = &message["message"]["params"]["request"]["url"];
                let address = address.as_str().unwrap_or_default();
                let inside = ["data:", "blob:", "about:", own];
                if !inside.iter().any(|start| address.starts_with(start)) {
                    all.push(format!("request: {address}"));
                }
            }
        }
        all
    }

    fn element(&self, selector: &str) -> String {
        let asked = json!({"using": "css selector", "value": selector});
        let found = self.command("/element", &asked);
        let id = found.as_object().and_then(|o| o.values().next());
        id.and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no {selector}"))
            .to_owned()
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        self.send("POST", &format!("/session/{}{path}", self.session), body)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.request(method, path, body);
        let value = answer["value"].clone();
        assert!(status == 200, "{method} {path} {body}: {value}");
        value
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver answers");
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream
            .write_all((head + &body).as_bytes())
            .expect("chromedriver listens");
        let wait = Some(Duration::from_secs(60));
        stream.set_read_timeout(wait).expect("a time limit");
        let mut answer = BufReader::new(stream);
        let mut line = || {
            let mut line = String::new();
            answer
                .read_line(&mut line)
                .expect("an answer within a minute");
            line
        };
        let status = line()
            .split(' ')
            .nth(1)
            .and_then(|s| s.parse().ok())
            .unwrap_or(0);
        // The driver keeps the connection open, so that the length alone says where the answer ends.
        let mut length = 0;
        loop {
            let head = line().to_ascii_lowercase();
            match head.strip_prefix("content-length:") {
                Some(number) => length = number.trim().parse().expect("a length"),
                None if head.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body).expect("the whole answer");
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            let _ = self.request(
                "DELETE",
                &format!("/session/{}", self.session),
                &Value::Null,
            );
        } else if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n");
            std::thread::sleep(Duration::from_millis(200));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u32> = text.bytes().filter_map(value).map(u32::from).collect();
    digits
        .chunks(4)
        .flat_map(|four| {
            let bits = four.iter().fold(0, |bits, d| bits << 6 | d) << (6 * (4 - four.len()));
            bits.to_be_bytes()[1..four.len()].to_vec()
        })
        .collect()
}
