//! The frame around every page: head, rail, foot, notices and the sheet of keys.

mod foot;
mod head;
mod key_sheet;
mod mark;
mod notices;
mod palette;
mod rail;
mod reopen;
mod requests;
mod save_state;

pub(crate) use foot::Foot;
pub(crate) use head::Head;
pub(crate) use key_sheet::KeySheet;
pub(crate) use notices::Notices;
pub(crate) use palette::Palette;
pub(crate) use rail::Rail;
pub(crate) use reopen::{Opening, reopen};
