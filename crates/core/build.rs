//! Lists the files of `mappings/`, so that each is built into the program without being named in it: as it is written,
//! and as JSON, which is read in a tenth of the time at each start.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(env("CARGO_MANIFEST_DIR")).join("mappings");
    // Where the folder is a link, what it leads to is what changes.
    let root = root.canonicalize().expect("mappings/ is there");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut code = String::from("static FILES: &[Builtin] = &[\n");
    for path in &files {
        let inner = path.strip_prefix(&root).expect("it stands in the folder");
        let name = inner.to_string_lossy().replace('\\', "/");
        let json = as_json(path);
        writeln!(
            code,
            "    Builtin {{ name: {name:?}, text: include_str!({path:?}), json: {json:?} }},"
        )
        .expect("a text can be written");
    }
    code.push_str("];\n");
    let out = PathBuf::from(env("OUT_DIR")).join("mappings.rs");
    std::fs::write(out, code).expect("the list can be written");
}

/// A YAML file as JSON; nothing for one that is JSON already, or no YAML, which a test says with its place.
fn as_json(path: &Path) -> String {
    let is_yaml = path.extension().is_some_and(|e| e == "yaml");
    let text = std::fs::read_to_string(path).expect("the file can be read");
    let value = serde_yaml::from_str::<serde_yaml::Value>(&text).ok();
    let json = value.filter(|_| is_yaml);
    json.and_then(|value| serde_json::to_string(&value).ok())
        .unwrap_or_default()
}

fn env(name: &str) -> String {
    std::env::var(name).expect("cargo sets it")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
            continue;
        }
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        if matches!(ending, "yaml" | "json") {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
}
