//! Texts about which something can be decided, and the program run over them.

use super::book::Book;
use std::path::Path;

const SUBJECTS: [&str; 7] = [
    "Lighthouses of the northern coast",
    "Bridges over tidal rivers",
    "Archives kept in caves",
    "Bells of the harbour towns",
    "Kites for weather stations",
    "Maps drawn by sailors",
    "Clocks in railway halls",
];

/// A text of the parent body and two of a Sector for each subject; 98 and 99 are about nothing that the parent body
/// knows. What is called `changed` has another wording.
pub fn write_texts(folder: &Path, changed: &[&str]) {
    let clause = |id: &str, text: String| match changed.contains(&id) {
        true => text.replace("every year", "every second year"),
        false => text,
    };
    for (n, subject) in SUBJECTS.iter().enumerate() {
        let own = subject.split(' ').next().expect("works").to_lowercase();
        let parent = format!("PP-{}", 901 + n);
        let text = format!(
            "RESOLUTION {} (Dubai, 2018)\n{subject}\nThe Plenipotentiary Conference (Dubai, 2018),\nresolves\n1\tto count the {own} of each Member State every year and to print the number;\n",
            901 + n
        );
        std::fs::write(folder.join(format!("{parent}.txt")), clause(&parent, text)).expect("works");
        let id = format!("WTSA-{}", 120 + n);
        let text = format!(
            "RESOLUTION {} (Hammamet, 2016)\n{subject}\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nrecalling\na)\tResolution {} (Dubai, 2018) of the Plenipotentiary Conference on {own},\nresolves\n1\tthat study groups describe the paint of {own} in a handbook every year;\n2\tto follow Resolution 71 (Rev. Busan, 2014) of the Plenipotentiary Conference.\n",
            120 + n,
            901 + n
        );
        std::fs::write(folder.join(format!("{id}.txt")), clause(&id, text)).expect("works");
    }
    for (number, what) in [(198, "Whistling"), (199, "Origami")] {
        let text = format!(
            "RESOLUTION {number} (Hammamet, 2016)\n{what}\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nresolves\n1\tthat {what} be taught every year to whoever asks for it.\n"
        );
        std::fs::write(folder.join(format!("WTSA-{number}.txt")), text).expect("works");
    }
}

/// A folder with them.
pub struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Place {
        let dir = tempfile::tempdir().expect("works");
        std::fs::create_dir(dir.path().join("texts")).expect("works");
        write_texts(&dir.path().join("texts"), &[]);
        Place { dir }
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    pub fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        super::run::resgraph(self.dir.path(), args)
    }

    pub fn map(&self) -> assert_cmd::assert::Assert {
        self.run(&["map", "texts", "-o", "out", "--forms", "xlsx,json"])
    }

    pub fn book(&self) -> Book {
        Book::open(&self.path("out/mapping.xlsx"))
    }

    /// The decisions that the last run knew.
    pub fn decisions(&self) -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(self.path("out/mapping.json")).expect("a mapping");
        let json: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        json["decisions"].as_array().expect("a list").clone()
    }
}
