//! PDF files that are made to do harm: a message that names the file, exit code 2, bounded memory and time, and the rest
//! of the folder read.

mod support;

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use support::pdf_file::{file, page, stream, text};

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("a Vec takes it");
    encoder.finish().expect("a Vec takes it")
}

fn form(content: &str, resources: &str) -> Vec<u8> {
    stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<{resources}>>"),
        content.as_bytes(),
    )
}

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";

/// A file of a catalogue and these objects, from number 2 on.
fn of(objects: &[&[u8]]) -> Vec<u8> {
    let all = std::iter::once(CATALOG.as_bytes()).chain(objects.iter().copied());
    file(&all.map(<[u8]>::to_vec).collect::<Vec<_>>())
}

fn tree(kids: &str) -> Vec<u8> {
    of(&[format!("<</Type/Pages/Kids[{kids}]/Count 1>>").as_bytes()])
}

/// The files, by what is wrong with them.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let shown = text(&[(72.0, 72.0, 12.0, "Resolution 7")]);
    let good = page(shown.as_bytes(), "", &[]);
    let font = String::from_utf8_lossy(&good)
        .replace("/Type1/BaseFont/Courier", "/Type0/BaseFont/Courier");
    let zeros = vec![b' '; 40 << 20];
    let once = deflated(&zeros);
    let twice = deflated(&once);
    let mut all = drawings();
    all.extend([
        ("bomb", bomb("/Filter/FlateDecode", &once)),
        (
            "bomb-in-bomb",
            bomb("/Filter[/FlateDecode/FlateDecode]", &twice),
        ),
        ("brackets", page("[".repeat(200_000).as_bytes(), "", &[])),
        ("tree-of-itself", tree("2 0 R")),
        ("no-pages", tree("")),
        ("deep", tree(&"[".repeat(100_000))),
        ("cut", good[..good.len() / 2].to_vec()),
        ("head-alone", b"%PDF-1.7\n".to_vec()),
        ("font-of-nothing", font.into_bytes()),
    ]);
    all.extend(packed());
    all.extend(built_wrong());
    all
}

/// Drawings that draw themselves, each other, or far too many.
fn drawings() -> Vec<(&'static str, Vec<u8>)> {
    let draws = |n: usize| format!("/XObject<</X {n} 0 R>>");
    let drawn = |objects: &[Vec<u8>]| page(b"/X Do", &draws(6), objects);
    let chain = (7..207).map(|n| form("/X Do", &draws(n)));
    let laughs = (7..17).map(|n| form(&"/X Do ".repeat(20), &draws(n)));
    let laughs = laughs.chain([form("q Q q Q", "")]);
    vec![
        ("itself", drawn(&[form("/X Do", &draws(6))])),
        (
            "ring",
            drawn(&[
                form("/Y Do", "/XObject<</Y 7 0 R>>"),
                form("/X Do", &draws(6)),
            ]),
        ),
        ("chain", drawn(&chain.collect::<Vec<_>>())),
        ("laughs", drawn(&laughs.collect::<Vec<_>>())),
    ]
}

/// A page with this stream.
fn bomb(dict: &str, content: &[u8]) -> Vec<u8> {
    of(&[
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        &stream(dict, content),
    ])
}

/// A page whose stream has these filters or this length.
fn with_stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let mut whole = format!("<<{dict}>>stream\n").into_bytes();
    whole.extend(content);
    whole.extend(b"\nendstream");
    of(&[
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        &whole,
    ])
}

/// Codes of LZW that unpack to a run of one letter: each code stands for one letter more than that before it.
fn lzw(rounds: usize) -> Vec<u8> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0u32, 0u64);
    let mut put = |code: u64, width: u32| {
        held = held << width | code;
        bits += width;
        while bits >= 8 {
            out.push((held >> (bits - 8)) as u8);
            bits -= 8;
        }
        held &= (1 << bits) - 1;
    };
    let mut width = 9;
    for _ in 0..rounds {
        put(256, width);
        width = 9;
        put(32, width);
        for code in 258..4090u64 {
            put(code, width);
            if code + 2 >= 1 << width && width < 12 {
                width += 1;
            }
        }
    }
    put(257, width);
    put(0, 8);
    out
}

/// Bombs of other filters, and streams that say what is not so.
fn packed() -> Vec<(&'static str, Vec<u8>)> {
    let filtered = |dict: &str, content: &[u8]| {
        with_stream(&format!("{dict}/Length {}", content.len()), content)
    };
    let zeros = deflated(&vec![b'z'; 10 << 20]);
    let shown = b"BT ET";
    let many = "/ASCIIHexDecode".repeat(5000);
    let inline = b"BI /W 999999999 /H 999999999 /BPC 8 /CS /RGB ID xxxx";
    vec![
        ("lzw-bomb", filtered("/Filter/LZWDecode", &lzw(40))),
        (
            "lzw-in-flate",
            filtered("/Filter[/FlateDecode/LZWDecode]", &deflated(&lzw(40))),
        ),
        (
            "ascii-in-flate",
            filtered("/Filter[/FlateDecode/ASCII85Decode]", &zeros),
        ),
        (
            "five-thousand-filters",
            filtered(&format!("/Filter[{many}]"), b"20>"),
        ),
        (
            "wide-predictor",
            filtered(
                "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 4611686018427387904/Colors 8>>",
                &deflated(shown),
            ),
        ),
        ("length-of-itself", with_stream("/Length 4 0 R", shown)),
        ("negative-length", with_stream("/Length -5", shown)),
        (
            "endless-length",
            with_stream("/Length 9223372036854775807", shown),
        ),
        ("picture-without-end", filtered("", inline)),
    ]
}

/// Files whose tables and trees lead nowhere good.
fn built_wrong() -> Vec<(&'static str, Vec<u8>)> {
    let good = of(&[b"<</Type/Pages/Kids[]/Count 0>>"]);
    let good = String::from_utf8_lossy(&good).into_owned();
    let table = good.rfind("xref\n0").expect("a table");
    let before = good.replace("/Root", &format!("/Prev {table}/Root"));
    let start = format!("startxref\n{table}");
    let encrypted = |dict: &str| good.replace("/Root", &format!("/Encrypt {dict}/ID[()()]/Root"));
    let mut all = trees();
    all.extend([
        ("table-before-itself", before.into_bytes()),
        (
            "table-nowhere",
            good.replace(&start, "startxref\n99999999999999999999")
                .into_bytes(),
        ),
        (
            "table-of-four-billion",
            good.replace("xref\n0 3", "xref\n0 4294967295").into_bytes(),
        ),
        (
            "size-of-two-billion",
            good.replace("/Size 3", "/Size 2147483647").into_bytes(),
        ),
        ("root-is-itself", file(&[b"1 0 R".to_vec()])),
        ("root-is-a-number", file(&[b"42".to_vec()])),
        (
            "cipher-unknown",
            encrypted("<</Filter/Unknown/V 99/R 99/O()/U()/P 0>>").into_bytes(),
        ),
        ("cipher-is-itself", encrypted("2 0 R").into_bytes()),
        (
            "nothing-but-tables",
            [&b"%PDF-1.5\n"[..], &b"startxref\n9\n%%EOF\n".repeat(10_000)].concat(),
        ),
        ("zeros", [&b"%PDF-1.5\n"[..], &vec![0; 1 << 20]].concat()),
    ]);
    all
}

/// Trees of pages without end, and objects that are never closed.
fn trees() -> Vec<(&'static str, Vec<u8>)> {
    let with = |objects: &[&str]| {
        let objects: Vec<&[u8]> = objects.iter().map(|o| o.as_bytes()).collect();
        of(&objects)
    };
    // Each level of the tree has ten times the next.
    let laughs: Vec<String> = (3..15)
        .map(|n| {
            format!(
                "<</Type/Pages/Count 10/Kids[{}]>>",
                format!("{n} 0 R ").repeat(10)
            )
        })
        .chain(["<</Type/Page/MediaBox[0 0 9 9]>>".to_owned()])
        .collect();
    let laughs: Vec<&str> = laughs.iter().map(String::as_str).collect();
    let chain: Vec<String> = (3..2_003)
        .map(|n| format!("<</Type/Pages/Count 1/Kids[{n} 0 R]>>"))
        .chain(["<</Type/Page/MediaBox[0 0 9 9]>>".to_owned()])
        .collect();
    let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
    let kids = format!(
        "<</Type/Pages/Count 3000000/Kids[{}]>>",
        "3 0 R ".repeat(100_000)
    );
    vec![
        ("tree-of-laughs", with(&laughs)),
        ("tree-without-end", with(&chain)),
        (
            "one-page-a-million-times",
            with(&[&kids, "<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>"]),
        ),
        (
            "open-brackets",
            with(&[&format!("<</Type/Pages/A {}>>", "(".repeat(200_000))]),
        ),
        ("dictionaries", with(&[&"<</A".repeat(100_000)])),
    ]
}

/// The most memory that each process which has ended took, in KiB, by its number, and how many there were.
#[cfg(target_os = "linux")]
fn watch(parent: u32, ended: &std::sync::atomic::AtomicBool) -> (u64, usize) {
    use std::sync::atomic::Ordering;
    let (mut most, mut seen) = (0, std::collections::BTreeSet::new());
    let peak = |id: u32| -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    while !ended.load(Ordering::Relaxed) {
        let mut processes = vec![parent];
        let tasks = std::fs::read_dir(format!("/proc/{parent}/task"));
        for task in tasks.into_iter().flatten().flatten() {
            let children = std::fs::read_to_string(task.path().join("children"));
            let children = children.unwrap_or_default();
            processes.extend(
                children
                    .split_whitespace()
                    .filter_map(|c| c.parse::<u32>().ok()),
            );
        }
        for id in processes {
            most = peak(id).unwrap_or(0).max(most);
            seen.insert(id);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    (most, seen.len())
}

/// Runs the program on a folder; gives the most memory that it or a child of it took, in MiB, where that can be seen.
fn run(folder: &Path, path: Option<&str>) -> (std::process::Output, Option<u64>) {
    let program = assert_cmd::cargo::cargo_bin("resgraph");
    let mut command = std::process::Command::new(program);
    command.args(["cite", "--format", "jsonl"]).arg(folder);
    if let Some(path) = path {
        command.env("PATH", path);
    }
    command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let child = command.spawn().expect("starts");
    #[cfg(target_os = "linux")]
    {
        let (id, ended) = (child.id(), std::sync::atomic::AtomicBool::new(false));
        let (output, (most, seen)) = std::thread::scope(|scope| {
            let watched = scope.spawn(|| watch(id, &ended));
            let output = child.wait_with_output().expect("ends");
            ended.store(true, std::sync::atomic::Ordering::Relaxed);
            (output, watched.join().expect("watches"))
        });
        (output, (seen > 1).then_some(most >> 10))
    }
    #[cfg(not(target_os = "linux"))]
    (child.wait_with_output().expect("ends"), None)
}

/// A reader of one file takes no more memory (MiB): what the limits allow, with what the program itself takes.
const MOST_MEMORY: u64 = 300;

#[test]
fn each_is_named_and_the_rest_of_the_folder_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = hostile();
    for (name, bytes) in &files {
        std::fs::write(folder.path().join(format!("{name}.pdf")), bytes).expect("writes");
    }
    let good = "See Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference.";
    std::fs::write(folder.path().join("good.txt"), good).expect("writes");
    let text = text(&[(
        72.0,
        72.0,
        8.0,
        "See Resolution 71 of the Plenipotentiary Conference.",
    )]);
    std::fs::write(
        folder.path().join("sound.pdf"),
        page(text.as_bytes(), "", &[]),
    )
    .expect("writes");
    // Neither another reader nor anything else is needed, and none that is there is asked: some are read with both.
    let mut files: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let without = named(folder.path(), Some(""), &files);
    for name in files
        .iter()
        .enumerate()
        .filter(|(n, _)| n % 6 > 0)
        .map(|(_, name)| name)
    {
        std::fs::remove_file(folder.path().join(format!("{name}.pdf"))).expect("is taken out");
    }
    files = files.into_iter().step_by(6).collect();
    let with = named(folder.path(), None, &files);
    for name in files {
        let file = format!("/{name}.pdf");
        let why = |said: &str| {
            let mut lines = said.lines();
            lines.find_map(|l| Some(l.split_once(&file)?.1.to_owned()))
        };
        assert_eq!(why(&with), why(&without), "{name}");
    }
}

/// Asserts that the files are named, each within its bounds, and that the others are read; gives what was said.
fn named(folder: &Path, path: Option<&str>, files: &[&str]) -> String {
    let start = Instant::now();
    let (run, memory) = run(folder, path);
    // A bound for what hangs, no measure of speed: ten seconds for each file.
    assert!(start.elapsed() < Duration::from_secs(10 * files.len() as u64));
    if let Some(memory) = memory {
        assert!(memory < MOST_MEMORY, "{memory} MiB");
    }
    let out = String::from_utf8_lossy(&run.stdout);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(out.contains("PP-130") && out.contains("PP-71"), "{out}");
    for name in files {
        assert!(said.contains(&format!("{name}.pdf")), "{name}: {said}");
    }
    assert!(!said.contains("sound.pdf"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    said
}
