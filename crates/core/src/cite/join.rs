//! What is said of one text and holds, or may hold, for the text that it is joined to.

use super::class::*;
use super::{Found, Reader};
use crate::model::{Clue, ClueSort, Edition, Kind, Mention, MentionForm, Says, Written};
use std::ops::Range;

impl Reader<'_> {
    /// "Human Rights Council resolution 50/1 and decision 17/119": the name before the first is that of the second.
    /// "Resolution 2 and Resolution 7, both of WTSA": what stands behind the last is said of all; without "both" it may be.
    pub(super) fn join(self, floor: usize, found: &mut [Mention], one: &mut Found) {
        if floor == 0 || one.mention.form != MentionForm::Cited {
            return;
        }
        let last = found.last().filter(|m| m.form == MentionForm::Cited);
        if let Some(last) = last.filter(|_| self.joins(floor..one.tokens.start, false)) {
            self.say_before(last, &mut one.mention);
            // "its Resolution 1 and its Resolution 2"
            if self.class_before(one.tokens.start) == ITS {
                let said = last.written.last().and_then(|w| w.gathering.as_ref());
                for written in &mut one.mention.written {
                    written.gathering = written.gathering.take().or_else(|| said.cloned());
                }
            }
        }
        let Some((kind, clue)) = clue_behind(&one.mention) else {
            return;
        };
        let (mut start, name) = (one.tokens.start, self.token_from(clue.span.start));
        let certain = self.any(start..name, |class| class == BOTH);
        let sort = match (certain, &clue.says) {
            (true, Says::Body(_)) => ClueSort::List,
            (true, _) => clue.sort,
            (false, Says::Body(_)) => ClueSort::Neighbour,
            (false, _) => return,
        };
        let first = self.all[0].start;
        let before = found.iter_mut().rev();
        for before in before.take_while(|m| m.span.start >= first) {
            let between = self.token_from(before.span.end)..start;
            let fits = |w: &Written| (certain || w.kind == kind) && self.may_say(&clue, w);
            let cited = before.form == MentionForm::Cited;
            if !(cited && self.joins(between, true) && before.written.iter().all(fits)) {
                return;
            }
            say(before, &clue, sort);
            start = self.token_from(before.span.start);
        }
    }

    fn say_before(self, last: &Mention, one: &mut Mention) {
        let Some(first) = last.written.first() else {
            return;
        };
        let named = |c: &&Clue| c.sort == ClueSort::Before && c.body().is_some();
        let clue = first.clues.iter().find(named);
        let said = |clue: &&Clue| one.written.iter().all(|w| self.may_say(clue, w));
        if let Some(clue) = clue.filter(said) {
            let same = one.written.iter().any(|w| w.kind == first.kind);
            let sorts = [ClueSort::List, ClueSort::Neighbour];
            say(one, clue, sorts[usize::from(same)]);
        }
    }

    /// True where nothing but "and" stands there, or a comma.
    fn joins(self, between: Range<usize>, comma: bool) -> bool {
        let mut classes = between.take(6).map(|i| self.class(i)).peekable();
        let has_comma = classes.next_if_eq(&COMMA).is_some();
        let has_and = classes.next_if_eq(&AND).is_some();
        (has_and || comma && has_comma)
            && classes.all(|c| matches!(c, THE | OF | TO | IN | A | ITS))
    }

    /// True where nothing is said of the text, and who is named may have adopted it.
    fn may_say(self, clue: &Clue, written: &Written) -> bool {
        let silent = written.clues.is_empty() && written.edition == Edition::default();
        let body = self.lexicon.body(clue);
        let adopts = |kind| body.is_none_or(|body| self.lexicon.adopts(body, kind));
        let kind = written.kind.filter(|k| k.is_adopted());
        silent && written.sector.is_none() && kind.is_some_and(adopts)
    }
}

/// What stands behind the first number and says whose the text is, and the kind of the text.
fn clue_behind(one: &Mention) -> Option<(Option<Kind>, Clue)> {
    use ClueSort::{Behind, List, Name, Organ};
    let first = one.written.first()?;
    let behind = |c: &&Clue| {
        matches!(c.sort, Behind | List | Organ | Name) && c.span.start > first.number_span.end
    };
    let mut clues = one.written.iter().flat_map(|w| &w.clues);
    Some((first.kind, clues.find(behind)?.clone()))
}

fn say(mention: &mut Mention, clue: &Clue, sort: ClueSort) {
    for written in &mut mention.written {
        written.clues.push(Clue {
            sort,
            ..clue.clone()
        });
    }
}
