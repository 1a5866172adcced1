//! The classes of words that patterns are made of. A class is one byte of the class string.

/// Names a constant for each class and lists them all.
macro_rules! classes {
    ($($name:ident),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Order { $($name),* }
        $(pub(super) const $name: u8 = 0x30 + Order::$name as u8;)*
        const ALL: &[(&str, u8)] = &[$((stringify!($name), $name)),*];
    };
}

classes! {
    // what no term names
    NAME, CAPS, LETTER, SMALL, WORD, NUMBER, YEAR, SESSION, TEMPORARY, DECIMAL, MIXED, DIGITS, ROMAN, HAN, CODE,
    // signs
    OPEN, CLOSE, COMMA, SEMICOLON, COLON, DOT, SLASH, HYPHEN, PLUS, AMP, APOS, QUOTE, QUESTION, DEGREE, SIGN,
    // what stands in the files of its own
    KIND, KINDS, KSHORT, BODY, GBODY, ACRO, GEN_BODY, MARK, SESSION_MARK, SECTOR, SYMBOL, PLACE, BASIC, BASIC_SHORT,
    ARTICLE, BASIC_NUMBER, PAPER, GROUP, OPENER, ADVERB,
    // lexicon.yaml
    OF, THE, A, AND, TO, ON, BY, FROM, IN, AT, VIA, AS, EACH, EACH_BEHIND, ITS, THIS, ABOVE, SAME, IBID, THEREOF,
    NUMBER_SIGN, ORDINAL_SIGN, COUNTER, REVISED, REVISION, AMENDED, ADOPTED, AUX, DECIDING, POSITION, LEADING, MONTH,
    YEAR_SIGN, DATED, SMALL_ORGAN, GROUPING, GEN_GROUPING, ORGAN, GATHERING, ORGAN_ADJECTIVE, NEUTRAL, LAW, OTHER, GEN_OTHER, GEN_ORGAN, ISSUED, ORDINAL, GOES_ON, UNIT,
    TO_DO, BOTH, OWN_ORGAN, DIVISION, EMPHASIS, ITEM, OPERATIVE, TABLE, ACTION, SERIES, ITU, UNION,
}

// Each is a byte of its own.
const _: () = assert!(ALL.len() < 200);

/// The class of that name, in small letters.
pub(super) fn named(name: &str) -> Option<u8> {
    let same = |(known, _): &&(&str, u8)| known.eq_ignore_ascii_case(name);
    ALL.iter().find(same).map(|(_, class)| *class)
}

/// True for the words of a kind of text.
pub(super) fn is_kind(class: u8) -> bool {
    matches!(class, KIND | KINDS | KSHORT)
}

/// True for somebody else who is known by name.
pub(super) fn is_other(class: u8) -> bool {
    matches!(class, OTHER | GEN_OTHER)
}

/// True for the names of bodies.
pub(super) fn is_body(class: u8) -> bool {
    matches!(class, BODY | GBODY | ACRO | GEN_BODY | MARK)
}

/// The class of a word that no term is.
pub(super) fn of_word(written: &str) -> u8 {
    // Most words.
    if let [b'a'..=b'z', b'a'..=b'z', ..] = written.as_bytes() {
        return WORD;
    }
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return SIGN;
    };
    let capital = first.is_uppercase();
    match (capital, letters.clone().next()) {
        (true, None) => LETTER,
        (false, None) if first.is_lowercase() => SMALL,
        (true, Some(_)) if letters.all(char::is_uppercase) => {
            let roman = written.chars().all(|c| "IVXLC".contains(c));
            if roman { ROMAN } else { CAPS }
        }
        (true, _) => NAME,
        _ => WORD,
    }
}

/// The class of a sign, as it is compared.
pub(super) fn of_sign(c: char) -> u8 {
    match c {
        '(' | '[' => OPEN,
        ')' | ']' => CLOSE,
        ',' => COMMA,
        ';' => SEMICOLON,
        ':' => COLON,
        '.' => DOT,
        '/' => SLASH,
        '+' => PLUS,
        '&' => AMP,
        '\'' => APOS,
        '"' => QUOTE,
        '?' | '!' => QUESTION,
        '°' => DEGREE,
        '、' => COMMA,
        _ => SIGN,
    }
}
