use crate::model::{
    BodyId, Change, Citation, Kind, Role, Slip, Status, Target, TargetEvidence, WorkId,
};
use serde::Serialize;

/// One citing phrase and what it means, with the file that it stands in.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CitedLine<'a> {
    /// The file.
    pub file: &'a str,
    /// Line in the source (from 1); for sources that are no text, in the extracted text.
    pub line: usize,
    /// Column in characters (from 1).
    pub column: usize,
    /// Where it begins: byte offset, of the source where it is text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Paragraph, table cell or page, for sources that are no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<&'a str>,
    /// The phrase as it stands.
    pub raw: &'a str,
    /// What the phrase is for.
    pub role: Role,
    /// What it points at, in the order of the text.
    pub targets: Vec<CitedTarget<'a>>,
    /// The work in whose text it stands.
    pub from: Option<&'a WorkId>,
    /// The provision it stands in: `resolves 2`.
    pub provision: Option<&'a str>,
}

/// One work, edition or provision that a citation points at.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CitedTarget<'a> {
    /// The work, where it is known which.
    pub id: Option<&'a WorkId>,
    /// What kind of text.
    pub kind: Kind,
    /// Who adopted it; none for basic texts, Sector recommendations and documents.
    pub body: Option<&'a BodyId>,
    /// The number as written, without leading zeros.
    pub number: Option<&'a str>,
    /// True where the text says "Rev.".
    pub rev: bool,
    /// Where the conference met, in its known spelling.
    pub place: Option<&'a str>,
    /// The year of the conference.
    pub year: Option<u16>,
    /// The version suffix of a Radiocommunication Assembly text.
    pub version: Option<&'a str>,
    /// The provision that the phrase names.
    pub provision: Option<&'a str>,
    /// The side of a tracked change it stands on.
    pub change: Option<Change>,
    /// Whether it is known which work is meant.
    pub status: Status,
    /// What decided that.
    pub evidence: TargetEvidence,
    /// Where it is ambiguous: the works it may be.
    pub candidates: &'a [WorkId],
    /// The Sector of a recommendation: `ITU-T`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<&'a str>,
    /// The conference mark where that is what is printed: `WRC-19`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<&'a str>,
    /// The marks of earlier editions where several are printed.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub earlier: &'a [String],
    /// Slips of the pen in the phrase, as they were read.
    #[serde(skip_serializing_if = "<[Slip]>::is_empty")]
    pub slips: &'a [Slip],
}

impl<'a> CitedLine<'a> {
    /// The citation `c` of that file.
    pub fn new(file: &'a str, c: &'a Citation) -> Self {
        CitedLine {
            file,
            line: c.line,
            column: c.column,
            start: c.span.start,
            end: c.span.end,
            locator: c.locator.as_deref(),
            raw: &c.raw,
            role: c.role,
            targets: c.targets.iter().map(CitedTarget::from).collect(),
            from: c.from.as_ref(),
            provision: c.provision.as_deref(),
        }
    }
}

impl<'a> From<&'a Target> for CitedTarget<'a> {
    fn from(t: &'a Target) -> Self {
        CitedTarget {
            id: t.id.as_ref(),
            kind: t.kind,
            body: t.body.as_ref(),
            number: t.number.as_deref(),
            rev: t.edition.rev,
            place: t.edition.place.as_deref(),
            year: t.edition.year,
            version: t.edition.version.as_deref(),
            provision: t.provision.as_deref(),
            change: t.change,
            status: t.status,
            evidence: t.evidence,
            candidates: &t.candidates,
            sector: t.sector.as_deref(),
            mark: t.edition.mark.as_deref(),
            earlier: &t.edition.earlier,
            slips: &t.slips,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CitedLine;
    use crate::corpus::Corpus;
    use crate::knowledge::Knowledge;

    #[test]
    fn a_line_has_the_same_fields_whatever_is_known() {
        let knowledge = Knowledge::builtin().expect("the built-in knowledge");
        let text = "See Resolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference.";
        let index = Corpus::from_texts(&knowledge, &[("a.txt", text)]).index;
        let line = CitedLine::new("a.txt", &index.citations[0]);
        let json = serde_json::to_value(&line).expect("JSON");
        assert_eq!(json["raw"], &text[line.start..line.end]);
        let keys = |value: &serde_json::Value| -> Vec<String> {
            value
                .as_object()
                .into_iter()
                .flatten()
                .map(|(k, _)| k.clone())
                .collect()
        };
        assert_eq!(
            keys(&json),
            [
                "file",
                "line",
                "column",
                "start",
                "end",
                "raw",
                "role",
                "targets",
                "from",
                "provision"
            ]
        );
        assert_eq!(
            keys(&json["targets"][0]),
            [
                "id",
                "kind",
                "body",
                "number",
                "rev",
                "place",
                "year",
                "version",
                "provision",
                "change",
                "status",
                "evidence",
                "candidates"
            ]
        );
    }
}
