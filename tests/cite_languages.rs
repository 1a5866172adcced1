//! One phrase of each form in the six languages: the same works and editions, whatever the language.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Target};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

fn shown(target: &Target) -> String {
    let id = match &target.id {
        Some(id) => id.to_string(),
        None => "?".to_owned(),
    };
    match target.edition.to_string() {
        edition if edition.is_empty() => id,
        edition => format!("{id} ({edition})"),
    }
}

fn cited(text: &str) -> Vec<String> {
    let text = format!("ITU\n\n{text}\n");
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", &text)]);
    let citations = corpus.index.citations.iter();
    let cited = citations.filter(|c| c.role == Role::Citation);
    cited.flat_map(|c| c.targets.iter().map(shown)).collect()
}

/// Each row holds one citation in English, French, Spanish, Russian, Arabic and Chinese.
#[test]
fn six_languages_say_the_same() {
    for (wanted, texts) in [
        (
            &["PP-140 (Rev. Bucharest, 2022)"][..],
            [
                "as in Resolution 140 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
                "voir la Résolution 140 (Rév. Bucarest, 2022) de la Conférence de plénipotentiaires",
                "véase la Resolución 140 (Rev. Bucarest, 2022) de la Conferencia de Plenipotenciarios",
                "см. Резолюцию 140 (Пересм. Бухарест, 2022 г.) Полномочной конференции",
                "انظر القرار 140 (المراجَع في بوخارست، 2022) لمؤتمر المندوبين المفوضين",
                "见全权代表大会第140号决议（2022年，布加勒斯特，修订版）",
            ],
        ),
        (
            &["WTSA-7 (Geneva, 2022)", "WTSA-9 (Geneva, 2022)"],
            [
                "Resolutions 7 and 9 (Geneva, 2022) of WTSA",
                "les Résolutions 7 et 9 (Genève, 2022) de l'AMNT",
                "las Resoluciones 7 y 9 (Ginebra, 2022) de la AMNT",
                "Резолюции 7 и 9 (Женева, 2022 г.) ВАСЭ",
                "القراران 7 و9 (جنيف، 2022) للجمعية العالمية لتقييس الاتصالات",
                "世界电信标准化全会第7和9号决议（2022年，日内瓦）",
            ],
        ),
        (
            &["COUNCIL-DEC-558"],
            [
                "Council Decision 558",
                "la Décision 558 du Conseil",
                "el Acuerdo 558 del Consejo",
                "Решение 558 Совета",
                "المقرر 558 الصادر عن المجلس",
                "理事会第558号决定",
            ],
        ),
        (
            &["UNGA-56/183"],
            [
                "Resolution 56/183 of the United Nations General Assembly",
                "la Résolution 56/183 de l'Assemblée générale des Nations Unies",
                "la Resolución 56/183 de la Asamblea General de las Naciones Unidas",
                "Резолюция 56/183 Генеральной Ассамблеи Организации Объединенных Наций",
                "القرار 56/183 للجمعية العامة للأمم المتحدة",
                "联合国大会第56/183号决议",
            ],
        ),
        (
            &["RR-5.441"],
            [
                "No. 5.441 of the Radio Regulations",
                "le numéro 5.441 du Règlement des radiocommunications",
                "el número 5.441 del Reglamento de Radiocomunicaciones",
                "п. 5.441 Регламента радиосвязи",
                "الرقم 5.441 من لوائح الراديو",
                "《无线电规则》第5.441款",
            ],
        ),
    ] {
        for text in texts {
            assert_eq!(cited(text), wanted, "{text}");
        }
    }
}

/// Composed and decomposed letters, full-width digits, bold print: the same.
#[test]
fn the_writing_makes_no_difference() {
    for text in [
        "la Re\u{301}solution 140 (Re\u{301}v. Bucarest, 2022)",
        "Resolution **140** (Rev. Bucharest, 2022)",
        "第１４０号决议(2022年,布加勒斯特,修订版)",
        "القرار ١٤٠ (المراجَع في بوخارست، ٢٠٢٢)",
    ] {
        assert_eq!(cited(text), ["PP-140 (Rev. Bucharest, 2022)"], "{text}");
    }
}

/// What others adopt is nobody's of ours in any place of the sentence.
#[test]
fn others_are_told_in_any_order() {
    for text in [
        "by Resolution 45 the FAO Conference set up a pond",
        "Resolution 39 was adopted by UNESCO",
        "the Universal Fish Congress, in its Resolution 37, asked for it",
        "Resolution 5 (Dublin, 2011)",
        "the FAO Council Resolution 1353",
    ] {
        let text = format!(
            "RESOLUTION 2 (Rev. Dubai, 2018)\n\nOn fish\n\nThe Plenipotentiary Conference (Dubai, 2018),\n\nrecalling\n\nthat {text};"
        );
        assert_eq!(
            cited(&text).iter().filter(|c| c.starts_with('?')).count(),
            1,
            "{text}"
        );
    }
}

/// Dates, titles and letters behind the members of a list; a list has no end before its own.
#[test]
fn lists_are_read_to_their_end() {
    assert_eq!(
        cited(
            "General Assembly resolutions 60/1 of 16 September 2005, 61/2 of 20 October 2006 and 62/3 of 5 May 2007"
        ),
        ["UNGA-60/1", "UNGA-61/2", "UNGA-62/3"]
    );
    assert_eq!(
        cited("General Assembly resolutions 43/222 A to C and 75/290 A and B"),
        [
            "UNGA-43/222 A",
            "UNGA-43/222 B",
            "UNGA-43/222 C",
            "UNGA-75/290 A",
            "UNGA-75/290 B"
        ]
    );
    let all: Vec<String> = (1..=90).map(|n| n.to_string()).collect();
    assert_eq!(
        cited(&format!("WTSA Resolutions {}", all.join(", "))).len(),
        90
    );
    assert_eq!(cited("Resolutions 1 to 200 of PP").len(), 200);
}
