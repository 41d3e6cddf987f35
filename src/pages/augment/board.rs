//! What the Augment page reads: how variants are made as it stands on the page, which may be a moment ahead of the document
//! while a slider moves, and variants as the worker last made them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use labelloom_engine::{
    ids::{RuleId, SliceId},
    modality::Modality,
    session::{
        augment::{
            AugmentAsk, AugmentChoice, AugmentReply, AugmentView, MadeVariant, OperationInfo, PolicyInfo,
            PreviewView, VariantScope, VariantView,
        },
        reply::{ListView, ProjectView, RuleView},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    pictures::SIDE,
    words::{self, Sort},
};
use crate::{
    actions::{self, augment::Question},
    components::{Drawing, sharp},
    pages::lookup::Lookup,
    route::{Open, Router, Sheet},
    state::{Basis, Bench, use_bench},
    worker::protocol::Problem,
};

/// Variants that are shown at first, and with every "more".
pub(super) const SHOWN: u32 = 50;

/// Most that are shown.
pub(super) const MOST_SHOWN: u32 = 200;

/// What the board remembers for itself.
#[derive(Clone, Copy, Debug, Default)]
struct Doing {
    /// Whether variants are being asked for.
    asks: bool,
    /// Whether something changed since.
    again: bool,
    /// Whether a slider is ahead of the document.
    moves: bool,
    /// Choices that are on their way to the document.
    saves: u32,
}

/// Pictures of a preview's variants, by record and copy.
type Drawn = BTreeMap<(u32, u32), Drawing>;

/// The page's stores; in context on the Augment page.
#[derive(Clone, Copy)]
pub(super) struct Board {
    /// The page's stores.
    pub(super) bench: Bench,
    /// Where one is.
    pub(super) router: Router,
    /// The open project.
    pub(super) project: Memo<Arc<ProjectView>>,
    /// What there is to choose, and what is accepted.
    pub(super) view: RwSignal<Option<Arc<AugmentView>>>,
    /// How variants are made, as the page has it.
    pub(super) choice: RwSignal<Arc<AugmentChoice>>,
    /// Of which records.
    pub(super) scope: Memo<VariantScope>,
    /// Variants, as last made.
    pub(super) preview: RwSignal<Option<Arc<PreviewView>>>,
    /// … as pictures, where records are images.
    pub(super) drawn: RwSignal<Drawn, LocalStorage>,
    /// Whether records are images.
    pub(super) of_images: bool,
    /// Why there are none.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// How many are asked for.
    pub(super) most: RwSignal<u32>,
    /// Those that are not wanted.
    pub(super) rejected: RwSignal<Arc<BTreeSet<(u32, String)>>>,
    /// What is shown.
    pub(super) sheet: Memo<Sheet>,
    doing: StoredValue<Doing>,
}

impl Lookup for Board {
    fn open_project(self) -> Memo<Arc<ProjectView>> {
        self.project
    }

    fn place(self) -> Router {
        self.router
    }
}

impl Board {
    /// Makes it; `first` is the project as it is now.
    pub(super) fn provide(first: ProjectView) -> Self {
        let bench = use_bench();
        let router = Router::expect();
        bench.augmenting.be_of(bench.project_id.get_untracked());
        let of_images = first.source.modality == Modality::Image;
        let first = Arc::new(first);
        let project = Memo::new(move |_| bench.project.get().map_or_else(|| Arc::clone(&first), Arc::new));
        let scope = Memo::new(move |_| {
            router.route.with(|route| match route.record {
                Some(record) => VariantScope::Record(record),
                None => VariantScope::Selection(route.selection.clone()),
            })
        });
        let board = Self {
            bench,
            router,
            project,
            view: RwSignal::new(None),
            choice: RwSignal::new(Arc::default()),
            scope,
            preview: RwSignal::new(None),
            drawn: RwSignal::new_local(Drawn::new()),
            of_images,
            problem: RwSignal::new(None),
            most: RwSignal::new(SHOWN),
            rejected: bench.augmenting.rejected,
            sheet: Memo::new(move |_| router.route.with(|route| route.sheet)),
            doing: StoredValue::new(Doing::default()),
        };
        board.follow();
        provide_context(board);
        board
    }

    /// The board of the page.
    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Asks anew whenever something changed.
    fn follow(self) {
        let revision = Memo::new(move |_| self.project.with(|project| (project.revision, project.slice)));
        Effect::new(move || {
            // Read, not only tracked: a memo that nobody reads hears of nothing.
            let _ = revision.get();
            self.refresh();
        });
        let is_known = Memo::new(move |_| self.view.with(Option::is_some));
        Effect::new(move || {
            let _ = (revision.get(), self.scope.get(), self.most.get());
            self.choice.track();
            if is_known.get() && self.sheet.get() == Sheet::Variants {
                self.make();
            }
        });
        // Other records begin at their first variants.
        Effect::new(move |before: Option<()>| {
            self.scope.track();
            if before.is_some() {
                self.most.set(SHOWN);
            }
        });
    }

    /// Asks how things stand.
    fn refresh(self) {
        spawn_local(async move {
            match actions::augment::ask(self.bench, Question::State, &AugmentAsk::State).await {
                Ok(AugmentReply::State(view)) => self.stands(*view),
                Ok(_) | Err(None) => {}
                Err(Some(problem)) => self.bench.tell_problem(problem),
            }
        });
    }

    fn stands(self, view: AugmentView) {
        let doing = self.doing.try_get_value();
        let is_ahead = doing.is_none_or(|doing| doing.moves || doing.saves > 0);
        let chosen = view.choice.clone();
        // The page may be left by then.
        if self.view.try_set(Some(Arc::new(view))).is_none() && !is_ahead {
            self.put(chosen);
        }
    }

    fn put(self, choice: AugmentChoice) {
        if self.choice.with_untracked(|now| **now != choice) {
            self.choice.set(Arc::new(choice));
        }
    }

    /// Makes variants, one question after the other: the newest wish is asked for once the answer before has come, so that
    /// variants follow a slider however fast it moves.
    pub(super) fn make(self) {
        if self.doing.with_value(|doing| doing.asks) {
            self.doing.update_value(|doing| doing.again = true);
            return;
        }
        self.doing.update_value(|doing| doing.asks = true);
        spawn_local(async move {
            loop {
                let Some(ask) = self.wanted() else { return };
                let told = actions::augment::preview(self.bench, &ask).await;
                let again = self
                    .doing
                    .try_update_value(|doing| std::mem::take(&mut doing.again));
                let Some(again) = again else { return };
                match told {
                    Ok((view, drawings)) => self.show(view, drawings),
                    // Variants of before are none that would be made now.
                    Err(Some(problem)) => {
                        self.problem.set(Some(problem));
                        self.preview.set(None);
                    }
                    Err(None) => {}
                }
                if !again {
                    break;
                }
            }
            self.doing.try_update_value(|doing| doing.asks = false);
        });
    }

    /// Shows variants, with their pictures where they are images.
    fn show(self, view: PreviewView, drawings: Vec<Drawing>) {
        let of = |variant: &VariantView| (variant.made.record, variant.made.copy);
        let drawn = view.variants.iter().map(of).zip(drawings);
        self.drawn.set(drawn.collect());
        self.problem.set(None);
        self.preview.set(Some(Arc::new(view)));
    }

    fn wanted(self) -> Option<AugmentAsk> {
        Some(AugmentAsk::Preview {
            scope: self.scope.try_get_untracked()?,
            count: self.most.try_get_untracked()?,
            choice: Some((*self.choice.try_get_untracked()?).clone()),
            side: self.of_images.then(|| sharp(SIDE)),
        })
    }

    /// Changes how variants are made on the page alone, while a slider moves.
    pub(super) fn adjust(self, change: impl FnOnce(&mut AugmentChoice)) {
        let mut choice = (*self.choice.get_untracked()).clone();
        change(&mut choice);
        self.doing.update_value(|doing| doing.moves = true);
        self.put(choice);
    }

    /// Changes how variants are made, in the document too.
    pub(super) fn choose(self, change: impl FnOnce(&mut AugmentChoice)) {
        self.adjust(change);
        self.doing.update_value(|doing| {
            doing.moves = false;
            doing.saves += 1;
        });
        let choice = self.choice.get_untracked();
        let is_new = self
            .view
            .with_untracked(|view| view.as_ref().is_none_or(|view| view.choice != *choice));
        spawn_local(async move {
            let is_kept = !is_new || actions::augment::choose(self.bench, &choice).await;
            let left = self.doing.try_update_value(|doing| {
                doing.saves -= 1;
                doing.saves
            });
            // What was refused gives way to what the document says.
            if left == Some(0) && !is_kept {
                self.refresh();
            }
        });
    }

    /// An operation by its name, as it describes itself.
    pub(super) fn operation(self, name: &str) -> Option<OperationInfo> {
        self.view.with_untracked(|view| {
            let all = &view.as_ref()?.operations;
            all.iter().find(|operation| operation.name == name).cloned()
        })
    }

    /// What an operation is called.
    pub(super) fn title(self, name: &str) -> String {
        self.operation(name)
            .map_or_else(|| name.to_owned(), |operation| operation.title)
    }

    /// What a policy is called that draws operations by itself; none where a person chooses them.
    pub(super) fn drawing(self, name: &str) -> Option<String> {
        self.view.with_untracked(|view| {
            let mut all = view.as_ref()?.policies.iter();
            let policy = all.find(|policy| policy.name == name && !policy.draws.is_empty())?;
            Some(policy.title.clone())
        })
    }

    /// The policy that is chosen.
    pub(super) fn policy(self) -> Option<PolicyInfo> {
        let name = self.choice.with(|choice| choice.policy.clone());
        self.view.with(|view| {
            let all = &view.as_ref()?.policies;
            all.iter().find(|policy| policy.name == name).cloned()
        })
    }

    /// Goes to a rule in the editor.
    pub(super) fn go_to_editor(self, id: RuleId) {
        self.router.go(&self.rules_page().opening(Open::Rule(id)));
    }

    /// Whether training would be of something else now than it was: of other rules, labels, gold or models, or of variants
    /// made otherwise.
    pub(super) fn is_other(self, basis: &Basis) -> bool {
        let is_other = |project: &ProjectView| {
            let (now, then) = (project, &basis.project);
            let votes = |project: &ProjectView| -> Vec<_> {
                let rules = project.rules.iter();
                rules.map(|rule| (rule.id, rule.enabled, rule.text())).collect()
            };
            now.labels != then.labels
                || now.gold != then.gold
                || now.model != then.model
                || now.lists != then.lists
                || now.accents != then.accents
                || votes(now) != votes(then)
        };
        let is_made_otherwise = |now: &AugmentChoice| match &basis.ask {
            AugmentAsk::Helps {
                choice: Some(then), ..
            } => now != then,
            // Policies are what a search tries: of what is chosen the rest counts.
            AugmentAsk::Search {
                choice: Some(then), ..
            } => now.seed != then.seed || now.locks != then.locks || now.synonyms != then.synonyms,
            _ => false,
        };
        self.project.with(|project| is_other(project)) || self.choice.with(|choice| is_made_otherwise(choice))
    }

    /// What the rules' votes hang on; other edits leave it as it is.
    pub(super) fn rules_as_they_are(self) -> (Vec<RuleView>, Vec<ListView>, Option<SliceId>) {
        self.project
            .with(|project| (project.rules.clone(), project.lists.clone(), project.slice))
    }

    /// The address of a record among the others, on the Rules page.
    pub(super) fn record(self, index: u32) -> String {
        self.rules_page()
            .tab(crate::route::Tab::Records)
            .showing(Some(index))
            .address()
    }

    /// The variants listed that can be accepted all at once.
    pub(super) fn acceptable(self, sort: Sort) -> Vec<MadeVariant> {
        let rejected = self.rejected.get();
        self.preview.with(|preview| {
            let variants = preview.iter().flat_map(|preview| &preview.variants);
            let wanted = variants
                .filter(|variant| words::is_of(variant, sort) && variant.valid && !variant.accepted)
                .filter(|variant| !rejected.contains(&key(variant)));
            wanted.map(|variant| variant.made.clone()).collect()
        })
    }

    /// Sets a variant aside, or takes it back.
    pub(super) fn reject(self, variant: (u32, String)) {
        self.rejected.update(|rejected| {
            let rejected = Arc::make_mut(rejected);
            if !rejected.remove(&variant) {
                rejected.insert(variant);
            }
        });
    }
}

/// What tells a variant from all others: its text, or what was done to its image.
pub(super) fn key(variant: &VariantView) -> (u32, String) {
    let made = &variant.made;
    let content = match variant.picture {
        // Numbers and names: nothing in them that JSON could not hold.
        Some(_) => serde_json::to_string(&made.operations).unwrap_or_default(),
        None => made.text.clone(),
    };
    (made.record, content)
}
