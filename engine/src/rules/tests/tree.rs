//! The tree as plain data, by its laws over generated queries.

use super::*;

proptest! {
    #[test]
    fn a_tree_prints_as_its_condition_and_reads_back_to_itself(query in queries()) {
        let names = Names::default();
        if let Ok(parsed) = parse(&query, &names) {
            let tree = parsed.condition.tree(&names);
            let printed = tree.print();
            prop_assert_eq!(&printed, &parsed.condition.print());
            let again = parse(&printed, &names).map(|parsed| parsed.condition.tree(&names));
            prop_assert_eq!(again.ok(), Some(tree), "{} → {}", query, printed);
        }
    }
}

#[test]
fn terms_are_taken_apart_as_they_are_written() {
    let names = Names::of_fields(["Order amount"]);
    let term = |query: &str| match parse(query, &names).unwrap().condition.tree(&names) {
        QueryTree::Term(term) => term,
        other => panic!("{other:?}"),
    };
    let near = term("near(\"credit card\", =Visa, 4)");
    assert_eq!(
        (near.kind.as_str(), near.text.as_str(), near.args),
        (
            "near",
            "near",
            vec!["\"credit card\"".to_owned(), "=Visa".to_owned(), "4".to_owned()]
        )
    );
    let count = term("count(\"!\")>=3");
    assert_eq!((count.args[0].as_str(), count.tail.as_str()), ("\"!\"", ">=3"));
    let regex = term("=/a\\/b/");
    assert_eq!(
        (regex.kind.as_str(), regex.text.as_str(), regex.exact),
        ("regex", "a/b", true)
    );
    assert_eq!(term("Order_amount>=100").kind, "field");
    assert_eq!(term("free").words, "contains “free”");
}

#[test]
fn a_term_keeps_the_text_column_it_is_looked_for_in() {
    let names = Names {
        texts: vec!["body".to_owned(), "Order title".to_owned()],
        ..Names::default()
    };
    let tree = parse("Order_title:\"my refund\", free", &names)
        .unwrap()
        .condition
        .tree(&names);
    let QueryTree::Any(parts) = &tree else {
        panic!("{tree:?}")
    };
    let [QueryTree::Term(scoped), QueryTree::Term(plain)] = &parts[..] else {
        panic!("{tree:?}")
    };
    assert_eq!(
        (scoped.column.as_str(), scoped.text.as_str(), scoped.kind.as_str()),
        ("Order title", "my refund", "words")
    );
    assert_eq!(plain.column, "");
    assert_eq!(parse(&tree.print(), &names).unwrap().condition.tree(&names), tree);
}

#[test]
fn every_kind_is_named_in_the_tree_of_its_examples() {
    let names = Names::of_fields(["lang", "amount", "channel"]);
    for kind in KINDS {
        for example in kind.examples {
            // A list or a record is not there without a project.
            let Ok(parsed) = parse(example, &names) else {
                continue;
            };
            if let QueryTree::Term(term) = parsed.condition.tree(&names) {
                assert_eq!(term.kind, kind.name, "{example}");
            }
        }
    }
}
