//! Writes the texts of the cases.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Texts by the names of their files.
pub type Texts = BTreeMap<String, Text>;

/// A text, in the shortest form that says what matters.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Text {
    #[serde(rename = "text")]
    AsItIs(String),
    Resolution(Resolution),
    /// Resolution 301 of the conference of 2018 with a single item to resolve, which cites this.
    Saying(String),
    /// One of the assembly of 2024, later than the works that are built in.
    #[serde(rename = "saying-in-2024")]
    SayingIn2024(String),
    Mapping(Mapping),
    Plan(Plan),
}

/// A resolution of the Plenipotentiary Conference.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    number: u32,
    title: String,
    /// Place and year.
    #[serde(default = "dubai")]
    edition: String,
    body: Body,
}

fn dubai() -> String {
    "Dubai, 2018".to_owned()
}

/// What stands below the opening sentence.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or a list of lines")]
enum Body {
    Text(String),
    Lines(Vec<String>),
}

/// A mapping document: the rows of its summary, of the candidates with their numbers, and of the table of texts.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Mapping {
    pub summary: Vec<[String; 5]>,
    #[serde(default)]
    pub without_equivalent: Vec<String>,
    #[serde(default)]
    pub candidates: Vec<[String; 6]>,
    pub texts: Option<Vec<[String; 4]>>,
}

/// An action plan: what stands before it, the texts of its matrix, the items, each a number and an action.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    #[serde(default)]
    before: String,
    matrix: Vec<u32>,
    items: Vec<[String; 2]>,
}

impl Text {
    /// The text as a file holds it.
    pub fn write(&self) -> String {
        match self {
            Text::AsItIs(text) => text.clone(),
            Text::Resolution(resolution) => resolution.write(),
            Text::Saying(cited) => Resolution {
                number: 301,
                title: "Trees".to_owned(),
                edition: dubai(),
                body: Body::Text(format!("resolves\n{}", to_plant(cited))),
            }
            .write(),
            Text::SayingIn2024(cited) => format!(
                "RESOLUTION 103 (NEW DELHI, 2024)\nTrees\nThe World Telecommunication Standardization Assembly (New Delhi, 2024),\nresolves\n{}\n",
                to_plant(cited)
            ),
            Text::Mapping(mapping) => mapping.write(),
            Text::Plan(plan) => plan.write(),
        }
    }
}

fn to_plant(cited: &str) -> String {
    format!("to plant trees in accordance with {cited} and to water them")
}

impl Resolution {
    fn write(&self) -> String {
        let Resolution {
            number,
            title,
            edition,
            body,
        } = self;
        let body = match body {
            Body::Text(text) => text.trim_end().to_owned(),
            Body::Lines(lines) => lines.join("\n"),
        };
        format!(
            "RESOLUTION {number} (REV. {})\n{title}\nThe Plenipotentiary Conference of the International Telecommunication Union ({edition}),\n{body}\n",
            edition.to_uppercase()
        )
    }
}

/// A table as flattening leaves it: a TAB before each cell, an empty line behind each row.
fn table<T: AsRef<[String]>>(heads: &[&str], rows: &[T]) -> String {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let row =
        |cells: &[String]| cells.iter().map(|c| format!("\t{c}\n")).collect::<String>() + "\n";
    let rows = rows.iter().map(|cells| row(cells.as_ref()));
    std::iter::once(row(&heads)).chain(rows).collect::<String>() + "\n"
}

const HEADS: [&str; 6] = [
    "#",
    "Subject area",
    "PP Resolution",
    "WTSA Resolution",
    "WTDC Resolution",
    "RA Resolution",
];

impl Mapping {
    fn write(&self) -> String {
        let without = self.without_equivalent.iter();
        let mut text = format!(
            "Mapping of resolutions\nTable 1 – Summary of mapping\n{}The following WTSA Resolutions do not appear to have an equivalent:\n{}These could be streamlined:\n{}",
            table(&HEADS[1..], &self.summary),
            without.map(|w| format!("· {w}\n")).collect::<String>(),
            table(&HEADS, &self.candidates)
        );
        if let Some(texts) = &self.texts {
            text += &format!("Table 2 – Texts\n{}", table(&HEADS[2..], texts));
        }
        text
    }
}

/// Who may act, below the heads of the matrix.
const ACTORS: [&str; 13] = [
    "",
    "SGs",
    "TSAG",
    "TSB",
    "Membership",
    "GenSec",
    "GenSec",
    "BDT\nITU-D",
    "BR\nITU-R",
    "TSAG",
    "Council",
    "WTSA-20",
    "PP-18",
];

const TEXT_81: &str = "RESOLUTION 81 (REV. HAMMAMET, 2016)\nTrees\nThe World Telecommunication Standardization Assembly (Hammamet, 2016),\nresolves\n1\tto plant a tree beside each road;\n2\tto water it,\ninstructs the Director of the Telecommunication Standardization Bureau\nto count the trees.\n";

impl Plan {
    fn write(&self) -> String {
        let mut matrix = vec![ACTORS.map(str::to_owned)];
        matrix.extend(self.matrix.iter().map(|number| {
            let mut row: [String; 13] = Default::default();
            row[0] = format!("Resolution {number} – Trees");
            row[1] = "X".to_owned();
            row
        }));
        let item =
            |[number, action]: &[String; 2]| [number, action, "2018", "", ""].map(str::to_owned);
        let items: Vec<[String; 5]> = self.items.iter().map(item).collect();
        let heads = [
            "Resolution - Title",
            "Action by",
            "Collaboration with",
            "Report to",
        ];
        let of_items = [
            "Action Item",
            "Action",
            "Milestone",
            "Periodic goals met",
            "Completed",
        ];
        format!(
            "{}Action plan of WTSA-16\nTable 1\nWTSA-16 texts and who acts\n{}{TEXT_81}{}",
            self.before,
            table(&heads, &matrix),
            table(&of_items, &items)
        )
    }
}
