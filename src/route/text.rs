//! A place as text: `#/rules?f=uncovered&f=rule:3&q=refund&rule=3&tab=records`.

use labelloom_engine::{
    ids::{RuleId, SliceId},
    session::request::Selection,
};

use super::{Judge, Map, Open, Page, Route, Sheet, Side, Tab, filters};

impl Page {
    fn path(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Data => "data",
            Self::Rules => "rules",
            Self::Labels => "labels",
            Self::Conflicts => "conflicts",
            Self::Graph => "graph",
            Self::Augment => "augment",
            Self::Export => "export",
        }
    }

    fn from_path(path: &str) -> Option<Self> {
        [
            Self::Start,
            Self::Data,
            Self::Rules,
            Self::Labels,
            Self::Conflicts,
            Self::Graph,
            Self::Augment,
            Self::Export,
        ]
        .into_iter()
        .find(|page| page.path() == path)
    }
}

impl Tab {
    fn word(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Records => "records",
            Self::Edit => "edit",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Rules, Self::Records, Self::Edit]
            .into_iter()
            .find(|tab| tab.word() == word)
    }
}

impl Map {
    fn word(self) -> &'static str {
        match self {
            Self::Conflicts => "conflicts",
            Self::Overlaps => "overlaps",
            Self::Share => "share",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Conflicts, Self::Overlaps, Self::Share]
            .into_iter()
            .find(|map| map.word() == word)
    }
}

impl Judge {
    fn word(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::HeldOut => "held-out",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Dev, Self::HeldOut]
            .into_iter()
            .find(|judge| judge.word() == word)
    }
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Suggestions => "suggestions",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Rules, Self::Suggestions]
            .into_iter()
            .find(|side| side.word() == word)
    }
}

impl Sheet {
    fn word(self) -> &'static str {
        match self {
            Self::Variants => "variants",
            Self::Rates => "rates",
            Self::Robustness => "rules",
            Self::Helps => "helps",
            Self::Accepted => "accepted",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [
            Self::Variants,
            Self::Rates,
            Self::Robustness,
            Self::Helps,
            Self::Accepted,
        ]
        .into_iter()
        .find(|sheet| sheet.word() == word)
    }
}

impl Open {
    fn word(self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::New => Some("new".into()),
            Self::Rule(id) => Some(id.0.to_string()),
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        if word == "new" {
            Some(Self::New)
        } else {
            word.parse().ok().map(|id| Self::Rule(RuleId(id)))
        }
    }
}

impl Route {
    /// The address, with its `#`.
    pub(crate) fn address(&self) -> String {
        let Selection { filters, search } = &self.selection;
        let mut parts: Vec<String> = filters
            .iter()
            .map(|filter| format!("f={}", filters::word(*filter)))
            .collect();
        if !search.is_empty() {
            parts.push(format!("q={}", escaped(search)));
        }
        parts.extend(self.slice.map(|slice| format!("slice={}", slice.0)));
        parts.extend(self.open.word().map(|word| format!("rule={word}")));
        parts.extend(self.record.map(|index| format!("record={index}")));
        if let (Page::Data, Some(list)) = (self.page, &self.list) {
            parts.push(format!("list={}", escaped(list)));
        }
        if let (Page::Graph, Some(tint)) = (self.page, &self.tint) {
            parts.push(format!("color={}", escaped(tint)));
        }
        if self.tab != Tab::default() {
            parts.push(format!("tab={}", self.tab.word()));
        }
        if self.map != Map::default() {
            parts.push(format!("map={}", self.map.word()));
        }
        if self.judge != Judge::default() {
            parts.push(format!("by={}", self.judge.word()));
        }
        if self.side != Side::default() {
            parts.push(format!("left={}", self.side.word()));
        }
        if self.sheet != Sheet::default() {
            parts.push(format!("show={}", self.sheet.word()));
        }
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("#/{}{mark}{}", self.page.path(), parts.join("&"))
    }

    /// The place of an address; none where it leads nowhere.
    pub(crate) fn from_address(address: &str) -> Option<Self> {
        let rest = address.strip_prefix('#').unwrap_or(address);
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut route = Self::page(Page::from_path(path)?);
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=')?;
            route.read_part(key, &unescaped(value)?)?;
        }
        Some(route)
    }

    fn read_part(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "slice" => self.slice = Some(SliceId(value.parse().ok()?)),
            "f" => self.selection.filters.push(filters::from_word(value)?),
            "q" => self.selection.search = value.into(),
            "rule" => self.open = Open::from_word(value)?,
            "list" => self.list = Some(value.into()),
            "color" => self.tint = Some(value.into()),
            "record" => self.record = Some(value.parse().ok()?),
            "tab" => self.tab = Tab::from_word(value)?,
            "map" => self.map = Map::from_word(value)?,
            "by" => self.judge = Judge::from_word(value)?,
            "show" => self.sheet = Sheet::from_word(value)?,
            "left" => self.side = Side::from_word(value)?,
            _ => return None,
        }
        Some(())
    }
}

/// Percent-encoding of everything but letters, digits and a few harmless marks.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'*' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use labelloom_engine::session::request::Filter;

    use super::*;

    #[test]
    fn a_full_address_survives_the_way_there_and_back() {
        let selection = Selection {
            filters: vec![Filter::Uncovered, Filter::BothRules(RuleId(3), RuleId(12))],
            search: "\"my channel\", é & 50 % #1".into(),
        };
        let route = Route {
            page: Page::Rules,
            slice: Some(SliceId(2)),
            selection,
            open: Open::Rule(RuleId(3)),
            record: Some(17),
            tab: Tab::Records,
            list: None,
            map: Map::default(),
            judge: Judge::HeldOut,
            side: Side::Suggestions,
            tint: None,
            sheet: Sheet::default(),
        };
        assert_eq!(Route::from_address(&route.address()), Some(route));
    }

    #[test]
    fn addresses_read_as_people_write_them() {
        let route = Route::from_address("#/rules?f=uncovered&f=rule:3&q=refund&rule=new&tab=records");
        assert_eq!(
            route,
            Some(Route {
                page: Page::Rules,
                slice: None,
                selection: Selection {
                    filters: vec![Filter::Uncovered, Filter::Rule(RuleId(3))],
                    search: "refund".into()
                },
                open: Open::New,
                record: None,
                tab: Tab::Records,
                list: None,
                map: Map::default(),
                judge: Judge::Dev,
                side: Side::Rules,
                tint: None,
                sheet: Sheet::default(),
            })
        );
        assert_eq!(Route::from_address(""), Some(Route::default()));
        assert_eq!(Route::from_address("#/data"), Some(Route::page(Page::Data)));
        let walk = Route::default().walk(Filter::RulesConflict(RuleId(3), RuleId(5)));
        assert_eq!(walk.address(), "#/conflicts?f=conflict:3+5");
        assert_eq!(Route::from_address("#/conflicts?f=conflict:3+5"), Some(walk));
        let map = Route::page(Page::Graph).tinted(Some("rule:3".into()));
        assert_eq!(map.address(), "#/graph?color=rule%3A3");
        assert_eq!(Route::from_address("#/graph?color=rule:3"), Some(map));
        let variants = Route::page(Page::Augment).sheet(Sheet::Accepted);
        assert_eq!(variants.address(), "#/augment?show=accepted");
        assert_eq!(Route::from_address("#/augment?show=accepted"), Some(variants));
        assert_eq!(Route::from_address("#/augment?show=x"), None);
        assert_eq!(Route::list("Grüße").address(), "#/data?list=Gr%C3%BC%C3%9Fe");
        assert_eq!(Route::from_address("#/data?list=a-b"), Some(Route::list("a-b")));
    }

    #[test]
    fn addresses_that_lead_nowhere_are_said_to() {
        for address in [
            "#/nowhere",
            "#/rules?f=nonsense",
            "#/rules?f=rule:x",
            "#/rules?color=1",
            "#/conflicts?map=x",
            "#/labels?by=x",
            "#/rules?q=%E9",
            "#/rules?q=%é",
        ] {
            assert_eq!(Route::from_address(address), None, "{address}");
        }
    }
}
