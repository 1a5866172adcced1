//! Lists the files of `mappings/`, so that each is built into the program without being named in it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(env("CARGO_MANIFEST_DIR")).join("mappings");
    // Where the folder is a link, what it leads to is what changes.
    let root = root.canonicalize().expect("mappings/ is there");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let mut code = String::from("pub(super) static FILES: &[(&str, &str)] = &[\n");
    for path in &files {
        let inner = path.strip_prefix(&root).expect("it stands in the folder");
        let name = inner.to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("a text can be written");
    }
    code.push_str("];\n");
    let out = PathBuf::from(env("OUT_DIR")).join("mappings.rs");
    std::fs::write(out, code).expect("the list can be written");
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
