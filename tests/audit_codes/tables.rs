//! Between the tables of a mapping document and the parts of an action plan.

use super::Case;
use super::write::{ITEMS, detailed, mapping, plan, resolution};
use resgraph::audit::Code;

const PP_301: &str = "RESOLUTION 301 (REV. DUBAI, 2018)\nPlanting of oaks";
const WTSA_81: &str = "RESOLUTION 81 (Rev. Hammamet, 2016)\nPlanting of limes";
const WTDC_41: &str = "RESOLUTION 41 (Rev. Buenos Aires, 2017)\nWatering of shrubs";

pub fn cases() -> Vec<Case> {
    [table_cases(), between_tables(), plan_cases()].concat()
}

/// The table of texts against the summary.
fn between_tables() -> Vec<Case> {
    let trees = [["Trees", "PP Res.301", "WTSA Res.81", "", ""]];
    let with_41 = [["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""]];
    vec![
        (
            Code::TableMismatch,
            detailed(&with_41, &[], &[[PP_301, WTSA_81, "", ""]]),
            ("mapping.txt", 12, "has no text of it"),
            vec![detailed(&with_41, &[], &[[PP_301, WTSA_81, WTDC_41, ""]])],
        ),
        (
            // What a row lacks is one finding, whatever it lacks.
            Code::TableMismatch,
            detailed(
                &[[
                    "Trees",
                    "PP Res.301",
                    "WTSA Res.81\nWTSA Res.82",
                    "WTDC Res.41",
                    "",
                ]],
                &[],
                &[[PP_301, WTSA_81, "", ""]],
            ),
            ("mapping.txt", 12, "has WTDC-41, WTSA-82 in"),
            vec![],
        ),
        (
            Code::TableMismatch,
            detailed(
                &trees,
                &[],
                &[[PP_301, WTSA_81, "", ""], ["", WTSA_81, "", ""]],
            ),
            ("mapping.txt", 40, "in the tail of the table of texts"),
            vec![],
        ),
        (
            Code::TableMismatch,
            mapping(
                &with_41,
                &[],
                &[["1", "Trees", "PP Res.301", "WTSA Res.81", "", ""]],
            ),
            ("mapping.txt", 29, "the summary has WTDC-41 there"),
            vec![],
        ),
        (
            Code::RepeatedRow,
            detailed(
                &trees,
                &[],
                &[[PP_301, WTSA_81, "", ""], [PP_301, WTSA_81, "", ""]],
            ),
            ("mapping.txt", 39, "a second row for PP-301"),
            vec![],
        ),
        (
            Code::UnmappedText,
            detailed(
                &trees,
                &[],
                &[
                    [PP_301, WTSA_81, "", ""],
                    [
                        "",
                        "",
                        "RESOLUTION 41 (Rev. Buenos Aires, 2017)\nPlanting of oaks",
                        "",
                    ],
                ],
            ),
            ("mapping.txt", 41, "PP-301 has the same title"),
            vec![detailed(
                &trees,
                &[],
                &[[PP_301, WTSA_81, "", ""], ["", "", WTDC_41, ""]],
            )],
        ),
        (
            Code::UnevenSpelling,
            detailed(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""],
                    ["Oaks", "PP Res.302", "WTSA Res.82", "WTDC Res 42", ""],
                ],
                &[],
                &[],
            ),
            ("mapping.txt", 18, "\"Res 42\" is printed here"),
            vec![mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""]],
                &[],
                &[],
            )],
        ),
        (
            Code::UnevenSpelling,
            mapping(
                &[["Trees", "PP Res.301", "WTSA Res.Res.81", "WTDC Res.41", ""]],
                &[],
                &[],
            ),
            ("mapping.txt", 11, "A word stands twice: \"Res.Res\""),
            vec![],
        ),
        (
            Code::UnevenSpelling,
            detailed(
                &trees,
                &[],
                &[
                    [
                        PP_301,
                        "RESOLUTION 81 (Rev. Hammamet, 2016)\nTree-planting by co-workers",
                        "",
                        "",
                    ],
                    [
                        "",
                        "RESOLUTION 82 (Rev. Hammamet, 2016)\nTools for coworkers",
                        "",
                        "",
                    ],
                ],
            ),
            (
                "mapping.txt",
                40,
                "\"coworkers\" is printed here, and \"co-workers\"",
            ),
            // Compounds of whole words are written both ways.
            vec![detailed(
                &trees,
                &[],
                &[
                    [
                        PP_301,
                        "RESOLUTION 81 (Rev. Hammamet, 2016)\nLong-term planting",
                        "",
                        "",
                    ],
                    [
                        "",
                        "RESOLUTION 82 (Rev. Hammamet, 2016)\nPlanting in the long term",
                        "",
                        "",
                    ],
                ],
            )],
        ),
        (
            Code::UnevenSpelling,
            detailed(
                &trees,
                &["WTSA Res.81, Planting of well known limes"],
                &[[
                    PP_301,
                    "RESOLUTION 81 (Rev. Hammamet, 2016)\nPlanting of well-known limes",
                    "",
                    "",
                ]],
            ),
            (
                "mapping.txt",
                17,
                "\"well known\" is printed here, and \"well-known\"",
            ),
            vec![],
        ),
        (
            Code::OutdatedHeading,
            detailed(
                &with_41,
                &[],
                &[
                    [PP_301, WTSA_81, WTDC_41, ""],
                    [
                        "",
                        "",
                        "RESOLUTION 41 (Rev. Dubai, 2014)\nWatering of shrubs",
                        "",
                    ],
                ],
            ),
            ("mapping.txt", 42, "as of Rev. Dubai, 2014 here"),
            vec![detailed(&with_41, &[], &[[PP_301, WTSA_81, WTDC_41, ""]])],
        ),
        (
            Code::MissingEdition,
            detailed(
                &[
                    ["Trees", "PP Res.301", "", "", "RA Res.7-3"],
                    ["Roads", "PP Res.303", "", "", "RA Res.7\nRA Res.9-2"],
                    ["Rivers", "PP Res.305", "", "", "RA Res.65"],
                    ["Lakes", "PP Res.307", "", "", "RA Res.12-1"],
                ],
                &[],
                &[],
            ),
            ("mapping.txt", 19, "elsewhere the document has version 3"),
            vec![],
        ),
    ]
}

fn table_cases() -> Vec<Case> {
    vec![
        (
            Code::MappedWithoutEquivalent,
            mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &["WTSA Res.81, Trees"],
                &[],
            ),
            ("mapping.txt", 17, "WTSA-81"),
            vec![mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &["WTSA Res.82, Bridges"],
                &[],
            )],
        ),
        (
            Code::SlippedCell,
            mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.43", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "", ""],
                    ["2", "Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.43", ""],
                ],
            ),
            ("mapping.txt", 42, "WTDC-43 stands in"),
            vec![mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.43", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.43", ""],
                    ["2", "Trees", "PP Res.301", "WTSA Res.81", "", ""],
                ],
            )],
        ),
        (
            // The cell from which a work slipped is told where the work stands.
            Code::SlippedCell,
            mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "", ""],
                ],
                &[],
                &[
                    ["1", "Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["2", "Roads", "PP Res.303", "WTSA Res.83", "WTDC Res.41", ""],
                ],
            ),
            ("mapping.txt", 42, "WTDC-41 stands in"),
            vec![],
        ),
        (
            Code::RepeatedRow,
            mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "", ""],
                    ["2", "Trees", "PP Res.303", "WTSA Res.83", "", ""],
                ],
            ),
            ("mapping.txt", 38, "are those of row 1"),
            vec![mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Roads", "PP Res.303", "WTSA Res.83", "", ""],
                ],
                &[],
                &[
                    ["1", "Roads", "PP Res.303", "WTSA Res.83", "", ""],
                    ["2", "Trees", "PP Res.301", "WTSA Res.81", "", ""],
                ],
            )],
        ),
        (
            Code::TableMismatch,
            mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &[],
                &[["1", "Trees", "PP Res.301", "WTSA Res.85", "", ""]],
            ),
            ("mapping.txt", 28, "WTSA-85"),
            vec![mapping(
                &[["Trees", "PP Res.301", "WTSA Res.81", "", ""]],
                &[],
                &[["1", "Trees", "PP Res.301", "WTSA Res.81", "", ""]],
            )],
        ),
        (
            Code::DuplicateSubject,
            mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Trees", "PP Res.303", "", "", ""],
                ],
                &[],
                &[],
            ),
            ("mapping.txt", 15, "Trees"),
            vec![mapping(
                &[
                    ["Trees", "PP Res.301", "WTSA Res.81", "", ""],
                    ["Roads", "PP Res.303", "", "", ""],
                ],
                &[],
                &[],
            )],
        ),
        (
            Code::UnsupportedCell,
            {
                let mut texts = mapping(
                    &[["Trees", "PP Res.301", "WTSA Res.81", "WTDC Res.41", ""]],
                    &[],
                    &[],
                );
                texts.push((
                    "a.txt",
                    resolution(
                        301,
                        "Trees",
                        "considering\nthat trees grow,\nresolves\nto act on Resolution 81 (Rev. Hammamet, 2016) of WTSA",
                    ),
                ));
                texts
            },
            ("mapping.txt", 12, "links WTDC-41"),
            vec![{
                let mut texts =
                    mapping(&[["Trees", "PP Res.301", "WTSA Res.81", "", ""]], &[], &[]);
                texts.push((
                    "a.txt",
                    resolution(
                        301,
                        "Trees",
                        "considering\nthat trees grow,\nresolves\nto act on Resolution 81 (Rev. Hammamet, 2016) of WTSA",
                    ),
                ));
                texts
            }],
        ),
    ]
}

fn plan_cases() -> Vec<Case> {
    vec![
        (
            Code::UnknownProvision,
            plan(
                "",
                &[81],
                &[
                    ITEMS[0],
                    ITEMS[1],
                    ITEMS[2],
                    ["81-04", "SGs to paint them. (resolves 7)"],
                ],
            ),
            ("plan.txt", 72, "Item 81-04 points at (resolves 7)"),
            vec![plan("", &[81], &ITEMS)],
        ),
        (
            Code::ReusedNumber,
            plan(
                "",
                &[81],
                &[
                    ITEMS[0],
                    ITEMS[1],
                    ITEMS[2],
                    ["81-02", "SGs to paint them."],
                ],
            ),
            ("plan.txt", 72, "Two items have the number 81-02"),
            vec![
                plan("", &[81], &ITEMS),
                // The same item printed twice, and removed ones that are gone.
                plan(
                    "Removed items:\n· 81-07, 81-09;\n",
                    &[81],
                    &[ITEMS[0], ITEMS[1], ITEMS[1], ITEMS[2]],
                ),
            ],
        ),
        (
            Code::ReusedNumber,
            plan(
                "Removed items:\n· 81-07;\n· 81-02 (new action item);\n",
                &[81],
                &ITEMS,
            ),
            (
                "plan.txt",
                3,
                "81-02 is listed as removed (\"new action item\")",
            ),
            vec![],
        ),
        (
            Code::MatrixMismatch,
            plan("", &[81, 83], &ITEMS),
            ("plan.txt", 39, "somebody act on WTSA-83"),
            vec![plan("", &[81], &ITEMS)],
        ),
        (
            Code::UncoveredProvision,
            plan("", &[81], &[ITEMS[0], ITEMS[1]]),
            ("plan.txt", 47, "No item points at WTSA-81"),
            // An item that says it, and points at something else, is an item for it.
            vec![
                plan("", &[81], &ITEMS),
                plan(
                    "",
                    &[81],
                    &[
                        ITEMS[0],
                        ITEMS[1],
                        ["81-03", "TSB Director to count the trees. (i. SGs)"],
                    ],
                ),
            ],
        ),
    ]
}
