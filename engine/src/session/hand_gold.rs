//! Gold set by hand, a record at a time.

use std::sync::Arc;

use super::document::Document;
use crate::error::{Error, Result};
use crate::ids::LabelId;
use crate::num::grouped;

impl Document {
    /// Sets a record's gold of `records`, or takes what was set back.
    pub(super) fn set_gold(&mut self, record: u32, label: Option<LabelId>, records: u32) -> Result<()> {
        if record >= records {
            return Err(Error::new(
                format!("There is no record #{}", shown_number(record)),
                "Choose one from the list",
            ));
        }
        let Some(label) = label else {
            if Arc::make_mut(&mut self.hand).clear(record) {
                return Ok(());
            }
            return Err(Error::new(
                format!("Record #{} was not labeled by hand", shown_number(record)),
                "Gold that was imported can be changed, not taken away: choose another label",
            ));
        };
        self.label(label)?;
        Arc::make_mut(&mut self.hand).set(record, label);
        Ok(())
    }

    /// Sets the gold of several records of `records`, or takes what was set back from those that have any.
    pub(super) fn set_golds(&mut self, of: &[u32], label: Option<LabelId>, records: u32) -> Result<()> {
        if of.is_empty() {
            return Err(Error::new("No record is chosen", "Choose some first"));
        }
        if label.is_none() && of.iter().all(|&record| self.hand.get(record).is_none()) {
            return Err(Error::new(
                "None of these records was labeled by hand",
                "Gold that was imported can be changed, not taken away: choose another label",
            ));
        }
        let is_clear = |record: &u32| label.is_none() && self.hand.get(*record).is_none();
        let changed: Vec<u32> = of.iter().copied().filter(|record| !is_clear(record)).collect();
        changed
            .into_iter()
            .try_for_each(|record| self.set_gold(record, label, records))
    }
}

/// `record #3`, `12 records`.
pub(super) fn records_words(records: &[u32]) -> String {
    match records {
        [record] => format!("record #{}", shown_number(*record)),
        _ => format!("{} records", grouped(records.len() as u64)),
    }
}

/// A record's number as people see it.
pub(super) fn shown_number(record: u32) -> String {
    grouped(u64::from(record) + 1)
}

#[cfg(test)]
mod tests {
    use super::super::edit::Edit;
    use super::super::reply::Reply;
    use super::super::request::{ExportOptions, Filter, Include, Request};
    use super::super::snapshot::Loading;
    use super::super::tests::{edit, ids, session, text, view};
    use super::super::{Session, reopen::Reopening};
    use crate::ids::{LabelId, RuleId};

    const HAM: Option<LabelId> = Some(LabelId(0));
    const SPAM: Option<LabelId> = Some(LabelId(1));

    fn set(record: u32, label: Option<LabelId>) -> Edit {
        Edit::SetGold { record, label }
    }

    fn exported(session: &mut Session, format: &str) -> String {
        let options = ExportOptions {
            augmented: Default::default(),
            format: format.to_owned(),
            model: None,
            include: Include::All,
            threshold: 0.0,
            at: None,
        };
        match session.answer(Request::Export(options)).unwrap() {
            Reply::File(file) => String::from_utf8(file.bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// Of the six records the fifth has the gold value `spam?`, which is no label, and the last has none.
    #[test]
    fn it_wins_over_the_column_counts_as_dev_and_can_be_taken_back() {
        let mut session = session();
        let before = edit(
            &mut session,
            Edit::AddRule {
                text: text("love", 0, "love"),
            },
        );
        let dev = before.gold.dev;
        let by_hand = edit(&mut session, set(4, SPAM));
        assert_eq!((by_hand.gold.dev, by_hand.gold.by_hand), (dev + 1, 1));
        assert_eq!(
            by_hand.gold.unknown,
            [],
            "the column's value of this record no longer counts"
        );
        assert_eq!(by_hand.undo.as_deref(), Some("label record #5 ‘SPAM’ by hand"));
        // Records b and c match "love"; whichever side of the split they are on, by hand they are dev.
        edit(&mut session, set(1, HAM));
        let judged = edit(&mut session, set(2, SPAM));
        assert_eq!(
            (judged.rules[0].figures.correct, judged.rules[0].figures.incorrect),
            (1, 1)
        );
        assert_eq!(ids(&mut session, &[Filter::RuleIncorrect(RuleId(0))]), ["c"]);
        assert_eq!(ids(&mut session, &[Filter::ByHand]), ["b", "c", "d#2"]);
        assert_eq!(
            ids(&mut session, &[Filter::Rule(RuleId(0)), Filter::NotByHand]),
            Vec::<String>::new()
        );
        edit(&mut session, set(2, None));
        assert_eq!(ids(&mut session, &[Filter::ByHand]), ["b", "d#2"]);
        view(&mut session, Request::Undo);
        assert_eq!(ids(&mut session, &[Filter::ByHand]), ["b", "c", "d#2"]);
    }

    #[test]
    fn what_cannot_be_labeled_is_said() {
        let mut session = session();
        let mut refused = |edit| session.answer(Request::Edit(edit)).unwrap_err().what;
        assert_eq!(refused(set(6, HAM)), "There is no record #7");
        assert_eq!(refused(set(0, Some(LabelId(7)))), "This label is gone");
        assert_eq!(refused(set(0, None)), "Record #1 was not labeled by hand");
    }

    #[test]
    fn labels_that_merge_take_it_along_and_one_that_goes_leaves_it_unknown() {
        let mut session = session();
        edit(&mut session, set(5, SPAM));
        let merge = Edit::MergeLabel {
            from: LabelId(1),
            into: LabelId(0),
        };
        let merged = edit(&mut session, merge);
        assert_eq!(merged.gold.by_hand, 1);
        assert!(ids(&mut session, &[Filter::Gold(LabelId(0))]).contains(&"e".to_owned()));
        edit(&mut session, Edit::DeleteLabel { id: LabelId(0) });
        assert!(ids(&mut session, &[Filter::UnknownGold]).contains(&"e".to_owned()));
    }

    #[test]
    fn it_is_kept_by_head_and_project_file_and_told_by_exports() {
        let mut session = session();
        edit(&mut session, set(0, HAM));
        edit(&mut session, set(5, SPAM));
        let json = exported(&mut session, "json");
        assert!(json.contains("\"gold_by_hand\":2"), "{json}");
        let last = json
            .lines()
            .find(|line| line.starts_with("{\"id\":\"e\""))
            .unwrap();
        assert!(
            last.contains("\"gold\":\"SPAM\",\"split\":\"dev\",\"by_hand\":true"),
            "{last}"
        );
        let file = exported(&mut session, "project");
        assert!(file.contains("\"by_hand\":[[0,0],[5,1]]"), "{file}");
        let project = session.project().unwrap();
        let mut loading = Loading::new(&project.head().unwrap()).unwrap();
        project
            .parts()
            .for_each(|part| assert!(loading.push(&part).is_ok()));
        while loading.step().is_some() {}
        assert_eq!(loading.finish().unwrap().document().hand, project.document().hand);
        let mut reopening = Reopening::new(file.as_bytes()).unwrap();
        while reopening.step().is_some() {}
        let reopened = reopening.into_project();
        assert_eq!(reopened.document().hand, project.document().hand);
        assert_eq!(reopened.gold().dev_label(5), Some(1));
        let broken = file.replace("[5,1]", "[6,1]");
        let refused = Reopening::new(broken.as_bytes()).unwrap_err();
        assert!(refused.what.contains("names record 6"), "{refused}");
    }
}
