//! PDF files that are made to do harm: a message that names the file, exit code 2, and the rest of the folder read.

mod support;

use assert_cmd::Command;
use std::io::Write;
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

/// The files, by what is wrong with them.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let good = page(
        text(&[(72.0, 72.0, 12.0, "Resolution 7")]).as_bytes(),
        "",
        &[],
    );
    let itself = page(
        b"/X Do",
        "/XObject<</X 6 0 R>>",
        &[form("/X Do", "/XObject<</X 6 0 R>>")],
    );
    let ring = page(
        b"/X Do",
        "/XObject<</X 6 0 R>>",
        &[
            form("/Y Do", "/XObject<</Y 7 0 R>>"),
            form("/X Do", "/XObject<</X 6 0 R>>"),
        ],
    );
    let chain: Vec<Vec<u8>> = (7..207)
        .map(|n| form("/X Do", &format!("/XObject<</X {n} 0 R>>")))
        .collect();
    let laughs: Vec<Vec<u8>> = (7..17)
        .map(|n| form(&"/X Do ".repeat(20), &format!("/XObject<</X {n} 0 R>>")))
        .chain([form("q Q q Q", "")])
        .collect();
    let zeros = vec![b' '; 40 << 20];
    let once = deflated(&zeros);
    let twice = deflated(&once);
    let bomb = |dict: &str, content: &[u8]| {
        let objects = [
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>".to_vec(),
            stream(dict, content),
        ];
        file(&objects)
    };
    let tree = |kids: &str| {
        let objects = [
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages/Kids[{kids}]/Count 1>>").into_bytes(),
        ];
        file(&objects)
    };
    let font = page(
        text(&[(72.0, 72.0, 12.0, "Resolution 7")]).as_bytes(),
        "",
        &[],
    );
    let font = String::from_utf8_lossy(&font)
        .replace("/Type1/BaseFont/Courier", "/Type0/BaseFont/Courier");
    vec![
        ("itself", itself),
        ("ring", ring),
        ("chain", page(b"/X Do", "/XObject<</X 6 0 R>>", &chain)),
        ("laughs", page(b"/X Do", "/XObject<</X 6 0 R>>", &laughs)),
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
    ]
}

#[test]
fn each_is_named_and_the_rest_of_the_folder_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = hostile();
    for (name, bytes) in &files {
        std::fs::write(folder.path().join(format!("{name}.pdf")), bytes).expect("writes");
    }
    std::fs::write(
        folder.path().join("good.txt"),
        "See Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference.\n",
    )
    .expect("writes");
    let run = Command::cargo_bin("resgraph")
        .expect("is built")
        .args(["cite", "--format", "jsonl"])
        .arg(folder.path())
        // Neither another reader nor anything else is needed.
        .env("PATH", "")
        .output()
        .expect("runs");
    let (out, said) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(out.contains("PP-130"), "{out}");
    for (name, _) in &files {
        assert!(said.contains(&format!("{name}.pdf")), "{name}: {said}");
    }
    assert!(!said.contains("panicked"), "{said}");
}
