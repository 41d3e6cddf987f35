//! Policy files that are read, and what is said of those that aren't.

use proptest::prelude::*;

use super::*;

const EXAMPLE: &str = include_str!("../policy_file.json");

#[test]
fn the_example_is_read() {
    let file = PolicyFile::read(EXAMPLE.as_bytes()).unwrap();
    let names: Vec<&str> = file.steps.iter().map(|step| step.operation.name).collect();
    assert_eq!(
        (file.policy.name, names),
        ("mean-field", vec!["synonym", "typo", "contraction"])
    );
    assert_eq!(
        (file.shape.copies, file.shape.length, file.shape.keep_original),
        (3, 2, false)
    );
    assert_eq!(file.shape.shares, [0.5, 0.25, 0.25]);
    assert_eq!(file.steps[0].settings.share("strength"), 0.1);
    assert_eq!(file.steps[1].not_for, ["code"]);
    assert_eq!(
        file.locks,
        LockChoice {
            matched: Matched::Keep,
            negations: true,
            words: vec!["refund".to_owned()]
        }
    );
    assert_eq!(file.synonyms["song"], ["tune", "track"]);
}

#[test]
fn what_is_not_said_has_a_default() {
    let file = PolicyFile::read(b"\xEF\xBB\xBF{\"version\":1,\"operations\":[\"swap\"]}").unwrap();
    assert_eq!(file.policy.name, "random");
    assert_eq!((file.shape.copies, file.shape.length), (1, 1));
    assert_eq!(file.locks, LockChoice::default());
    assert!(!file.keeps_unchanged());
    let file = PolicyFile::read(b"{\"version\":1,\"operations\":[\"eda-swap\"]}").unwrap();
    assert!(file.keeps_unchanged());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (file, said) in [
        ("{", "line 1, column 1: The policy file is no JSON"),
        ("[]", "the policy file: [] is no object"),
        ("{\"operations\":[]}", "has no \"version\". Write \"version\": 1"),
        ("{\"version\":2}", "\"version\": The policy file has version 2"),
        (
            "{\"version\":1,\"steps\":[]}",
            "The key \"steps\" is not known. Known are: version, policy, operations",
        ),
        (
            "{\"version\":1}",
            "\"operations\": The policy file has no list of operations",
        ),
        ("{\"version\":1,\"operations\":[]}", "There are 0 operations"),
        (
            "{\"version\":1,\"operations\":[\"swop\"]}",
            "operation 1: There is no operation \"swop\". Take one of: synonym",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\",3]}",
            "operation 2: An operation can't be 3",
        ),
        (
            "{\"version\":1,\"operations\":[{}]}",
            "operation 1: The operation has no \"name\"",
        ),
        (
            "{\"version\":1,\"operations\":[{\"name\":\"swap\",\"strength\":2}]}",
            "operation 1 (\"swap\"): \"strength\" can't be 2. Write a number from 0 to 1",
        ),
        (
            "{\"version\":1,\"operations\":[{\"name\":\"swap\",\"p\":2}]}",
            "no parameter \"p\". It has: strength",
        ),
        (
            "{\"version\":1,\"operations\":[{\"name\":\"swap\",\"not_for\":\"a\"}]}",
            "operation 1 (\"swap\"), \"not_for\": A list",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"policy\":\"all\"}",
            "\"policy\": There is no policy \"all\"",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\",\"case\"],\"policy\":\"apply-one\"}",
            "takes one operation, and there are 2",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"copies\":0}",
            "\"copies\": \"copies\" can't be 0. Write a whole number from 1",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"length\":2000}",
            "\"length\" can't be 2000",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"p\":[1]}",
            "\"p\": The policy random has no \"p\"",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"policy\":\"mean-field\",\"p\":[0.5]}",
            "Write 1 numbers of 0 or more",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"policy\":\"mean-field\"}",
            "\"p\" gives no probability",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"locks\":{\"matched\":\"no\"}}",
            "\"locks\": \"matched\" can't be \"no\"",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"locks\":{\"negations\":1}}",
            "Write true or false",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"keep_original\":\"yes\"}",
            "can't be \"yes\". Write true or false",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"lists\":{\"a\":[1]}}",
            "\"lists\", \"a\": A list of words can't be [1]",
        ),
        (
            "{\"version\":1,\"operations\":[\"swap\"],\"synonyms\":[]}",
            "\"synonyms\" can't be []",
        ),
    ] {
        let error = PolicyFile::read(file.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(said), "{file}: {error}");
        assert!(!error.remedy.is_empty());
    }
}

proptest! {
    #[test]
    fn no_bytes_are_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60), at in 0..400usize, with in "[\\[\\]{}:,\"0-9a-z]{0,3}") {
        let _ = PolicyFile::read(&bytes);
        let mut spoiled = EXAMPLE.to_owned();
        let at = at.min(spoiled.len());
        if spoiled.is_char_boundary(at) {
            spoiled.replace_range(at..(at + with.len()).min(spoiled.len()), &with);
        }
        if let Err(error) = PolicyFile::read(spoiled.as_bytes()) {
            prop_assert!(!error.remedy.is_empty());
        }
    }
}
