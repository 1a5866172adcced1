//! Provisions that differ by a "not", a number, a date or an obligation, in six languages: a contradiction, never a
//! repetition to be struck. All texts are written for these tests.

use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Finding;

/// By language: the heading of a resolution and how its text begins, with `{number}`, `{year}`, `{PLACE}`, `{place}`
/// and `{body}`; then the two conferences, each with its place in capitals and in small letters.
const HEADS: [(&str, &str, [[&str; 3]; 2]); 6] = [
    (
        "en",
        "RESOLUTION {number} (REV. {PLACE}, {year})\n+\n{body} ({place}, {year}),\nresolves\n1 {clause}\n",
        [
            [
                "The World Telecommunication Standardization Assembly",
                "HAMMAMET",
                "Hammamet",
            ],
            [
                "The Plenipotentiary Conference of the International Telecommunication Union",
                "DUBAI",
                "Dubai",
            ],
        ],
    ),
    (
        "fr",
        "RÉSOLUTION {number} (RÉV. {PLACE}, {year})\n+\n{body} ({place}, {year}),\ndécide\n1 {clause}\n",
        [
            [
                "L'Assemblée mondiale de normalisation des télécommunications",
                "HAMMAMET",
                "Hammamet",
            ],
            [
                "La Conférence de plénipotentiaires de l'Union internationale des télécommunications",
                "DUBAÏ",
                "Dubaï",
            ],
        ],
    ),
    (
        "es",
        "RESOLUCIÓN {number} (REV. {PLACE}, {year})\n+\n{body} ({place}, {year}),\nresuelve\n1 {clause}\n",
        [
            [
                "La Asamblea Mundial de Normalización de las Telecomunicaciones",
                "HAMMAMET",
                "Hammamet",
            ],
            [
                "La Conferencia de Plenipotenciarios de la Unión Internacional de Telecomunicaciones",
                "DUBÁI",
                "Dubái",
            ],
        ],
    ),
    (
        "ru",
        "РЕЗОЛЮЦИЯ {number} (ПЕРЕСМ. {PLACE}, {year} Г.)\n+\n{body} ({place}, {year} г.),\nрешает\n1 {clause}\n",
        [
            [
                "Всемирная ассамблея по стандартизации электросвязи",
                "ХАММАМЕТ",
                "Хаммамет",
            ],
            [
                "Полномочная конференция Международного союза электросвязи",
                "ДУБАЙ",
                "Дубай",
            ],
        ],
    ),
    (
        "zh",
        "第{number}号决议（{year}年，{PLACE}，修订版）\n+\n{body}（{year}年，{place}），\n做出决议\n1 {clause}\n",
        [
            ["世界电信标准化全会", "哈马马特", "哈马马特"],
            ["国际电信联盟全权代表大会", "迪拜", "迪拜"],
        ],
    ),
    (
        "ar",
        "القرار {number} (المراجَع في {PLACE}، {year})\n+\n{body} ({place}، {year})،\nيقرر\n1 {clause}\n",
        [
            ["إن الجمعية العالمية لتقييس الاتصالات", "الحمامات", "الحمامات"],
            [
                "إن مؤتمر المندوبين المفوضين للاتحاد الدولي للاتصالات",
                "دبي",
                "دبي",
            ],
        ],
    ),
];

/// By language two clauses that cannot both hold.
const CLAUSES: &[(&str, &str, &str)] = &[
    (
        "en",
        "that every office of the Union in the regions shall close its doors to visitors on the first Monday of each month;",
        "that every office of the Union in the regions shall not close its doors to visitors on the first Monday of each month;",
    ),
    (
        "en",
        "that all laboratories must send their measurements to the library of the Union before the summer meeting begins;",
        "that all laboratories must not send their measurements to the library of the Union before the summer meeting begins;",
    ),
    (
        "en",
        "that observers are permitted to take photographs of the exhibition halls during the opening week of the forum;",
        "that observers are prohibited from taking photographs of the exhibition halls during the opening week of the forum;",
    ),
    (
        "en",
        "that each laboratory is required to publish its yearly table of measurements on the pages of the Union;",
        "that each laboratory is permitted to publish its yearly table of measurements on the pages of the Union;",
    ),
    (
        "en",
        "that it is allowed to send the yearly table of measurements by ordinary mail to the library of the Union;",
        "that it is forbidden to send the yearly table of measurements by ordinary mail to the library of the Union;",
    ),
    (
        "en",
        "that the committee of gardeners shall meet two times a year in the garden behind the tower of the Union;",
        "that the committee of gardeners shall meet eight times a year in the garden behind the tower of the Union;",
    ),
    (
        "en",
        "that the committee of gardeners shall meet once a year in the garden behind the tower of the Union;",
        "that the committee of gardeners shall meet twice a year in the garden behind the tower of the Union;",
    ),
    (
        "en",
        "that all tables of measurements shall be sent to the library of the Union before 31 December 2020 at the latest;",
        "that all tables of measurements shall be sent to the library of the Union before 31 December 2022 at the latest;",
    ),
    (
        "en",
        "that all tables of measurements shall be sent to the library of the Union in March of each year by post;",
        "that all tables of measurements shall be sent to the library of the Union in October of each year by post;",
    ),
    (
        "en",
        "that the contribution of each laboratory shall be raised by 5 per cent in the years of the coming period;",
        "that the contribution of each laboratory shall be raised by 15 per cent in the years of the coming period;",
    ),
    (
        "en",
        "that every laboratory may withdraw its table of measurements from the library of the Union at any time;",
        "that every laboratory shall withdraw its table of measurements from the library of the Union at any time;",
    ),
    (
        "en",
        "that the library of the Union shall print the yearly table of measurements of the laboratories on paper;",
        "that the library of the Union shall no longer print the yearly table of measurements of the laboratories on paper;",
    ),
    (
        "en",
        "that the yearly table of measurements is published with the names of the laboratories that have sent them;",
        "that the yearly table of measurements is published without the names of the laboratories that have sent them;",
    ),
    (
        "en",
        "that the library shall lend the tables of measurements and the maps to any visitor of the Union;",
        "that the library shall lend neither the tables of measurements nor the maps to any visitor of the Union;",
    ),
    (
        "en",
        "that the group of gardeners shall have at least 12 members from all the regions of the Union;",
        "that the group of gardeners shall have at most 12 members from all the regions of the Union;",
    ),
    (
        "fr",
        "que les laboratoires doivent envoyer leurs tableaux de mesures à la bibliothèque avant la réunion de printemps;",
        "que les laboratoires ne doivent pas envoyer leurs tableaux de mesures à la bibliothèque avant la réunion de printemps;",
    ),
    (
        "fr",
        "que chaque laboratoire est tenu de publier son tableau annuel de mesures sur le site de la bibliothèque;",
        "que chaque laboratoire n'est pas tenu de publier son tableau annuel de mesures sur le site de la bibliothèque;",
    ),
    (
        "fr",
        "que le comité des jardiniers se réunira deux fois par an dans le jardin derrière la tour de la bibliothèque;",
        "que le comité des jardiniers se réunira huit fois par an dans le jardin derrière la tour de la bibliothèque;",
    ),
    (
        "fr",
        "que les visiteurs sont autorisés à photographier les salles de la bibliothèque pendant la première semaine;",
        "que les visiteurs ne sont plus autorisés à photographier les salles de la bibliothèque pendant la première semaine;",
    ),
    (
        "fr",
        "qu'il est permis d'envoyer le tableau annuel des mesures par courrier ordinaire à la bibliothèque;",
        "qu'il est interdit d'envoyer le tableau annuel des mesures par courrier ordinaire à la bibliothèque;",
    ),
    (
        "fr",
        "que les tableaux de mesures sont envoyés à la bibliothèque au mois de mars de chaque année par la poste;",
        "que les tableaux de mesures sont envoyés à la bibliothèque au mois de juin de chaque année par la poste;",
    ),
    (
        "es",
        "que los laboratorios deberán enviar sus cuadros de mediciones a la biblioteca antes de la reunión de primavera;",
        "que los laboratorios no deberán enviar sus cuadros de mediciones a la biblioteca antes de la reunión de primavera;",
    ),
    (
        "es",
        "que el comité de jardineros se reunirá dos veces al año en el jardín detrás de la torre de la biblioteca;",
        "que el comité de jardineros se reunirá ocho veces al año en el jardín detrás de la torre de la biblioteca;",
    ),
    (
        "es",
        "que está permitido enviar el cuadro anual de mediciones por correo ordinario a la biblioteca de la torre;",
        "que está prohibido enviar el cuadro anual de mediciones por correo ordinario a la biblioteca de la torre;",
    ),
    (
        "ru",
        "что лаборатории должны направлять свои таблицы измерений в библиотеку до начала весеннего собрания;",
        "что лаборатории не должны направлять свои таблицы измерений в библиотеку до начала весеннего собрания;",
    ),
    (
        "ru",
        "что комитет садовников собирается два раза в год в саду за башней библиотеки для обсуждения посадок;",
        "что комитет садовников собирается восемь раз в год в саду за башней библиотеки для обсуждения посадок;",
    ),
    (
        "ru",
        "что разрешается направлять ежегодную таблицу измерений обычной почтой в библиотеку за башней в саду;",
        "что запрещается направлять ежегодную таблицу измерений обычной почтой в библиотеку за башней в саду;",
    ),
    (
        "ru",
        "что таблицы измерений направляются в библиотеку в марте каждого года обычной почтой всеми лабораториями;",
        "что таблицы измерений направляются в библиотеку в июне каждого года обычной почтой всеми лабораториями;",
    ),
    (
        "ru",
        "что комиссия проводит две встречи в год в саду за башней библиотеки для обсуждения новых посадок;",
        "что комиссия проводит шесть встреч в год в саду за башней библиотеки для обсуждения новых посадок;",
    ),
    (
        "zh",
        "所有实验室均应在春季会议开始之前将其测量结果表寄送图书馆并在网页上公布；",
        "所有实验室均不应在春季会议开始之前将其测量结果表寄送图书馆并在网页上公布；",
    ),
    (
        "zh",
        "园丁委员会每年在图书馆塔楼后面的花园里举行两次会议讨论新的种植计划；",
        "园丁委员会每年在图书馆塔楼后面的花园里举行八次会议讨论新的种植计划；",
    ),
    (
        "zh",
        "允许参观者在论坛开幕周期间在展览大厅拍摄照片并将其寄送图书馆保存；",
        "禁止参观者在论坛开幕周期间在展览大厅拍摄照片并将其寄送图书馆保存；",
    ),
    (
        "zh",
        "各实验室必须在每年年底之前向图书馆提交其年度测量结果表和有关地图；",
        "各实验室无需在每年年底之前向图书馆提交其年度测量结果表和有关地图；",
    ),
    (
        "ar",
        "أن ترسل المختبرات جداول القياسات إلى المكتبة قبل بداية اجتماع الربيع في حديقة البرج الكبير؛",
        "ألا ترسل المختبرات جداول القياسات إلى المكتبة قبل بداية اجتماع الربيع في حديقة البرج الكبير؛",
    ),
    (
        "ar",
        "يجب على المختبرات أن ترسل جداول القياسات إلى المكتبة قبل بداية اجتماع الربيع في حديقة البرج؛",
        "لا يجب على المختبرات أن ترسل جداول القياسات إلى المكتبة قبل بداية اجتماع الربيع في حديقة البرج؛",
    ),
    (
        "ar",
        "أن تجتمع لجنة البستانيين ثلاث مرات في السنة في الحديقة خلف برج المكتبة لمناقشة الأشجار الجديدة؛",
        "أن تجتمع لجنة البستانيين ثماني مرات في السنة في الحديقة خلف برج المكتبة لمناقشة الأشجار الجديدة؛",
    ),
    (
        "ar",
        "أن تجتمع لجنة البستانيين مرتين في السنة في الحديقة خلف برج المكتبة لمناقشة الأشجار الجديدة؛",
        "أن تجتمع لجنة البستانيين ثماني مرات في السنة في الحديقة خلف برج المكتبة لمناقشة الأشجار الجديدة؛",
    ),
    (
        "ar",
        "يسمح للزوار بالتقاط الصور في قاعات المعرض خلال أسبوع افتتاح المنتدى وإرسالها إلى المكتبة؛",
        "لا يسمح للزوار بالتقاط الصور في قاعات المعرض خلال أسبوع افتتاح المنتدى وإرسالها إلى المكتبة؛",
    ),
    (
        "fr",
        "de ranger les tableaux de mesures dans la bibliothèque avant la réunion de printemps de chaque année;",
        "de ne pas ranger les tableaux de mesures dans la bibliothèque avant la réunion de printemps de chaque année;",
    ),
];

fn text(language: &str, at: usize, clause: &str) -> String {
    let (_, head, conferences) = HEADS.iter().find(|h| h.0 == language).expect("a language");
    let [body, capitals, place] = conferences[at];
    let (number, year) = [("44", "2016"), ("123", "2018")][at];
    head.replace("{number}", number)
        .replace("{year}", year)
        .replace("{PLACE}", capitals)
        .replace("{place}", place)
        .replace("{body}", body)
        .replace("{clause}", clause)
}

/// What the audit says of two texts with these clauses.
fn findings(knowledge: &Knowledge, language: &str, first: &str, second: &str) -> Vec<Finding> {
    let day: Day = "2026-01-01".parse().expect("a day");
    let texts = [text(language, 0, first), text(language, 1, second)];
    let texts = [("a.txt", texts[0].as_str()), ("b.txt", texts[1].as_str())];
    let corpus = Corpus::from_texts(knowledge, &texts);
    let settings = Settings::default();
    let codes = [
        Code::RepeatedProvision,
        Code::Contradiction,
        Code::MirroredDuty,
    ];
    let audit = Audit::new(&corpus, knowledge, &settings);
    audit.run(&codes, None, day).findings
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.code.as_str()).collect()
}

#[test]
fn what_cannot_both_hold_is_a_contradiction() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    for (language, first, second) in CLAUSES {
        let found = findings(&knowledge, language, first, second);
        let told = codes(&found);
        assert_eq!(told, ["contradiction"], "{language}: {first}");
        assert!(!found[0].advice.contains("Suppress"), "{first}");
    }
}

/// By language a clause, and what permits and what forbids it in other forms.
const FORMS: &[(&str, &str, &[(&str, &str)])] = &[
    (
        "en",
        "that the observers of the laboratories {} photographs of the exhibition halls during the opening week of the forum;",
        &[
            ("may take", "shall not take"),
            ("may take", "must not take"),
            ("may take", "may not take"),
            ("may take", "can no longer take"),
            ("may take", "are barred from taking"),
            ("are allowed to take", "are not allowed to take"),
            ("are allowed to take", "are disallowed to take"),
            ("are authorized to take", "are unauthorized to take"),
            ("are authorised to take", "are no longer authorised to take"),
            ("are entitled to take", "are not entitled to take"),
            ("are free to take", "shall refrain from taking"),
            ("are permitted to take", "are prevented from taking"),
            ("may take", "shall abstain from taking"),
            ("may take", "are excluded from taking"),
            ("can take", "can't take"),
            ("shall take", "shall refrain from taking"),
        ],
    ),
    (
        "fr",
        "que les observateurs des laboratoires {} des images des salles de la bibliothèque pendant la première semaine du forum;",
        &[
            ("peuvent prendre", "ne peuvent pas prendre"),
            ("peuvent prendre", "ne peuvent plus prendre"),
            ("peuvent prendre", "ne doivent en aucun cas prendre"),
            (
                "sont autorisés à prendre",
                "ne sont pas autorisés à prendre",
            ),
            ("sont autorisés à prendre", "ont interdiction de prendre"),
            (
                "sont habilités à prendre",
                "ne sont plus habilités à prendre",
            ),
            ("peuvent prendre", "doivent s'abstenir de prendre"),
            ("ont le droit de prendre", "n'ont pas le droit de prendre"),
            ("prennent", "s'abstiennent de prendre"),
        ],
    ),
    (
        "es",
        "que los observadores de los laboratorios {} imágenes de las salas de la biblioteca durante la primera semana del foro;",
        &[
            ("podrán tomar", "no podrán tomar"),
            ("podrán tomar", "ya no podrán tomar"),
            ("podrán tomar", "en ningún caso podrán tomar"),
            ("están autorizados a tomar", "no están autorizados a tomar"),
            ("podrán tomar", "deberán abstenerse de tomar"),
            ("tienen derecho a tomar", "no tienen derecho a tomar"),
            ("tienen permitido tomar", "tienen prohibido tomar"),
            ("podrán tomar", "tienen vedado tomar"),
        ],
    ),
    (
        "ru",
        "что наблюдатели лабораторий {} снимки залов библиотеки в течение первой недели форума в саду за башней;",
        &[
            ("могут делать", "не могут делать"),
            ("могут делать", "больше не могут делать"),
            ("могут делать", "не должны делать"),
            ("вправе делать", "не вправе делать"),
            ("имеют право делать", "не имеют права делать"),
            ("могут делать", "должны воздерживаться делать"),
            ("могут делать", "ни в коем случае не могут делать"),
        ],
    ),
    (
        "ru",
        "что {} делать снимки залов библиотеки в течение первой недели форума в саду за башней в присутствии гостей;",
        &[
            ("допускается", "не допускается"),
            ("допускается", "воспрещается"),
            ("разрешено", "больше не разрешено"),
            ("разрешено", "запрещено"),
            ("разрешается", "нельзя"),
            ("можно", "нельзя"),
            ("позволено", "недопустимо"),
        ],
    ),
    (
        "zh",
        "参观者在论坛开幕周期间{}在展览大厅拍摄照片并将其寄送图书馆塔楼后面的花园保存；",
        &[
            ("可", "不可"),
            ("可以", "不得"),
            ("可以", "不可以"),
            ("允许", "不允许"),
            ("准许", "不准"),
            ("可以", "不许"),
            ("有权", "无权"),
            ("能", "不能"),
            ("可以", "严禁"),
            ("可以", "切勿"),
            ("可以", "不再可以"),
        ],
    ),
    (
        "ar",
        "{} للزوار التقاط الصور في قاعات المعرض خلال أسبوع افتتاح المنتدى وإرسالها إلى المكتبة في الحديقة؛",
        &[
            ("يجوز", "لا يجوز"),
            ("يمكن", "لا يمكن"),
            ("يحق", "لا يحق"),
            ("مسموح", "غير مسموح"),
            ("مسموح", "ممنوع"),
            ("يجوز", "لم يعد يجوز"),
            ("يسمح", "لم يعد يسمح"),
            ("يُسمح", "لا يُسمح"),
            ("ينبغي", "لا ينبغي"),
            ("يجوز", "محظور"),
            ("يجوز", "ليس"),
        ],
    ),
    (
        "ar",
        "{} الزوار التقاط الصور في قاعات المعرض خلال أسبوع افتتاح المنتدى وإرسالها إلى المكتبة في الحديقة؛",
        &[
            ("على", "يُحظر على"),
            ("يجب على", "تُحظر على"),
            ("يجوز أن يحاول", "يجوز ألّا يحاول"),
            ("يستطيع", "لا يستطيع"),
            ("يجب على", "يُمنع على"),
            ("يجب على", "يمتنع على"),
        ],
    ),
];

#[test]
fn permission_and_prohibition_contradict_each_other_in_any_form() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let mut wrong = Vec::new();
    for (language, frame, forms) in FORMS {
        for (permits, forbids) in *forms {
            let clause = |form| frame.replace("{}", form);
            let found = findings(&knowledge, language, &clause(permits), &clause(forbids));
            let told = codes(&found);
            if told != ["contradiction"] {
                wrong.push(format!("{language}: {permits} – {forbids}: {told:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
