//! LibreOffice, where it is installed: papers turned into pages, as people will print them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What LibreOffice makes of a file, in the folder of the file; nothing where it is not installed, which is said.
pub fn converted(file: &Path, to: &str) -> Option<PathBuf> {
    let folder = file.parent().expect("a file stands in a folder");
    // A profile of its own: several tests may run at once, and nobody's settings are touched.
    let profile = folder.join("office-profile");
    let ran = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(folder)
        .arg(file)
        .output();
    match ran {
        Err(_) => {
            eprintln!("SKIPPED: LibreOffice is not installed");
            None
        }
        Ok(_) => {
            let ending = to.split(':').next().unwrap_or(to);
            let made = file.with_extension(ending);
            assert!(made.exists(), "LibreOffice made no {}", made.display());
            Some(made)
        }
    }
}

/// How many pages a Word file has.
pub fn pages(file: &Path) -> Option<usize> {
    let pdf = std::fs::read(converted(file, "pdf")?).expect("the pages");
    let text = String::from_utf8_lossy(&pdf);
    let pages = text.matches("/Type/Page/").count() + text.matches("/Type /Page ").count();
    assert!(pages > 0, "no page was counted");
    Some(pages)
}
