//! What phrases name, before anyone asks what it means.

use resgraph_core::cite::Scanner;
use resgraph_core::knowledge::Knowledge;
use resgraph_core::model::{Change, MentionForm, Says, Written};
use std::sync::LazyLock;

static SCANNER: LazyLock<Scanner> =
    LazyLock::new(|| Scanner::new(&Knowledge::builtin().expect("mappings/ load")));

/// `body kind-code number (edition) change` of everything named in `text`.
fn named(text: &str) -> Vec<String> {
    let show = |w: &Written| {
        let this = w.clues.iter().any(|c| c.says == Says::Citing);
        let group = w.group.as_deref();
        let body = if this {
            "this"
        } else {
            w.body().map(|b| &**b).or(group).unwrap_or("-")
        };
        let mut s = format!(
            "{body} {}{}",
            w.kind.map_or("", |k| k.code()),
            w.number.as_deref().unwrap_or("?")
        );
        if let (Some(version), false) = (
            &w.edition.version,
            w.edition.year.is_none() && w.edition.place.is_none(),
        ) {
            s.push_str(&format!("-{version}"));
        }
        if !w.edition.is_empty() {
            s.push_str(&format!(" ({})", w.edition));
        }
        match w.change {
            Some(Change::Inserted) => s.push_str(" +"),
            Some(Change::Deleted) => s.push_str(" -"),
            None => {}
        }
        s
    };
    SCANNER
        .mentions(text)
        .iter()
        .filter(|m| m.form == MentionForm::Cited)
        .flat_map(|m| m.written.iter().map(show))
        .collect()
}

#[test]
fn headings_give_number_and_editions() {
    for (text, want) in [
        (
            "RESOLUTION 2 (REV. DUBAIBUSAN, 20184)",
            "- 2 (Rev. Busan, 2014) -; - 2 (Rev. Dubai, 2018) +",
        ),
        ("RESOLUTION ITU-R 48-2", "RA 48 (version 2)"),
        ("RESOLUTION ITU R-12-1", "RA 12 (version 1)"),
        ("Resolution 148 ANTALYA, 2006)", "- 148 (Antalya, 2006)"),
        (
            "Resolution 84[COM3-1] (Buenos Aires, 2017)",
            "- 84 (Buenos Aires, 2017)",
        ),
        (
            "RESOLUTION 123 (Rev. dUBAI, 2018)",
            "- 123 (Rev. Dubai, 2018)",
        ),
        ("RESOLUTION 66 (REV. DUBAI018)", "- 66 (Rev. Dubai, 2018)"),
        ("RESOLUTION 46(KYOTO, 1994)", "- 46 (Kyoto, 1994)"),
        (
            "RESOLUTION 86 (REV., MARRAKESH, 2002)",
            "- 86 (Rev. Marrakesh, 2002)",
        ),
        (
            "Resolution 50 (Rev. (Hammamet, 2016)",
            "- 50 (Rev. Hammamet, 2016)",
        ),
        (
            "RESOLUTION 44 (Rev. HammametGeneva, 20162022)",
            "- 44 (Rev. Hammamet, 2016) -; - 44 (Rev. Geneva, 2022) +",
        ),
        (
            "RESOLUTION 44 (Rev. Hammamet, 2016Geneva, 2022)",
            "- 44 (Rev. Hammamet, 2016) -; - 44 (Rev. Geneva, 2022) +",
        ),
        (
            "Resolution 191 (Busan, 2014Rev. Dubai, 2018)",
            "- 191 (Busan, 2014) -; - 191 (Rev. Dubai, 2018) +",
        ),
    ] {
        assert_eq!(named(text).join("; "), want, "{text}");
    }
}

#[test]
fn lists_share_body_and_edition() {
    for (text, want) in [
        (
            "Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of WTSA, Resolutions 37 and 47 (Rev. Kigali, 2022) of WTDC and Resolution ITUR 7 (Rev. Geneva, 2015) of RA, in order",
            "WTSA 32 (Rev. Hammamet, 2016); WTSA 44 (Rev. Hammamet, 2016); WTSA 54 (Rev. Hammamet, 2016); WTDC 37 (Rev. Kigali, 2022); WTDC 47 (Rev. Kigali, 2022); RA 7 (Rev. Geneva, 2015)",
        ),
        (
            "Resolutions 7 (Rev. Kyoto, 1994) and 9 (Busan, 2014)",
            "- 7 (Rev. Kyoto, 1994); - 9 (Busan, 2014)",
        ),
        ("WRC Resolutions, 646 and 647", "WRC 646; WRC 647"),
        (
            "Resolutions 3 to 6 of WTSA",
            "WTSA 3; WTSA 4; WTSA 5; WTSA 6",
        ),
        (
            "WTSA-16 Resolutions 96 and 97.",
            "WTSA 96 (2016); WTSA 97 (2016)",
        ),
        (
            "UNGA Resolutions 71/243 and 72/279",
            "UNGA 71/243; UNGA 72/279",
        ),
    ] {
        assert_eq!(named(text).join("; "), want, "{text}");
    }
}

#[test]
fn the_body_stands_before_or_behind() {
    for (text, want) in [
        ("PP Res.21", "PP 21"),
        ("WTSA Res 29", "WTSA 29"),
        ("RA Res.Res.43-1", "RA 43 (version 1)"),
        ("PP Dec.5", "PP DEC5"),
        ("Council Resolution 1305 (2009)", "COUNCIL 1305 (2009)"),
        ("Council 2016 Resolution 1332", "COUNCIL 1332 (2016)"),
        ("the General Assembly (UNGA) Resolution 70/1", "UNGA 70/1"),
        ("Resolution 1353 of the ITU Council", "COUNCIL 1353"),
        (
            "Resolution 1386, adopted by the Council at its 2017 session",
            "COUNCIL 1386",
        ),
        (
            "Resolution 71 (Rev. Dubai, 2018) of this conference",
            "this 71 (Rev. Dubai, 2018)",
        ),
        (
            "Resolution 58 (Rev. Dubai, 2014) of World Telecommunication Development Conference",
            "WTDC 58 (Rev. Dubai, 2014)",
        ),
        (
            "Resolution 49 (Rev.WRC-15) of the World Radiocommunication Conference",
            "WRC 49 (Rev.WRC-15)",
        ),
        ("Resolution 97 (WTSA-16)", "WTSA 97 (WTSA-16)"),
    ] {
        assert_eq!(named(text).join("; "), want, "{text}");
    }
}

#[test]
fn what_is_no_citation_is_left_alone() {
    for text in [
        "of this resolution.\n5.17 The Director",
        "the resolution\n1\tto invite",
        "the following resolutions of the assembly",
        "Resolution\n\t1\n\t2",
        "multiple resolutions in all three Sectors",
        "December 5, 2018",
        "results 5 and 6",
    ] {
        assert_eq!(named(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn basic_texts_recommendations_and_documents_are_read() {
    for (text, want) in [
        ("see No. 154 of the ITU Constitution.", "- CS154"),
        (
            "Nos. 191A and\u{a0}191B of the Convention",
            "- CV191A; - CV191B",
        ),
        ("the Preamble (No. 1) of the ITU Constitution", "- CS1"),
        (
            "Article 1 of the ITU Constitution on the purposes",
            "- CSArticle 1",
        ),
        (
            "Article 5 of the Radio Regulations, on bands",
            "- RRArticle 5",
        ),
        ("Article 12 of the Convention on the Rights of All", ""),
        ("Article 12 of the Vienna Convention", ""),
        ("see CS 154 and CV/Art. 3", "- CS154; - CVArticle 3"),
        (
            "Recommendations ITU-T X.509 and X.510 (10/2016)",
            "- RECX.509; - RECX.510 (2016)",
        ),
        (
            "ITUT E-, ITUT F- and ITUT X-series",
            "- RECE-series; - RECF-series; - RECX-series",
        ),
        ("Recommendation ITU-R M.1036-5", "- RECM.1036-5"),
        ("in ITU-T H.810-H.850 series", "- RECH.810"),
        (
            "TSAG-TDs 93, 94 and 95",
            "TSAG DOCTD93; TSAG DOCTD94; TSAG DOCTD95",
        ),
        ("in SG2-C.26 and C17/25", "SG2 DOCC26; - DOCC17/25"),
        (
            "the respective Resolution 1 on working methods",
            "WTSA 1; WTDC 1; RA 1",
        ),
        ("Question 13/17 and Q.3/11", ""),
        ("objectives R.1-2 and T.2-a", ""),
    ] {
        assert_eq!(named(text).join("; "), want, "{text}");
    }
}
