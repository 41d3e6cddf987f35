//! Word lists and accents: what a project says of words besides its rules.

use std::sync::Arc;

use super::document::Document;
use super::project::Project;
use super::reply::ListView;
use crate::error::{Error, Result};
use crate::lists::{WordList, WordLists, check_name, named, put, same_name, tidy};
use crate::num::count;
use crate::rule::Rule;
use crate::rules::{Condition, Names, ReadList, lists_used, rename_list};

impl Document {
    /// Makes a list, or replaces what one holds.
    pub(super) fn set_list(&mut self, name: &str, entries: &[String]) -> Result<()> {
        let name = check_name(name)?;
        // A list keeps the case in which it was named.
        let name = named(&self.lists, &name).map_or(name, |known| known.name.clone());
        let entries = tidy(entries).entries;
        put(&mut self.lists, checked(WordList { name, entries })?);
        Ok(())
    }

    /// Renames a list, in the queries too.
    pub(super) fn rename_list(&mut self, from: &str, to: &str, names: &Names) -> Result<()> {
        let list = self.list(from)?.as_ref().clone();
        let to = check_name(to)?;
        if !same_name(&list.name, &to) && named(&self.lists, &to).is_some() {
            let what = format!("There is a word list ‘{to}’ already");
            return Err(Error::new(what, "Give this one another name"));
        }
        self.rename_in_queries(from, &to, names);
        Arc::make_mut(&mut self.lists).retain(|known| !same_name(&known.name, from));
        put(&mut self.lists, WordList { name: to, ..list });
        Ok(())
    }

    /// Rules and slices whose query names a list name it otherwise.
    fn rename_in_queries(&mut self, from: &str, to: &str, names: &Names) {
        if self.users(from, names).next().is_some() {
            for rule in Arc::make_mut(&mut self.rules) {
                if let Some(query) = rename_list(&rule.query, from, to, names) {
                    Arc::make_mut(rule).query = query;
                }
            }
        }
        if self.slices.iter().any(|slice| uses(&slice.query, from, names)) {
            for slice in Arc::make_mut(&mut self.slices) {
                if let Some(query) = rename_list(&slice.query, from, to, names) {
                    slice.query = query;
                }
            }
        }
    }

    /// Deletes a list, unless a rule or a slice uses it.
    pub(super) fn delete_list(&mut self, name: &str, names: &Names) -> Result<()> {
        self.list(name)?;
        let rules = self
            .users(name, names)
            .map(|rule| format!("the rule ‘{}’", rule.name));
        let slices = self.slices.iter().filter(|slice| uses(&slice.query, name, names));
        let users: Vec<String> = rules
            .chain(slices.map(|slice| format!("the slice ‘{}’", slice.name)))
            .collect();
        if !users.is_empty() {
            let what = format!("The word list ‘{name}’ is used by {}", some_of(&users));
            let remedy = format!("Take @{name} out of the query there, then delete the list");
            return Err(Error::new(what, remedy));
        }
        Arc::make_mut(&mut self.lists).retain(|known| !same_name(&known.name, name));
        Ok(())
    }

    fn list(&self, name: &str) -> Result<&Arc<WordList>> {
        let gone = || {
            Error::new(
                format!("There is no word list ‘{name}’"),
                "Choose one of the Data page",
            )
        };
        named(&self.lists, name).ok_or_else(gone)
    }

    /// The rules whose query uses a list.
    fn users<'a>(&'a self, name: &'a str, names: &'a Names) -> impl Iterator<Item = &'a Arc<Rule>> {
        self.rules
            .iter()
            .filter(move |rule| uses(&rule.query, name, names))
    }
}

/// Whether a query names a list.
fn uses(query: &str, name: &str, names: &Names) -> bool {
    lists_used(query, names).iter().any(|used| same_name(used, name))
}

/// The first of several things, and how many more there are.
fn some_of(things: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = things[..things.len().min(SHOWN)].join(", ");
    match things.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// A list whose name and entries can be read.
///
/// # Errors
/// What is wrong with it, and where.
pub(super) fn checked(list: WordList) -> Result<WordList> {
    check_name(&list.name)?;
    ReadList::new(Arc::new(list.clone()))?;
    Ok(list)
}

/// The names of the lists that are not the same in both.
fn changed<'a>(before: &'a WordLists, now: &'a WordLists) -> Vec<&'a str> {
    let differs = |list: &Arc<WordList>, others: &WordLists| {
        named(others, &list.name).is_none_or(|other| !Arc::ptr_eq(other, list))
    };
    let gone = before.iter().filter(|list| differs(list, now));
    let new = now.iter().filter(|list| differs(list, before));
    gone.chain(new).map(|list| list.name.as_str()).collect()
}

impl Project {
    /// What a word list holds.
    ///
    /// # Errors
    /// When there is none of this name.
    pub(super) fn list(&self, name: &str) -> Result<WordList> {
        self.document.list(name).map(|list| list.as_ref().clone())
    }

    pub(super) fn list_views(&self) -> Vec<ListView> {
        let lists = self.document.lists.iter();
        lists
            .map(|list| ListView {
                name: list.name.clone(),
                entries: count(list.entries.len()),
                rules: self
                    .document
                    .users(&list.name, &self.names)
                    .map(|rule| rule.id)
                    .collect(),
            })
            .collect()
    }

    /// Brings what queries may name, and how words compare, up to the document, and forgets what was found otherwise.
    pub(super) fn follow_words(&mut self, before: &Document) {
        if self.document.accents != before.accents {
            self.index.set_accents(self.document.accents);
            self.names.accents = self.document.accents;
            self.cache.forget(Condition::folds);
        }
        if !Arc::ptr_eq(&self.document.lists, &before.lists) {
            self.names = std::mem::take(&mut self.names).with_lists(&self.document.lists);
            let changed = changed(&before.lists, &self.document.lists);
            let is_changed = |used: &String| changed.iter().any(|name| same_name(name, used));
            self.cache
                .forget(|condition| condition.lists().iter().any(is_changed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::Edit;
    use super::super::request::{Filter, Request};
    use super::super::tests::{draft, edit, ids, project, rows, session, text, view};
    use super::super::{Reply, Session};
    use super::*;
    use crate::formats::rule_file::RuleFile;
    use crate::ids::RuleId;
    use crate::session::reopen::Reopening;
    use crate::session::snapshot::Loading;
    use crate::text::Accents;

    fn set(name: &str, entries: &[&str]) -> Edit {
        Edit::SetList {
            name: name.into(),
            entries: entries.iter().map(ToString::to_string).collect(),
        }
    }

    fn add(name: &str, query: &str) -> Edit {
        Edit::AddRule {
            text: text(name, 1, query),
        }
    }

    fn refused(session: &mut Session, edit: Edit) -> String {
        session.answer(Request::Edit(edit)).unwrap_err().to_string()
    }

    /// A list of two words, a rule that finds it, and one that doesn't.
    fn with_list() -> Session {
        let mut session = session();
        edit(&mut session, set("likes", &["love", "good"]));
        edit(&mut session, add("liked", "@likes -channel"));
        edit(&mut session, add("channel", "channel"));
        session
    }

    fn entries(session: &mut Session, name: &str) -> Vec<String> {
        let request = Request::List { name: name.into() };
        match session.answer(request).unwrap() {
            Reply::List(list) => list.entries,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rules_follow_their_lists_and_undo_does_too() {
        let mut session = with_list();
        let found = |session: &mut Session| ids(session, &[Filter::Rule(RuleId(0))]);
        assert_eq!(found(&mut session), ["b", "d"]);
        let view_now = edit(&mut session, set("Likes", &["love", " money ", "", "love"]));
        assert_eq!(found(&mut session), ["b", "d#2"]);
        assert_eq!(entries(&mut session, "likes"), ["love", "money"]);
        assert_eq!(view_now.undo.unwrap(), "change word list ‘likes’");
        let list = &view_now.lists[0];
        assert_eq!((list.name.as_str(), list.entries), ("likes", 2));
        assert_eq!(list.rules, [RuleId(0)]);
        view(&mut session, Request::Undo);
        assert_eq!(found(&mut session), ["b", "d"]);
        view(&mut session, Request::Redo);
        assert_eq!(found(&mut session), ["b", "d#2"]);
    }

    #[test]
    fn an_open_draft_and_a_search_follow_too() {
        let mut session = with_list();
        let figures = |session: &mut Session| draft(session, None, text("new", 1, "@likes")).figures.coverage;
        assert_eq!(figures(&mut session), 3);
        assert_eq!(rows(&mut session, &[], "@likes").total, 3);
        edit(&mut session, set("likes", &["money"]));
        assert_eq!(figures(&mut session), 1);
        assert_eq!(rows(&mut session, &[], "@likes").total, 1);
        let reading = draft(&mut session, None, text("new", 1, "@likes, starts(@likes)"));
        assert_eq!(reading.reading.unwrap().lists, ["likes"]);
    }

    #[test]
    fn renaming_a_list_renames_it_in_rules_and_slices() {
        let mut session = with_list();
        let slice = Edit::AddSlice {
            name: "liked".into(),
            query: "starts(@LIKES)".into(),
        };
        edit(&mut session, slice);
        let renamed = Edit::RenameList {
            from: "likes".into(),
            to: "joy".into(),
        };
        let view = edit(&mut session, renamed);
        assert_eq!(view.rules[0].query, "@joy -channel");
        assert_eq!(view.rules[0].problem, None);
        assert_eq!(view.slices[0].query, "starts(@joy)");
        assert_eq!(view.slices[0].problem, None);
        assert_eq!(view.lists[0].name, "joy");
        assert_eq!(ids(&mut session, &[Filter::Rule(RuleId(0))]), ["b", "d"]);
        edit(&mut session, set("other", &["x"]));
        let taken = Edit::RenameList {
            from: "joy".into(),
            to: "Other".into(),
        };
        assert!(refused(&mut session, taken).contains("already"));
    }

    #[test]
    fn a_list_in_use_stays() {
        let mut session = with_list();
        let delete = || Edit::DeleteList { name: "likes".into() };
        assert_eq!(
            refused(&mut session, delete()),
            "The word list ‘likes’ is used by the rule ‘liked’. Take @likes out of the query there, then delete the list"
        );
        edit(&mut session, Edit::DeleteRule { id: RuleId(0) });
        assert!(edit(&mut session, delete()).lists.is_empty());
        assert!(refused(&mut session, add("liked", "@likes")).contains("no word list"));
    }

    #[test]
    fn what_cant_be_a_list_is_refused_with_its_line() {
        let mut session = session();
        for (name, entries, said) in [
            ("", &["x"][..], "no name"),
            ("two words", &["x"], "can't name"),
            ("x", &[" "], "empty"),
            ("x", &["a", "so*ng"], "word list ‘x’, line 2"),
        ] {
            let error = refused(&mut session, set(name, entries));
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn lists_and_accents_travel_in_every_file() {
        let mut session = with_list();
        edit(
            &mut session,
            Edit::SetAccents {
                accents: Accents::Ignored,
            },
        );
        let kept = |project: &Project| {
            let document = project.document();
            (document.lists.clone(), document.accents)
        };
        let expected = kept(session.project().unwrap());
        let mut loading = Loading::new(&session.project().unwrap().head().unwrap()).unwrap();
        let parts: Vec<Vec<u8>> = session.project().unwrap().parts().collect();
        for part in &parts {
            loading.push(part).unwrap();
        }
        while loading.step().is_some() {}
        assert_eq!(kept(&loading.finish().unwrap()), expected);

        let export = |session: &mut Session, format: &str| {
            let options = crate::session::request::ExportOptions {
                augmented: Default::default(),
                format: format.into(),
                model: None,
                include: crate::session::request::Include::All,
                threshold: 0.0,
                at: None,
            };
            match session.answer(Request::Export(options)).unwrap() {
                Reply::File(file) => file.bytes,
                other => panic!("{other:?}"),
            }
        };
        let mut reopening = Reopening::new(&export(&mut session, "project")).unwrap();
        while reopening.step().is_some() {}
        assert_eq!(kept(&reopening.into_project()), expected);

        let rules = RuleFile::read(&export(&mut session, "rules")).unwrap();
        let mut other = project();
        other.load_rules(&rules).unwrap();
        assert_eq!(kept(&other), expected);
        assert_eq!(
            other.saved.rules[0].evaluated.as_ref().unwrap().records.count(),
            2
        );
        assert!(other.undo());
        assert!(other.document().lists.is_empty());

        let json = String::from_utf8(export(&mut session, "json")).unwrap();
        assert!(json.contains(
            "\"lists\":{\n\"likes\":[\"love\",\"good\"]\n},\n\"accents\":\"ignored\",\n\"records\""
        ));
    }

    #[test]
    fn ignoring_accents_groups_words_anew_for_every_rule() {
        let mut session = session();
        edit(&mut session, add("a", "lóve"));
        edit(&mut session, add("b", "=lóve"));
        let covered = |session: &mut Session, rule| ids(session, &[Filter::Rule(RuleId(rule))]).len();
        let accents = |accents| Edit::SetAccents { accents };
        assert_eq!(covered(&mut session, 0), 0);
        let view_now = edit(&mut session, accents(Accents::Ignored));
        assert_eq!(view_now.accents, Accents::Ignored);
        assert_eq!(view_now.undo.as_deref(), Some("ignore accents"));
        assert_eq!((covered(&mut session, 0), covered(&mut session, 1)), (2, 0));
        view(&mut session, Request::Undo);
        assert_eq!(covered(&mut session, 0), 0);
    }
}
