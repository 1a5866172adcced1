use crate::knowledge::Knowledge;

#[test]
fn the_longest_name_wins_and_groups_are_their_members() {
    let k = Knowledge::builtin().expect("mappings/ load");
    let ids =
        |text: &str| -> Vec<String> { k.addressees.find(text).into_iter().map(|n| n.id).collect() };
    assert_eq!(ids("instructs the Director of TSB"), ["tsb-director"]);
    assert_eq!(
        ids("with the Directors of the other Bureaux"),
        ["bdt", "br"]
    );
    assert_eq!(ids("of the TSBX"), [""; 0]);
}

#[test]
fn people_are_named_in_the_language_of_names() {
    let k = Knowledge::builtin().expect("mappings/ load");
    let name = |id: &str| k.addressees.get(id).map(|who| who.name.as_str());
    assert_eq!(name("sgs"), Some("study groups"));
    assert_eq!(
        k.addressees.spelt_out("SGs to water the trees"),
        "study groups to water the trees"
    );
}

#[test]
fn addressees_are_known_in_six_languages() {
    let k = Knowledge::builtin().expect("mappings/ load");
    for text in [
        "instructs the Secretary-General and invites Member States",
        "charge le Secrétaire général et invite les États Membres",
        "encarga al Secretario General e invita a los Estados Miembros",
        "поручает Генеральному секретарю и предлагает Государствам-Членам",
        "يكلّف الأمين العام ويدعو الدول الأعضاء",
        "责成秘书长并请成员国",
    ] {
        let found = k.addressees.find(text);
        let ids: Vec<&str> = found.iter().map(|n| n.id.as_str()).collect();
        assert_eq!(ids, ["secretary-general", "member-states"], "{text}");
    }
    let joined = k.addressees.find("للأمين العام وبالأمين العام");
    assert_eq!(
        joined.len(),
        1,
        "what is not known to be joined is another word: {joined:?}"
    );
}

#[test]
fn single_study_groups_are_numbered() {
    let k = Knowledge::builtin().expect("mappings/ load");
    let found = k.addressees.find("invites ITU-T Study Groups 11 and 17 to");
    assert_eq!(found[0].members, ["SG11", "SG17"]);
    let all = k
        .addressees
        .find("All ITU-T Study Groups to report to TSAG");
    assert_eq!(all[0].id, "sgs");
}
