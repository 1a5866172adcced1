//! Between the tables of a mapping document and the parts of an action plan.

use super::Case;
use super::write::{ITEMS, mapping, plan, resolution};
use resgraph::audit::Code;

pub fn cases() -> Vec<Case> {
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
                        "resolves\nto act on Resolution 81 (Rev. Hammamet, 2016) of WTSA",
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
                        "resolves\nto act on Resolution 81 (Rev. Hammamet, 2016) of WTSA",
                    ),
                ));
                texts
            }],
        ),
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
            ("plan.txt", 47, "No item carries out WTSA-81"),
            vec![plan("", &[81], &ITEMS)],
        ),
    ]
}
