//! Texts that a body adopts under a number of its own: "Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of
//! WTSA". One phrase, read from its kind word.

use super::edition::{self, EditionFound};
use super::lex::Lex;
use super::number::{self, Number};
use super::vocabulary::{KindWord, Vocabulary};
use super::words::Word;
use crate::model::{BodyMark, Edition, Kind, Mention, MentionForm, Slip, SlipKind, Span, Written};

/// More members than any list has.
const MEMBERS: usize = 64;

/// One text of the list.
struct Member {
    number: Number,
    body: Option<(String, BodyMark)>,
    year: Option<u16>,
    edition: Option<EditionFound>,
    slips: Vec<Slip>,
}

/// What stands before the kind word.
#[derive(Default)]
struct Prefix {
    start: Option<usize>,
    body: Option<String>,
    year: Option<u16>,
    foreign: bool,
}

/// The phrase whose kind word is `word`, if it names a text by its number. `floor` is the end of the phrase before.
pub(super) fn mention(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    entry: KindWord,
    floor: usize,
) -> Option<Mention> {
    let mut parse = Parse {
        lex,
        words,
        kind: entry.kind,
    };
    let first = parse.to_number(word, entry)?;
    if first.broken && parse.is_label(first.at, word) {
        return None;
    }
    let number = number::number(lex, first.at)?;
    if words.this.before(lex, parse.before(word.start)?).is_some()
        && entry.many != Some(true)
        && first.broken
    {
        return None;
    }
    let prefix = parse.prefix(word.start, floor);
    if prefix.foreign {
        return None;
    }
    let (members, end) = parse.members(number, first, entry, &prefix);
    if entry.short && !parse.abbreviation_counts(word, &prefix, &members) {
        return None;
    }
    let named = prefix.body.is_some()
        || members
            .iter()
            .any(|m| m.body.is_some() || m.edition.is_some());
    if entry.kind == Kind::Recommendation && !named {
        return None;
    }
    let start = prefix.start.unwrap_or(word.start);
    let mut mention = Mention {
        span: Span::new(start, end),
        form: MentionForm::Cited,
        written: written(entry.kind, members, &prefix),
    };
    if !named {
        parse.each_sector(word, &mut mention);
    }
    Some(mention)
}

/// Where the number begins, and what was read on the way to it.
struct ToNumber {
    at: usize,
    /// A line break stands before it.
    broken: bool,
    body: Option<(String, BodyMark)>,
    slips: Vec<Slip>,
}

struct Parse<'a> {
    lex: Lex<'a>,
    words: &'a Vocabulary,
    kind: Kind,
}

impl Parse<'_> {
    /// "the respective Resolution 1", "Resolution 1 of each Sector": one of each body.
    fn each_sector(&self, word: &Word, mention: &mut Mention) {
        let (lex, terms) = (self.lex, &self.words.terms);
        let before = lex
            .gap_before(word.start)
            .and_then(|at| terms.each.before(lex, at));
        let behind = lex
            .soft_gap(mention.span.end)
            .and_then(|at| terms.each_behind.at(lex, at));
        if before.is_none() && behind.is_none() {
            return;
        }
        mention.span.start = before.unwrap_or(mention.span.start);
        mention.span.end = behind.unwrap_or(mention.span.end);
        let mark = if behind.is_some() {
            BodyMark::Suffix
        } else {
            BodyMark::Prefix
        };
        for written in std::mem::take(&mut mention.written) {
            for body in self
                .words
                .of_sectors
                .iter()
                .filter(|b| self.words.adopts(b, self.kind))
            {
                mention.written.push(Written {
                    body: Some((body.clone(), mark)),
                    ..written.clone()
                });
            }
        }
    }

    /// Where what stands before `at` ends.
    fn before(&self, at: usize) -> Option<usize> {
        Some(self.lex.gap_before(at).unwrap_or(at))
    }

    /// From the kind word to the number.
    fn to_number(&self, word: &Word, entry: KindWord) -> Option<ToNumber> {
        let lex = self.lex;
        let mut found = ToNumber {
            at: word.end,
            broken: false,
            body: None,
            slips: Vec::new(),
        };
        if word.homoglyph {
            found.slips.push(Slip {
                kind: SlipKind::Homoglyph,
                written: lex.text[word.start..word.end].to_owned(),
                meant: word.text().to_owned(),
            });
        }
        let mut dot = false;
        if lex.byte(found.at) == b'.' && entry.short {
            dot = true;
            found.at += 1;
        }
        for _ in 0..3 {
            let gap = lex.gap(found.at);
            if gap.hard || gap.broken && found.broken {
                return None;
            }
            found.broken |= gap.broken;
            let here = gap.end;
            if let Some((body, end)) = self.sector(here) {
                let homoglyph = lex.text[here..end].chars().any(|c| super::words::fold(c).1);
                if homoglyph {
                    found.slips.push(Slip {
                        kind: SlipKind::Homoglyph,
                        written: lex.text[here..end].to_owned(),
                        meant: String::new(),
                    });
                }
                found.body = Some((body, BodyMark::Prefix));
                found.at = end;
                continue;
            }
            if lex.byte(here) == b',' && entry.many == Some(true) && found.slips.is_empty() {
                let gap = lex.gap(here + 1);
                let next = gap.end;
                // "three resolutions, 2 decisions" counts texts.
                let counted = lex.digits(next).is_none_or(|end| self.is_item(end));
                if gap.broken || counted {
                    return None;
                }
                found.slips.push(Slip {
                    kind: SlipKind::Punctuation,
                    written: lex.text[word.start..lex.digits(next)?].to_owned(),
                    meant: String::new(),
                });
                found.at = next;
                return Some(found);
            }
            if let Some(end) = self.words.number.at(lex, here) {
                let end = end + usize::from(matches!(lex.byte(end), b'.'));
                found.at = end;
                continue;
            }
            if dot
                && let Some(again) = lex
                    .word(here)
                    .filter(|w| self.words.kind(w).is_some_and(|k| k.kind == entry.kind))
            {
                found.at = again.end + usize::from(lex.byte(again.end) == b'.');
                continue;
            }
            found.at = here;
            return Some(found);
        }
        found.at = lex.soft_gap(found.at)?;
        Some(found)
    }

    /// "ITU-R", "ITUR", "ITU R-" at `at`: the body and where the number begins.
    fn sector(&self, at: usize) -> Option<(String, usize)> {
        let lex = self.lex;
        let first = lex.char_at(at)?;
        if !first.is_alphabetic() {
            return None;
        }
        let (body, end) = self
            .words
            .prefixes
            .iter()
            .filter(|(_, body)| self.words.adopts(body, self.kind))
            .find_map(|(prefix, body)| Some((body, lex.squeezed(at, prefix)?)))?;
        let end = lex.hyphen(end).unwrap_or(end);
        let next = lex.soft_gap(end)?;
        let next = lex.hyphen(next).unwrap_or(next);
        (lex.byte(next).is_ascii_digit() || lex.byte(next) == b'[').then(|| (body.clone(), next))
    }

    /// True where the number at `at`, on a line of its own, is the label of an item: "1⇥that …", "2) …".
    fn is_label(&self, at: usize, word: &Word) -> bool {
        let Some(end) = self.lex.digits(at) else {
            return false;
        };
        matches!(self.lex.byte(end), b'\t' | b')')
            || self.lex.byte(end) == b'.' && !self.lex.byte(end + 1).is_ascii_alphanumeric()
            || !word.capital && self.is_item(end)
    }

    /// True where an item's text begins at `at`, behind its number: "⇥that", ") to", " to".
    fn is_item(&self, at: usize) -> bool {
        let lex = self.lex;
        let next = lex.gap(at).end;
        let small = |w: &Word| {
            let part_of_phrase = [&self.words.of, &self.words.and]
                .into_iter()
                .any(|p| p.holds(w));
            !w.capital && !part_of_phrase
        };
        matches!(lex.byte(at), b')' | b'\t')
            || next > at && lex.word(next).as_ref().is_some_and(small)
    }

    /// The body before the kind word: "WTSA", "PP-14", "General Assembly (UNGA)".
    fn prefix(&self, at: usize, floor: usize) -> Prefix {
        let mut prefix = Prefix::default();
        let lex = self.lex;
        let Some(mut end) = lex.gap_before(at).filter(|end| *end > floor) else {
            return prefix;
        };
        // "Council 2016 Resolution 1332"
        if let Some((body, year, start)) = self.words.mark_before(lex, end)
            && start >= floor
        {
            if self.words.adopts(body, self.kind) {
                prefix.body = Some(body.to_owned());
                prefix.year = Some(year);
                prefix.start = Some(start);
            }
            return prefix;
        }
        if let Some(c) = lex.char_before(end).filter(|c| super::lex::is_hyphen(*c)) {
            end -= c.len_utf8();
        } else if lex.char_before(end) == Some(')') {
            end -= 1;
        }
        let Some((body, mut start)) = self.words.body_before(lex, end) else {
            if let Some((body, start)) = self.sector_before(end) {
                prefix.body = Some(body);
                prefix.start = Some(start);
            }
            return prefix;
        };
        if start < floor {
            return prefix;
        }
        if !self.words.adopts(body, self.kind) {
            prefix.foreign = true;
            return prefix;
        }
        // "General Assembly (UNGA)": the name before the bracket belongs to it.
        if lex.char_before(start) == Some('(')
            && let Some(before) = lex.gap_before(start - 1)
            && let Some((same, name)) = self.words.body_before(lex, before)
            && same == body
            && name >= floor
        {
            start = name;
        }
        prefix.body = Some(body.to_owned());
        prefix.start = Some(start);
        prefix
    }

    /// "ITU-R Resolution 7", "ITU-T Resolution 44".
    fn sector_before(&self, end: usize) -> Option<(String, usize)> {
        let lex = self.lex;
        let last = lex.word_before(end)?;
        for (prefix, body) in &self.words.prefixes {
            if !self.words.adopts(body, self.kind) || !prefix.ends_with(last.text()) {
                continue;
            }
            if last.text() == prefix {
                return Some((body.clone(), last.start));
            }
            let mut here = last.start;
            while let Some(c) = lex.char_before(here).filter(|c| super::lex::is_hyphen(*c)) {
                here -= c.len_utf8();
            }
            let first = lex.word_before(lex.gap_before(here)?)?;
            if lex.squeezed(first.start, prefix) == Some(end) {
                return Some((body.clone(), first.start));
            }
        }
        None
    }

    /// The members of the list that begins with `number`, and where it ends.
    fn members(
        &mut self,
        number: Number,
        first: ToNumber,
        entry: KindWord,
        prefix: &Prefix,
    ) -> (Vec<Member>, usize) {
        let mut members: Vec<Member> = Vec::new();
        let mut end = number.span.end;
        let mut next = Some((number, first.body, first.slips));
        let mut range = false;
        while let Some((number, body, slips)) = next.take() {
            if range {
                self.fill_range(&mut members, &number);
                range = false;
            }
            end = number.span.end;
            let mut member = Member {
                number,
                body,
                year: None,
                edition: None,
                slips,
            };
            let known = member
                .body
                .as_ref()
                .map(|(b, _)| b.as_str())
                .or(prefix.body.as_deref());
            if let Some(found) = self.edition(end, known) {
                end = found.end;
                member.edition = Some(found);
            }
            members.push(member);
            if let Some(found) = self.suffix(end) {
                end = found.end;
                for member in members.iter_mut().rev() {
                    if member.body.is_some() {
                        break;
                    }
                    member.body = Some((found.body.clone(), found.mark));
                    member.year = found.year;
                }
                self.decide_redline(&mut members);
            }
            if members.len() >= MEMBERS {
                break;
            }
            if let Some((number, body, is_range)) = self.next_member(end, entry, &members) {
                range = is_range;
                next = Some((number, body, Vec::new()));
            }
        }
        share_editions(&mut members);
        (members, end)
    }

    /// The edition behind a number, with or without its brackets.
    fn edition(&self, at: usize, body: Option<&str>) -> Option<EditionFound> {
        let lex = self.lex;
        let gap = lex.gap(at);
        if gap.hard {
            return None;
        }
        if let Some(found) = edition::bracketed(lex, self.words, gap.end, self.kind, body) {
            return Some(found);
        }
        let mut here = gap.end;
        if lex.byte(here) == b',' {
            here = lex.soft_gap(here + 1)?;
        }
        if gap.broken {
            return None;
        }
        edition::unbracketed(lex, self.words, here, self.kind, body)
    }

    /// Where the body decides between two splits of a tracked change, reads the edition again.
    fn decide_redline(&self, members: &mut [Member]) {
        for member in members {
            let undecided =
                |e: &EditionFound| e.slips.iter().any(|s| s.kind == SlipKind::UndecidedRedline);
            if member.edition.as_ref().is_some_and(undecided) {
                let body = member.body.as_ref().map(|(b, _)| b.clone());
                if let Some(again) = self.edition(member.number.span.end, body.as_deref()) {
                    member.edition = Some(again);
                }
            }
        }
    }

    /// The next member of the list behind `at`.
    #[allow(clippy::type_complexity)]
    fn next_member(
        &self,
        at: usize,
        entry: KindWord,
        members: &[Member],
    ) -> Option<(Number, Option<(String, BodyMark)>, bool)> {
        let lex = self.lex;
        let gap = lex.gap(at);
        if gap.hard {
            return None;
        }
        let mut here = gap.end;
        let mut comma = false;
        if matches!(lex.byte(here), b',' | b';' | b'&' | b'+') {
            comma = lex.byte(here) != b'&';
            here = lex.soft_gap(here + 1)?;
        }
        let mut range = false;
        let mut and = false;
        if let Some(end) = self.words.and.at(lex, here) {
            and = true;
            here = lex.soft_gap(end)?;
        } else if !comma
            && here > at
            && let Some(end) = self.words.through.at(lex, here)
        {
            range = true;
            here = lex.soft_gap(end)?;
        } else if !comma && let Some(past) = lex.hyphen(here) {
            range = true;
            here = lex.soft_gap(past)?;
        }
        if !(comma || and || range || lex.byte(gap.end) == b'&') {
            return None;
        }
        let (body, here) = match self.sector(here) {
            Some((body, at)) => (Some((body, BodyMark::Prefix)), at),
            None => (None, here),
        };
        let number = number::number(lex, here)?;
        if range {
            let last = members.last()?;
            let from: u32 = last.number.text.parse().ok()?;
            let to: u32 = number.text.parse().ok()?;
            let plural = entry.many == Some(true);
            return (plural && from < to && to - from < 40).then_some((number, body, true));
        }
        let temporary = number.text.starts_with('[');
        let like_before = members.last().is_some_and(|m| {
            m.number.text.contains('/') == number.text.contains('/') && m.number.text.contains('/')
        });
        let listed = entry.many == Some(true)
            || temporary
            || body.is_some()
            || like_before
            || self.edition(number.span.end, None).is_some()
            || entry.short && and && members.last().is_some_and(|m| m.edition.is_none());
        // A number on a line of its own, or with a bracket behind, labels an item; a year is a year.
        let digits = |n: &Number| n.text.len() == 4 && !n.text.contains('/');
        let year = digits(&number) && members.iter().all(|m| !digits(&m.number));
        // Session numbers and plain ones do not mix in a list.
        let other = members.last().is_some_and(|m| m.number.text.contains('/'))
            && !number.text.contains('/');
        let broken = lex.text[at..number.span.start].contains('\n');
        let semicolon = lex.text[at..number.span.start].contains(';');
        let label = broken && (semicolon || self.is_item(number.span.end));
        (listed && !year && !other && !label).then_some((number, body, false))
    }

    /// Adds the numbers between the last member and `to`.
    fn fill_range(&self, members: &mut Vec<Member>, to: &Number) {
        let Some(from) = members
            .last()
            .and_then(|m| m.number.text.parse::<u32>().ok())
        else {
            return;
        };
        let Ok(upto) = to.text.parse::<u32>() else {
            return;
        };
        for n in from + 1..upto {
            let number = Number {
                text: n.to_string(),
                version: None,
                span: to.span,
            };
            members.push(Member {
                number,
                body: None,
                year: None,
                edition: None,
                slips: Vec::new(),
            });
        }
    }

    /// The body behind: "of WTSA", "adopted by the Council", "of this conference", "of PP-14".
    fn suffix(&self, at: usize) -> Option<Suffix> {
        let lex = self.lex;
        let mut here = lex.soft_gap(at)?;
        if lex.byte(here) == b',' {
            here = lex.soft_gap(here + 1)?;
        }
        let of = self.words.of.at(lex, here)?;
        here = lex.soft_gap(of)?;
        // "de l'AMNT"
        if let Some(mark) = lex.char_at(here).filter(|c| "'’".contains(*c)) {
            here += mark.len_utf8();
        }
        if let Some(this) = self.words.this.at(lex, here) {
            let next = lex.soft_gap(this)?;
            let word = lex.word(next).filter(|w| self.words.is_gathering(w))?;
            return Some(Suffix {
                body: String::new(),
                year: None,
                mark: BodyMark::ThisConference,
                end: word.end,
            });
        }
        if let Some((body, year, end)) = self.words.mark_at(lex, here) {
            return self.words.adopts(body, self.kind).then(|| Suffix {
                body: body.to_owned(),
                year: Some(year),
                mark: BodyMark::Suffix,
                end,
            });
        }
        // "of the World …", "of ITU Council": articles and the name of the organisation may stand between.
        for _ in 0..3 {
            if let Some((body, mut end)) = self.words.body_at(lex, here) {
                if !self.words.adopts(body, self.kind) {
                    return None;
                }
                // "(WTDC)" behind the name belongs to it.
                if let Some(open) = lex.soft_gap(end).filter(|o| lex.byte(*o) == b'(')
                    && let Some((same, close)) = self.words.body_at(lex, open + 1)
                    && same == body
                    && lex.byte(close) == b')'
                {
                    end = close + 1;
                }
                return Some(Suffix {
                    body: body.to_owned(),
                    year: None,
                    mark: BodyMark::Suffix,
                    end,
                });
            }
            let word = lex.word(here).filter(|w| w.end - w.start <= 4)?;
            here = lex.soft_gap(word.end)?;
        }
        None
    }

    /// An abbreviation is one only where something beside it says so: "op. 5" may be anything.
    fn abbreviation_counts(&self, word: &Word, prefix: &Prefix, members: &[Member]) -> bool {
        let dotted = self.lex.byte(word.end) == b'.';
        let named = prefix.body.is_some()
            || members
                .iter()
                .any(|m| m.body.is_some() || m.edition.is_some());
        match self.kind {
            Kind::Resolution => named || word.capital,
            _ => named && word.capital && dotted,
        }
    }
}

struct Suffix {
    body: String,
    year: Option<u16>,
    mark: BodyMark,
    end: usize,
}

/// An edition behind several numbers holds for those before it that have none.
fn share_editions(members: &mut [Member]) {
    let mut later: Option<EditionFound> = None;
    for member in members.iter_mut().rev() {
        match &member.edition {
            Some(edition) => {
                let mut shared = edition.clone();
                shared.slips.clear();
                later = Some(shared);
            }
            None => member.edition = later.clone(),
        }
    }
}

fn written(kind: Kind, members: Vec<Member>, prefix: &Prefix) -> Vec<Written> {
    let several = members.len() > 1;
    let last = members.len().saturating_sub(1);
    let mut all = Vec::new();
    for (i, member) in members.into_iter().enumerate() {
        let mut year = member.year;
        let body = match member.body {
            Some((body, mark)) => {
                // "RA-23 Resolution ITU-R 56-3"
                if prefix.body.as_ref() == Some(&body) {
                    year = year.or(prefix.year);
                }
                let shared = several && i != last && mark != BodyMark::Prefix;
                let this = mark == BodyMark::ThisConference;
                Some((
                    body,
                    if shared && !this {
                        BodyMark::List
                    } else {
                        mark
                    },
                ))
            }
            None => prefix.body.clone().map(|body| {
                year = prefix.year;
                (
                    body,
                    if i == 0 {
                        BodyMark::Prefix
                    } else {
                        BodyMark::List
                    },
                )
            }),
        };
        let mut one = Written {
            kind: Some(kind),
            number: Some(member.number.text),
            number_span: member.number.span,
            body,
            slips: member.slips,
            ..Written::default()
        };
        one.edition.version = member.number.version;
        match member.edition {
            Some(found) => {
                one.slips.extend(found.slips);
                if let (None, Some(body)) = (&one.body, found.body) {
                    one.body = Some((body, BodyMark::Suffix));
                }
                for (edition, change) in found.sides {
                    let version = one.edition.version.clone();
                    all.push(Written {
                        edition: Edition { version, ..edition },
                        change,
                        ..one.clone()
                    });
                }
            }
            None => {
                one.edition.year = year;
                all.push(one);
            }
        }
    }
    all
}
