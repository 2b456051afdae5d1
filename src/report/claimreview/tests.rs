//! The table of settings, and the scales.

use super::*;
use record::model::words::Verdict;

#[test]
fn every_preset_is_a_sound_scale_with_a_rating_for_what_rests_on_evidence() {
    for preset in [Preset::Own, Preset::Politifact, Preset::Ifcn] {
        let scale = preset.scale();
        assert_eq!(scale.fault(), None, "{preset:?}");
        for verdict in Verdict::ALL.iter().filter(|verdict| verdict.rests_on_evidence()) {
            assert!(scale.rating(*verdict).and_then(|rating| rating.value).is_some(), "{preset:?} {verdict}");
        }
        let value = |verdict| scale.rating(verdict).unwrap().value;
        assert!(value(Verdict::Confirmed) > value(Verdict::Disputed));
        assert!(value(Verdict::Disputed) > value(Verdict::Incorrect));
    }
}

#[test]
fn a_table_is_read_beside_the_rules_of_the_gate() {
    let text = "[gate]\nno-stale = true\n[claimreview]\nauthor = \"Delta Desk\"\nurl = \"https://delta.example/{claim}\"\n\
        [claimreview.ratings]\nworst = 0\nbest = 2\nconfirmed = { name = \"Yes\", value = 2 }\nopinion = { name = \"View\" }\n";
    let settings = Settings::read(text).unwrap();
    let scale = settings.scale().unwrap();
    assert_eq!((scale.worst, scale.best, scale.ratings.len()), (0, 2, 2));
    assert_eq!(settings.publisher().unwrap().address_of("ab"), "https://delta.example/ab");
    assert!(language::gate::policy::GatePolicy::read(text).is_ok());
}

#[test]
fn what_cannot_be_is_named() {
    for (text, part) in [
        ("[claimreview]\nauthr = \"x\"", "unknown field `authr`"),
        ("[claimreview]\nscale = \"five-stars\"", "unknown variant `five-stars`"),
        ("[claimreview.ratings]\nbest = 2", "missing field `worst`"),
        ("[claimreview.ratings]\nworst = 1\nbest = 2\ntrue = { name = \"x\" }", "verdict"),
    ] {
        let fault = Settings::read(text).unwrap_err();
        assert!(fault.message.contains(part), "{text}: {fault:?}");
    }
    for (text, part) in [
        ("[claimreview.ratings]\nworst = 2\nbest = 1", "the best must be the greater"),
        ("[claimreview.ratings]\nworst = 1\nbest = 2\nopinion = { name = \" \" }", "empty name"),
        ("[claimreview.ratings]\nworst = 1\nbest = 2\nopinion = { name = \"x\", value = 3 }", "not between 1 and 2"),
        ("[claimreview]\nscale = \"own\"\nratings = { worst = 1, best = 2 }", "leave one of them out"),
    ] {
        let error = Settings::read(text).unwrap().scale().unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
    let error = Settings::default().publisher().unwrap_err().to_string();
    assert!(error.contains("author.name") && error.contains("url (set") && error.contains("tickmark.toml"), "{error}");
    let text = "[claimreview]\nauthor = \"x\"\nurl = \"javascript:x\"";
    assert!(Settings::read(text).unwrap().publisher().is_err());
}
