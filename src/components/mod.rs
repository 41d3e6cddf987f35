//! The page's small parts. Each does one thing, has its css under the same name in `style/`, takes its colours from
//! `style/tokens.css` only, and passes `on:…` and `attr:…` of its caller on to its one root element.

mod bar;
mod button;
mod chip;
mod copy_button;
mod dialog;
mod empty;
mod field;
mod figure;
mod icon;
mod kbd;
mod label_tag;
mod menu;
mod number_input;
pub(crate) mod numbers;
mod picture;
mod proportion;
mod record_text;
mod resize;
mod sort;
mod tip;
mod virtual_list;

pub(crate) use bar::{Bar, Share, StackedBar};
pub(crate) use button::{Button, ButtonKind, IconButton};
pub(crate) use chip::{Chip, FilterChip};
pub(crate) use copy_button::CopyButton;
pub(crate) use dialog::Dialog;
pub(crate) use empty::EmptyState;
pub(crate) use field::{Field, Select, SelectOption};
pub(crate) use figure::Figure;
pub(crate) use icon::{Icon, Shape};
pub(crate) use kbd::Kbd;
pub(crate) use label_tag::LabelTag;
pub(crate) use menu::Menu;
pub(crate) use number_input::{NumberInput, whole_number};
pub(crate) use picture::{Canvas, Drawing, Fetching, Picture, Pictured, Place, sharp};
pub(crate) use proportion::Proportion;
pub(crate) use record_text::RecordText;
pub(crate) use resize::{on_size, on_width};
pub(crate) use sort::{Column, Sort, SortHead};
pub(crate) use tip::Tip;
pub(crate) use virtual_list::VirtualList;
