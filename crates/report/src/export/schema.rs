use std::fmt::Write;

/// A table: its name and its columns, each with its SQL type. The first column is the key where `keyed`.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    keyed: bool,
    columns: &'static [(&'static str, &'static str)],
}

impl Table {
    /// The names of its columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|(name, _)| *name)
    }

    pub(super) fn file(&self) -> String {
        format!("{}.csv", self.name)
    }
}

const T: &str = "TEXT";
const N: &str = "INTEGER";

/// All tables, in the order in which rows are given to [`super::Writer`].
pub(super) const TABLES: [Table; 10] = [
    Table {
        name: "sources",
        what: "the files that were read",
        keyed: true,
        columns: &[("source_id", T), ("file", T), ("format", T), ("bytes", N)],
    },
    Table {
        name: "works",
        what: "texts whatever their edition: those that are there, and those that are cited",
        keyed: true,
        columns: &[("work_id", T), ("body", T), ("kind", T), ("number", T)],
    },
    Table {
        name: "editions",
        what: "their editions, as headings and citations name them",
        keyed: true,
        columns: &[
            ("edition_id", T),
            ("work_id", T),
            ("edition", T),
            ("revised", N),
            ("place", T),
            ("year", N),
            ("version", T),
            ("mark", T),
        ],
    },
    Table {
        name: "witnesses",
        what: "the copies of editions that the files hold",
        keyed: true,
        columns: &[
            ("witness_id", T),
            ("source_id", T),
            ("work_id", T),
            ("edition_id", T),
            ("kind", T),
            ("percent", N),
            ("line", N),
            ("title", T),
        ],
    },
    Table {
        name: "provisions",
        what: "their clauses; compared = 1 where the search for repeated ones looks at it",
        keyed: true,
        columns: &[
            ("provision_id", T),
            ("witness_id", T),
            ("work_id", T),
            ("path", T),
            ("part", T),
            ("phrase", T),
            ("line", N),
            ("start", N),
            ("end", N),
            ("compared", N),
            ("ngrams", N),
            ("wording", T),
            ("text", T),
        ],
    },
    Table {
        name: "mentions",
        what: "phrases that name texts",
        keyed: true,
        columns: &[
            ("mention_id", T),
            ("source_id", T),
            ("witness_id", T),
            ("provision", T),
            ("role", T),
            ("line", N),
            ("column", N),
            ("start", N),
            ("end", N),
            ("raw", T),
        ],
    },
    Table {
        name: "citations",
        what: "what each phrase means; from_work is the text that it stands in",
        keyed: true,
        columns: &[
            ("citation_id", T),
            ("mention_id", T),
            ("role", T),
            ("from_work", T),
            ("work_id", T),
            ("edition_id", T),
            ("provision", T),
            ("change", T),
            ("status", T),
            ("evidence", T),
            ("candidates", T),
        ],
    },
    Table {
        name: "findings",
        what: "what the audit says of each file by itself",
        keyed: true,
        columns: &[
            ("finding_id", T),
            ("source_id", T),
            ("code", T),
            ("severity", T),
            ("line", N),
            ("start", N),
            ("end", N),
            ("works", T),
            ("message", T),
            ("advice", T),
        ],
    },
    Table {
        name: "ngrams",
        what: "the word groups of the provisions that are compared",
        keyed: false,
        columns: &[("provision_id", T), ("ngram", T)],
    },
    Table {
        name: "unread",
        what: "what could not be read: the tables do not speak of it",
        keyed: true,
        columns: &[("file", T), ("line", N), ("message", T)],
    },
];

/// The SQL that makes the tables, and fills them in the shell of SQLite.
pub(super) fn sql() -> String {
    let mut sql = String::from(
        "-- Tables of `resgraph export`. In the folder of the files: sqlite3 corpus.db < schema.sql\n\
         -- Several shards: fill each into its own tables, or take `SELECT DISTINCT *` over all of them (docs/scale.md).\n",
    );
    for table in &TABLES {
        let columns = table.columns.iter().enumerate().map(|(n, (name, sort))| {
            let key = if table.keyed && n == 0 {
                " PRIMARY KEY"
            } else {
                ""
            };
            format!("  \"{name}\" {sort}{key}")
        });
        let columns: Vec<String> = columns.collect();
        let _ = writeln!(
            sql,
            "\n-- {}\nCREATE TABLE {} (\n{}\n);",
            table.what,
            table.name,
            columns.join(",\n")
        );
    }
    sql.push_str("\n.bail on\n.mode csv\n");
    for table in &TABLES {
        let _ = writeln!(sql, ".import --skip 1 {}.csv {}", table.name, table.name);
    }
    sql.push_str("\nCREATE INDEX citations_of ON citations (work_id);\nCREATE INDEX provisions_of ON provisions (work_id);\n");
    sql
}
