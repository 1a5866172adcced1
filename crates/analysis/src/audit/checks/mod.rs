//! The checks, one file each.

mod ambiguous_target;
mod body_mismatch;
mod candidate_numbers;
mod dangling_provision;
mod duplicate_subject;
mod first_editions;
mod heading_mismatch;
mod labels;
mod language_mismatch;
mod link_mismatch;
mod mapped_without_equivalent;
mod missing_rev;
mod mixed_editions;
mod plans;
mod predated_edition;
mod printed_editions;
mod redlined;
mod repeated_row;
mod repeats;
mod self_citation;
mod slips;
mod stale_edition;
mod stray_title;
mod support;
mod suppressed_target;
mod table_cells;
mod table_tail;
mod tables;
mod temporary_number;
mod text_lost;
mod title_drift;
mod uneven_spelling;
mod unknown_target;
mod unmapped_text;
mod unsupported_cell;

pub(super) use repeats::compared;
pub use stale_edition::shown as shown_edition;

use super::draft::Draft;
use super::{Audit, Code};

/// A check: what an audit looks at goes in, what is wrong comes out, in any order.
pub(super) type Check = fn(&Audit<'_>) -> Vec<Draft>;

/// Every check, with the codes that it may report.
pub(super) const ALL: &[(&[Code], Check)] = &[
    (&[Code::SuppressedTarget], suppressed_target::check),
    (
        &[Code::UnknownTarget, Code::AmbiguousTarget],
        unknown_target::check,
    ),
    (
        &[Code::ImpossibleEdition, Code::BodyMismatch],
        body_mismatch::check,
    ),
    (&[Code::PredatedEdition], predated_edition::check),
    (&[Code::StaleEdition], stale_edition::check),
    (&[Code::MixedEditions], mixed_editions::check),
    (&[Code::TemporaryNumber], temporary_number::check),
    (
        &[
            Code::MisspeltPlace,
            Code::MisspeltWord,
            Code::RedlineResidue,
            Code::MalformedCitation,
            Code::ImpossibleEdition,
        ],
        slips::check,
    ),
    (&[Code::MissingRev], missing_rev::check),
    (&[Code::SelfCitation], self_citation::check),
    (&[Code::AmbiguousTarget], ambiguous_target::check),
    (&[Code::DanglingProvision], dangling_provision::check),
    (&[Code::HeadingMismatch], heading_mismatch::check),
    (&[Code::DuplicateLabel, Code::GapInNumbering], labels::check),
    (&[Code::TitleDrift], title_drift::check),
    (&[Code::UnevenSpelling], uneven_spelling::check),
    (&[Code::StrayTitle], stray_title::check),
    (&[Code::LanguageMismatch], language_mismatch::check),
    (&[Code::LinkMismatch], link_mismatch::check),
    (&[Code::TextLost], text_lost::check),
    (
        &[Code::MappedWithoutEquivalent],
        mapped_without_equivalent::check,
    ),
    (
        &[Code::TableMismatch, Code::SlippedCell],
        table_cells::check,
    ),
    (&[Code::TableMismatch, Code::RepeatedRow], table_tail::check),
    (
        &[Code::OutdatedHeading, Code::MissingEdition],
        printed_editions::check,
    ),
    (&[Code::UnmappedText], unmapped_text::check),
    (&[Code::GapInNumbering], candidate_numbers::check),
    (&[Code::RepeatedRow], repeated_row::check),
    (&[Code::DuplicateSubject], duplicate_subject::check),
    (&[Code::UnsupportedCell], unsupported_cell::check),
    (&[Code::UnknownProvision], plans::unknown_provision),
    (&[Code::ReusedNumber], plans::reused_number),
    (&[Code::MatrixMismatch], plans::matrix_mismatch),
    (&[Code::UncoveredProvision], plans::uncovered_provision),
    (
        &[
            Code::RepeatedProvision,
            Code::Contradiction,
            Code::MirroredDuty,
            Code::StandingFormula,
        ],
        repeats::check,
    ),
    (&[Code::UnmetInstruction], repeats::unmet::check),
];
