//! Words that headings, titles and cells of a mapping document print in two ways.

use super::tables::entry_place;
use super::title_drift::letters;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::mapping::published::Published;
use crate::model::{Place, Span, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Finds hyphens, spaces and stops that some headings, titles and cells of a document have and others have not; words
/// that stand twice in them; and titles of a work that differ in nothing but signs and capitals.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, published) in &audit.mappings {
        let lines = lines(audit, *source, published);
        found.extend(between_words(&lines));
        found.extend(doubled(&lines));
        found.extend(of_one_work(&lines));
    }
    found
}

/// A heading, a title, an entry of the list, or a line of a cell.
struct Line {
    text: String,
    place: Place,
    work: Option<WorkId>,
    is_title: bool,
}

fn lines(audit: &Audit<'_>, source: usize, published: &Published) -> Vec<Line> {
    let Some(document) = audit.documents.get(&source) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let rows = || published.rows.iter().chain(&published.candidates);
    let tables: BTreeSet<u32> = rows().map(|r| r.table).collect();
    let entries: BTreeMap<usize, &WorkId> = rows()
        .flat_map(|r| &r.entries)
        .map(|e| (e.at, &e.id))
        .collect();
    let named = |span: Span| {
        let mut within = entries.range(span.range());
        within.next().map(|(_, id)| (*id).clone())
    };
    for block in &document.blocks {
        if block.cell.is_some_and(|c| tables.contains(&c.table)) {
            lines.push(Line {
                text: document.text[block.span.range()].to_owned(),
                place: audit.place(source, block.span, 0),
                work: named(block.span),
                is_title: false,
            });
        }
    }
    for entry in &published.no_equivalent {
        let block = document.block_at(entry.at);
        let text = block.and_then(|b| document.text.get(entry.at..b.span.end));
        if let Some((_, title)) = text.and_then(|t| t.split_once(", ")) {
            lines.push(Line {
                text: title.trim().trim_end_matches('.').to_owned(),
                place: entry_place(audit, source, entry),
                work: Some(entry.id.clone()),
                is_title: true,
            });
        }
    }
    let texts = audit.index.texts.iter().filter(|t| t.source == source);
    for text in texts.filter(|t| t.cell.is_some()) {
        let place = audit.place_of_text(text);
        let heading = document.text[text.span.range()].lines().next();
        // Where a tracked change runs together the signs between its words are nobody's.
        if let Some(heading) = heading.filter(|_| text.editions.len() == 1) {
            lines.push(Line {
                text: heading.to_owned(),
                place: place.clone(),
                work: text.work.clone(),
                is_title: false,
            });
        }
        lines.extend(text.title.as_ref().map(|title| Line {
            text: title.clone(),
            place,
            work: text.work.clone(),
            is_title: true,
        }));
    }
    lines
}

/// Two words and the signs between them; of numbers it counts only that they are numbers.
struct Pair {
    words: (String, String),
    between: String,
    shown: String,
}

/// The pairs of a line, and its words.
fn read(line: &str) -> (Vec<Pair>, Vec<String>) {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut last = None;
    for (at, c) in line.char_indices() {
        let sort = c.is_alphanumeric().then_some(c.is_numeric());
        match runs.last_mut() {
            Some(run) if sort.is_some() && sort == last => run.1 = at + c.len_utf8(),
            _ if sort.is_some() => runs.push((at, at + c.len_utf8())),
            _ => {}
        }
        last = sort;
    }
    let word = |run: &(usize, usize)| match &line[run.0..run.1] {
        number if number.starts_with(char::is_numeric) => "#".to_owned(),
        word => word.to_lowercase(),
    };
    let pairs = runs.windows(2).map(|two| Pair {
        words: (word(&two[0]), word(&two[1])),
        between: between(&line[two[0].1..two[1].0]),
        shown: line[two[0].0..two[1].1].to_owned(),
    });
    (pairs.collect(), runs.iter().map(word).collect())
}

/// The signs between two words, white space as one space and all hyphens alike.
fn between(signs: &str) -> String {
    let mut out = String::new();
    for c in signs.chars() {
        match c {
            '\u{2010}' | '\u{2011}' | '\u{2012}' => out.push('-'),
            c if c.is_whitespace() && out.ends_with(' ') => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// True where two ways to part words are one way and a fault: compounds of whole words may be written both ways.
fn is_fault(words: &(String, String), a: &str, b: &str) -> bool {
    let has_number = words.0 == "#" || words.1 == "#";
    let has_letter = [&words.0, &words.1].iter().any(|w| w.chars().count() == 1);
    let both = |signs: &[&str]| signs.contains(&a) && signs.contains(&b);
    both(&["/", "/ ", " /", " / "])
        || both(&["(", " ("])
        || both(&["-", " "]) && (has_number || has_letter)
        || both(&[".", " ", ". "]) && words.1 == "#"
}

/// The usual way of two is printed more than so many times as often as the other.
const USUAL: usize = 2;

fn between_words(lines: &[Line]) -> Vec<Draft> {
    let mut ways: BTreeMap<(String, String), BTreeMap<String, Vec<(usize, String)>>> =
        BTreeMap::new();
    let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let (pairs, of_line) = read(&line.text);
        for pair in pairs {
            let of_pair = ways.entry(pair.words).or_default();
            of_pair
                .entry(pair.between)
                .or_default()
                .push((at, pair.shown));
        }
        for word in of_line {
            words.entry(word).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (pair, ways) in &ways {
        let Some((usual, most)) = ways.iter().max_by_key(|(_, places)| places.len()) else {
            continue;
        };
        for (way, places) in ways {
            // "e meetings": a letter alone needs its hyphen, however often it has it.
            let lost = usual == "-" && (pair.0.chars().count() == 1 || pair.1.chars().count() == 1);
            let is_rare = places.len() * USUAL < most.len() || lost && pair.1 != "#";
            if way != usual && is_rare && is_fault(pair, usual, way) {
                found.extend(spelt(lines, places, (&lines[most[0].0], &most[0].1)));
            }
        }
        let word = format!("{}{}", pair.0, pair.1);
        let joined = words.get(&word);
        let hyphened = ways.get("-").filter(|_| pair.0 != "#" && pair.1 != "#");
        if let (Some(joined), Some(hyphened)) = (joined, hyphened) {
            let joined: Vec<_> = joined.iter().map(|at| (*at, word.clone())).collect();
            let (rare, usual) = match joined.len() <= hyphened.len() {
                true => (&joined, hyphened),
                false => (hyphened, &joined),
            };
            let (at, usual) = &usual[0];
            found.extend(spelt(lines, rare, (&lines[*at], usual)));
        }
    }
    found
}

/// One finding for all places where words are not spelt in the usual way.
fn spelt(lines: &[Line], places: &[(usize, String)], usual: (&Line, &str)) -> Vec<Draft> {
    let (other, usual) = usual;
    let draft = |(nth, (at, shown)): (usize, &(usize, String))| {
        let line = &lines[*at];
        let message =
            format!("\"{shown}\" is printed here, and \"{usual}\" elsewhere in the document.");
        let draft = Draft::new(Code::UnevenSpelling, line.place.clone(), shown, message)
            .ids(line.work.clone())
            .one_with(
                format!("{} {usual}", places[0].1),
                format!("\"{shown}\" here"),
            );
        match nth {
            0 => draft.related(other.place.clone(), format!("\"{usual}\"")),
            _ => draft,
        }
    };
    // A heading and its title stand at one place.
    let mut seen = BTreeSet::new();
    let once = |(at, _): &&(usize, String)| seen.insert(lines[*at].place.span.start);
    places.iter().filter(once).enumerate().map(draft).collect()
}

/// Words that stand twice: "Res.Res".
fn doubled(lines: &[Line]) -> Vec<Draft> {
    let mut found = Vec::new();
    for line in lines {
        for pair in read(&line.text).0 {
            let is_word = pair.words.0.chars().all(char::is_alphabetic) && pair.words.0.len() > 1;
            let is_twice =
                pair.words.0 == pair.words.1 && [" ", ".", ". "].contains(&&*pair.between);
            if is_word && is_twice {
                let message = format!("A word stands twice: \"{}\".", pair.shown);
                let draft = Draft::new(
                    Code::UnevenSpelling,
                    line.place.clone(),
                    &pair.shown,
                    message,
                );
                found.push(
                    draft
                        .ids(line.work.clone())
                        .advice("Print it once.".to_owned())
                        .one_with(
                            format!("twice {}", pair.words.0),
                            format!("\"{}\" here too", pair.shown),
                        ),
                );
            }
        }
    }
    found
}

/// Titles of one work that have the same letters, and other signs or capitals.
fn of_one_work(lines: &[Line]) -> Vec<Draft> {
    let mut titles: BTreeMap<(&WorkId, String), Vec<&Line>> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.is_title) {
        if let Some(work) = &line.work {
            titles
                .entry((work, letters(&line.text)))
                .or_default()
                .push(line);
        }
    }
    let mut found = Vec::new();
    for of_title in titles.values() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for line in of_title {
            *counts.entry(signs(&line.text)).or_default() += 1;
        }
        let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count) else {
            continue;
        };
        let Some(leader) = of_title.iter().find(|l| signs(&l.text) == *usual) else {
            continue;
        };
        for line in of_title.iter().filter(|l| signs(&l.text) != *usual) {
            if let Some((shown, usual)) = difference(&line.text, &leader.text) {
                let place = [(0, shown)];
                found.extend(spelt(std::slice::from_ref(line), &place, (leader, &usual)));
            }
        }
    }
    found
}

/// A title with its white space folded and its hyphens and apostrophes of one shape.
fn signs(title: &str) -> String {
    let title = title.replace(['\u{2019}', '\u{2018}'], "'");
    between(title.trim())
}

/// The words in which two titles differ: from the first that differs to the last.
fn difference(a: &str, b: &str) -> Option<(String, String)> {
    let (a, b) = (signs(a), signs(b));
    let upper = |t: &str| !t.chars().any(char::is_lowercase);
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let same = |(x, y): &(&&str, &&str)| x == y;
    let start = a.iter().zip(&b).take_while(same).count();
    let (left, right) = (&a[start..], &b[start..]);
    let end = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(same)
        .count();
    let (shown, usual) = (
        left[..left.len() - end].join(" "),
        right[..right.len() - end].join(" "),
    );
    // Capitals throughout are a matter of print.
    let is_print = upper(&shown) || upper(&usual);
    (!shown.is_empty() && !usual.is_empty() && !is_print).then_some((shown, usual))
}
