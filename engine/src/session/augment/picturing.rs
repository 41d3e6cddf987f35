//! Variants of images: made by a recipe, with what rules see of them.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::accepted::MadeShare;
use super::made::{Picture, Variant};
use crate::augment::image::policies::Recipe;
use crate::augment::image::{ImageVariant, Parent, Partner, Partners, Variants};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::images::Image;
use crate::images::statistics::{self, Statistic};
use crate::num::count;
use crate::session::project::Project;

/// Makes variants of a project's images.
#[derive(Debug)]
pub(super) struct Picturing {
    pub(super) recipe: Recipe,
    pub(super) seed: u32,
    columns: StatisticColumns,
    others: Arc<Vec<u32>>,
}

/// The fields that say something of a record's pixels, by their places.
#[derive(Debug)]
pub(super) struct StatisticColumns(Vec<(usize, &'static Statistic)>);

impl Picturing {
    /// Makes a recipe ready that has been checked.
    pub(super) fn new(project: &Project, recipe: Recipe, seed: u32) -> Self {
        Self {
            columns: StatisticColumns::of(&project.corpus),
            others: match recipe.takes_partners() {
                true => project.by_id(),
                false => Arc::default(),
            },
            recipe,
            seed,
        }
    }

    /// The variants of a record, the original left out.
    pub(super) fn variants(
        &self,
        project: &Project,
        record: u32,
        label: Option<&str>,
    ) -> Result<Vec<Variant>> {
        let corpus = &project.corpus;
        let image = corpus.image(record).ok_or_else(no_image)?;
        let id = corpus.id(record);
        let parent = Parent {
            id: &id,
            label,
            image: &image,
        };
        let others = Others {
            corpus,
            order: &self.others,
        };
        let mut made = Variants::new(&self.recipe, self.seed).with(&parent, &others)?;
        made.retain(|variant| variant.copy > 0);
        let picture = |made: ImageVariant| {
            let shares = made.shares.iter();
            let shares: Vec<MadeShare> = shares
                .filter_map(|share| {
                    Some(MadeShare {
                        record: if share.id == id {
                            record
                        } else {
                            others.find(&share.id)?
                        },
                        share: share.share,
                    })
                })
                .collect();
            let partners = shares.iter().map(|share| share.record);
            Variant::Image(Box::new(Picture {
                fields: self.columns.values(corpus, record, &made.image),
                partners: partners.filter(|&partner| partner != record).collect(),
                shares,
                made,
                described: OnceLock::new(),
            }))
        };
        Ok(made.into_iter().map(picture).collect())
    }
}

/// Where a project has no images.
pub(super) fn no_image() -> Error {
    Error::new(
        "The records of this project are texts",
        "Open a project of images",
    )
}

impl StatisticColumns {
    /// Those of a corpus.
    pub(super) fn of(corpus: &Corpus) -> Self {
        let fields = corpus.fields().iter().enumerate();
        let known = fields.filter_map(|(place, field)| Some((place, statistics::find(&field.name)?)));
        Self(known.collect())
    }

    /// The values of a variant of a record, as the columns write them; width and height are the record's.
    pub(super) fn values(&self, corpus: &Corpus, record: u32, image: &Image) -> Vec<(usize, String)> {
        let original = corpus.images().map(|images| images.original(record));
        let original = original.unwrap_or(image.size());
        let known = self.0.iter().map(|(_, statistic)| *statistic);
        let values = statistics::written(known, image, original).map(Option::unwrap_or_default);
        self.0.iter().map(|(place, _)| *place).zip(values).collect()
    }
}

/// All images of a project, in the order of their ids.
struct Others<'a> {
    corpus: &'a Corpus,
    order: &'a [u32],
}

impl Others<'_> {
    fn find(&self, id: &str) -> Option<u32> {
        let found = self
            .order
            .binary_search_by(|&record| self.corpus.id(record).as_str().cmp(id));
        found.ok().map(|at| self.order[at])
    }
}

impl Partners for Others<'_> {
    fn count(&self) -> usize {
        self.order.len()
    }

    fn is_other(&self, at: usize, id: &str) -> bool {
        self.order
            .get(at)
            .is_some_and(|&record| self.corpus.id(record) != id)
    }

    fn partner(&self, at: usize) -> Option<Partner<'_>> {
        let record = *self.order.get(at)?;
        Some(Partner {
            id: self.corpus.id(record),
            label: None,
            image: Cow::Owned(self.corpus.image(record)?),
        })
    }
}

impl Project {
    /// The records in the order of their ids, by bytes. They never change.
    fn by_id(&self) -> Arc<Vec<u32>> {
        let order = self.augment.by_id.get_or_init(|| {
            let mut order: Vec<u32> = (0..count(self.corpus.len())).collect();
            order.sort_by_cached_key(|&record| self.corpus.id(record));
            Arc::new(order)
        });
        Arc::clone(order)
    }

    /// The record of an id.
    pub(super) fn of_id(&self, id: &str) -> Option<u32> {
        let others = Others {
            corpus: &self.corpus,
            order: &self.by_id(),
        };
        others.find(id)
    }
}
