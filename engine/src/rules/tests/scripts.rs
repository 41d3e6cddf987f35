//! Every script: texts without spaces, marks composed and apart, right-to-left, and emoji in all their parts.

use std::sync::Arc;

use super::super::*;
use super::{matches, read};
use crate::lists::WordList;
use crate::text::Accents;

const TEXTS: [&str; 16] = [
    "我的信用卡被盗了，请帮忙",              // 0 Chinese
    "クレジットカードが使えません。ｶｰﾄﾞ番号", // 1 Japanese, with half-width kana
    "ขอเงินคืนด้วยค่ะ บัตรเครดิต",                 // 2 Thai
    "환불해 주세요, 카드가 안 돼요",         // 3 Korean
    "أريد استرداد المال من البطاقة",         // 4 Arabic
    "אני רוצה החזר כספי",                    // 5 Hebrew
    "मुझे पैसे वापस चाहिए",                      // 6 Hindi
    "cafe\u{301} menu",                      // 7 decomposed
    "caf\u{e9} menu",                        // 8 composed
    "family: 👨\u{200d}👩\u{200d}👧 yes",    // 9 joined emoji
    "thumbs 👍🏽 up",                          // 10 skin tone
    "thumbs 👍 up",                          // 11 none
    "heart ❤\u{fe0f} and ♥",                 // 12 variation selector
    "flag 🇩🇪 keycap 1\u{fe0f}\u{20e3}",      // 13 flag, keycap
    "Приём ёлка ΑΘΗΝΑ Ἀθῆναι",               // 14 Cyrillic, Greek
    "Tiếng Việt ĐẸP",                        // 15 Vietnamese
];

#[test]
fn words_of_every_script_are_found() {
    let cases: [(&str, &[u32]); 40] = [
        ("信用卡", &[0]),
        ("用卡", &[0]),
        ("卡信", &[]),
        ("我*", &[0]),
        ("near(我, 盗, 9)", &[0]),
        ("starts(我的)", &[0]),
        ("カード", &[1]),
        ("ｶｰﾄﾞ", &[1]),
        ("count(カード)=2", &[1]),
        ("クレジット", &[1]),
        ("เงินคืน", &[2]),
        ("บัตร", &[2]),
        ("환불해", &[3]),
        ("환불*", &[3]),
        ("카드", &[]),
        ("카드*", &[3]),
        ("استرداد", &[4]),
        ("*بطاقة", &[4]),
        ("\"החזר כספי\"", &[5]),
        ("ends(כספי)", &[5]),
        ("पैसे", &[6]),
        ("पैस", &[]),
        ("पैस*", &[6]),
        ("café", &[7, 8]),
        ("cafe\u{301}", &[7, 8]),
        ("cafe", &[]),
        ("caf*", &[7, 8]),
        ("👨", &[9]),
        ("👨\u{200d}👩\u{200d}👧", &[9]),
        ("👩\u{200d}👧", &[9]),
        ("👍", &[10, 11]),
        ("👍🏽", &[10]),
        ("❤", &[12]),
        ("❤\u{fe0f}", &[12]),
        ("🇩🇪", &[13]),
        ("приём", &[14]),
        ("αθηνα", &[14]),
        ("việt đẹp", &[15]),
        ("words=4 -*a*", &[5, 6, 14]),
        ("прием~1", &[14]),
    ];
    for (query, expected) in cases {
        assert_eq!(matches(&TEXTS, query), expected, "{query}");
    }
}

#[test]
fn accents_are_ignored_in_every_kind_but_exact_ones() {
    let list = WordList {
        name: "drinks".into(),
        entries: vec!["CAFÉ".into(), "na*".into()],
    };
    let names = Names::default().with_lists(&[Arc::new(list)]);
    let (corpus, mut index) = read(&TEXTS);
    let found = |index: &crate::text::TextIndex, query: &str| -> Vec<u32> {
        let condition = parse(query, &names).unwrap().condition;
        condition.select(&Source::new(&corpus, index)).iter().collect()
    };
    let cases: [(&str, &[u32], &[u32]); 12] = [
        ("cafe", &[], &[7, 8]),
        ("CAFÉ", &[7, 8], &[7, 8]),
        ("=cafe", &[], &[]),
        ("=café", &[7, 8], &[7, 8]),
        ("*fe", &[], &[7, 8]),
        ("\"cafe menu\"", &[], &[7, 8]),
        ("near(cafe, menu, 1)", &[], &[7, 8]),
        ("starts(cafe)", &[], &[7, 8]),
        ("@drinks", &[7, 8], &[7, 8]),
        ("=@drinks", &[], &[]),
        ("елка viet", &[], &[]),
        ("елка, viet, αθηναι, прием", &[], &[14, 15]),
    ];
    for (query, expected, _) in cases {
        assert_eq!(found(&index, query), expected, "{query}, accents count");
    }
    index.set_accents(Accents::Ignored);
    for (query, _, expected) in cases {
        assert_eq!(found(&index, query), expected, "{query}, accents ignored");
    }
    assert_eq!(
        found(&index, "/cafe/"),
        Vec::<u32>::from([7]),
        "expressions read the text as it stands"
    );
    assert_eq!(found(&index, "/caf\u{e9}/"), [8]);
    let read = ReadText::new(TEXTS[7], &index);
    let marks = parse("cafe", &names).unwrap().condition.marks(&read);
    assert_eq!(&TEXTS[7][marks[0].clone()], "cafe\u{301}");
    index.set_accents(Accents::Count);
    for (query, expected, _) in cases {
        assert_eq!(found(&index, query), expected, "{query}, accents count again");
    }
}

#[test]
fn marks_hold_whole_characters_of_every_script() {
    let (_, index) = read(&TEXTS);
    let marked = |query: &str, text: usize| -> Vec<&str> {
        let read = ReadText::new(TEXTS[text], &index);
        let marks = parse(query, &Names::default()).unwrap().condition.marks(&read);
        marks.into_iter().map(|mark| &TEXTS[text][mark]).collect()
    };
    assert_eq!(marked("信用卡, 请", 0), ["信用卡", "请"]);
    assert_eq!(marked("カード", 1), ["カード", "ｶｰﾄﾞ"]);
    assert_eq!(marked("เงิน", 2), ["เงิน"]);
    assert_eq!(marked("पैसे", 6), ["पैसे"]);
    assert_eq!(marked("café", 7), ["cafe\u{301}"]);
    assert_eq!(marked("👨", 9), ["👨"]);
    assert_eq!(marked("👍🏽", 10), ["👍🏽"]);
    assert_eq!(marked("Ἀθῆναι", 14), ["Ἀθῆναι"]);
}
