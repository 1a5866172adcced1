//! `amend` keeps the language of the text: places and editions as it writes them, or a comment where nobody has told how.

mod support;

use resgraph::amend::{Author, Wanted, amend, propose};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::impact::impact;
use resgraph::knowledge::Knowledge;
use resgraph::model::WorkId;
use resgraph::read::ChangeView;
use support::word::without_comments;
use support::{Docx, p, r};

/// A language, the heading of a text in it, and enough words to tell it by.
const LANGUAGES: [(&str, &str); 5] = [
    (
        "RÉSOLUTION 301 (Rév. Dubaï, 2018)",
        "Les arbres le long de toutes les routes donnent de l'ombre à ceux qui marchent, et les communes qui les ont plantés les arrosent chaque soir de l'été avec l'eau des puits.",
    ),
    (
        "RESOLUCIÓN 301 (Rev. Dubái, 2018)",
        "Los árboles a lo largo de todos los caminos dan sombra a quienes andan, y los municipios que los plantaron los riegan cada tarde del verano con el agua de los pozos.",
    ),
    (
        "РЕЗОЛЮЦИЯ 301 (Пересм. Дубай, 2018 г.)",
        "Деревья вдоль всех дорог дают тень тем, кто идёт пешком, и общины, которые их посадили, поливают их каждый летний вечер водой из колодцев, вырытых вручную.",
    ),
    (
        "القرار 301 (المراجَع في دبي، 2018)",
        "الأشجار على طول جميع الطرق تعطي الظل لمن يمشي، والبلديات التي غرستها تسقيها كل مساء من أمسيات الصيف بمياه الآبار التي حفرها السكان بأيديهم منذ زمن بعيد.",
    ),
    (
        "第301号决议（2018年，迪拜，修订版）",
        "所有道路两旁的树木为行人提供树荫，种植这些树木的市镇在夏天的每个傍晚用居民亲手挖掘的水井里的水浇灌它们。这些水井很久以前就已经挖好，至今仍然供全镇居民每天使用，并由镇上的人们共同维护，孩子们也喜欢在井边的树荫下玩耍，老人们则在那里休息聊天，直到太阳下山以后才慢慢回家。",
    ),
];

fn file(language: usize, sentence: &str) -> Docx {
    let (heading, words) = LANGUAGES[language];
    Docx::new(&[heading, words, sentence].map(|line| p(&r(line))).concat())
}

/// The last line with all changes accepted, why what is left is left, and the comments.
fn amended(docx: &Docx, wanted: impl FnOnce() -> Wanted) -> (String, Vec<String>, String) {
    let (folder, bytes) = (tempfile::tempdir().expect("a folder"), docx.bytes());
    let path = folder.path().join("t.docx");
    std::fs::write(&path, &bytes).expect("written");
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let options = LoadOptions::default();
    let corpus = Corpus::load(&knowledge, &[path], &options, &|_, _| ()).expect("reads");
    let changes = propose(&corpus, 0, &wanted(), &knowledge);
    let author = Author {
        name: "Secretariat".into(),
        date: "2026-11-27T00:00:00Z".into(),
    };
    let after = amend("t.docx", &bytes, &changes, &author).expect("amends");
    let lines = without_comments(&after.bytes, ChangeView::Accept);
    let parts = support::parts(&after.bytes);
    let comments = parts
        .get("word/comments.xml")
        .map(|c| String::from_utf8_lossy(c).into_owned());
    (
        lines.last().cloned().unwrap_or_default(),
        after.left.into_iter().map(|(_, why)| why).collect(),
        comments.unwrap_or_default(),
    )
}

fn id(text: &str) -> WorkId {
    text.parse().expect("an id")
}

/// PP-123 goes into that text.
fn into(other: &str) -> Wanted {
    Wanted {
        falling: vec![(vec![id("PP-123")], Some(id(other)), String::new())],
        ..Wanted::default()
    }
}

#[test]
fn a_citation_is_replaced_in_the_writing_of_its_language() {
    for (language, old, new) in [
        (
            0,
            "voir la Résolution 123 (Rév. Busan, 2014) de la Conférence de plénipotentiaires",
            "voir la Résolution 208 (Dubaï, 2018) de la Conférence de plénipotentiaires",
        ),
        (
            1,
            "véase la Resolución 123 (Rev. Busán, 2014) de la Conferencia de Plenipotenciarios",
            "véase la Resolución 208 (Dubái, 2018) de la Conferencia de Plenipotenciarios",
        ),
        (
            2,
            "см. Резолюцию 123 (Пересм. Пусан, 2014 г.) Полномочной конференции",
            "см. Резолюцию 208 (Дубай, 2018 г.) Полномочной конференции",
        ),
        (
            3,
            "انظر القرار 123 (المراجَع في بوسان، 2014) لمؤتمر المندوبين المفوضين",
            "انظر القرار 208 (دبي، 2018) لمؤتمر المندوبين المفوضين",
        ),
        (
            4,
            "见全权代表大会第123号决议（2014年，釜山，修订版）",
            "见全权代表大会第208号决议（2018年，迪拜）",
        ),
    ] {
        let (got, left, _) = amended(&file(language, old), || into("PP-208"));
        assert_eq!((got.as_str(), left.len()), (new, 0), "{left:?}");
        // A body that would have to be named in a sentence of the language: by hand, and nothing in English.
        let (got, left, _) = amended(&file(language, old), || into("WTSA-44"));
        assert_eq!(got, old);
        assert!(left.iter().any(|why| why.contains("language")), "{left:?}");
    }
}

#[test]
fn editions_are_brought_up_to_date_in_the_writing_of_their_language() {
    let wanted = || Wanted {
        editions: true,
        ..Wanted::default()
    };
    for (language, old, new) in [
        (
            0,
            "voir la Résolution 21 (Rév. Busan, 2014) de la Conférence de plénipotentiaires",
            "voir la Résolution 21 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires",
        ),
        (
            0,
            "voir la Résolution 21 (Busan, 2014) de la Conférence de plénipotentiaires",
            "voir la Résolution 21 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires",
        ),
        (
            1,
            "véase la Resolución 21 (Rev. Busán, 2014) de la Conferencia de Plenipotenciarios",
            "véase la Resolución 21 (Rev. Dubái, 2018) de la Conferencia de Plenipotenciarios",
        ),
        (
            1,
            "véase la Resolución 21 (Rev. Guadalajara, 2010) de la Conferencia de Plenipotenciarios",
            "véase la Resolución 21 (Rev. Dubái, 2018) de la Conferencia de Plenipotenciarios",
        ),
        (
            2,
            "см. Резолюцию 21 (Пересм. Пусан, 2014 г.) Полномочной конференции",
            "см. Резолюцию 21 (Пересм. Дубай, 2018 г.) Полномочной конференции",
        ),
        (
            3,
            "انظر القرار 21 (المراجَع في بوسان، 2014) لمؤتمر المندوبين المفوضين",
            "انظر القرار 21 (المراجَع في دبي، 2018) لمؤتمر المندوبين المفوضين",
        ),
        (
            4,
            "见全权代表大会第21号决议（2014年，釜山，修订版）",
            "见全权代表大会第21号决议（2018年，迪拜，修订版）",
        ),
    ] {
        let (got, left, comments) = amended(&file(language, old), wanted);
        assert_eq!((got.as_str(), left.len()), (new, 0), "{left:?}");
        // That it is the latest that is known is not all that there is to be known.
        assert!(comments.contains("PP-22 has met since"), "{comments}");
    }
}

#[test]
fn what_is_proposed_on_paper_keeps_the_language_too() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let (heading, words) = LANGUAGES[0];
    let text = format!(
        "{heading}\nArbres\n{words}\ndécide\n1\tde suivre la Résolution 123 (Rév. Busan, 2014) de la Conférence de plénipotentiaires;\n"
    );
    let corpus = Corpus::from_texts(&knowledge, &[("fr.txt", &text)]);
    for (into, new) in [
        (
            "PP-208",
            Some("Résolution 208 (Dubaï, 2018) de la Conférence de plénipotentiaires"),
        ),
        ("WTSA-44", None),
    ] {
        let found = impact(&corpus, &[id("PP-123")], Some(&id(into)), &knowledge).expect("known");
        let proposed: Vec<_> = found.amendments.iter().map(|a| a.new.as_deref()).collect();
        assert_eq!(proposed, [new]);
    }
}
