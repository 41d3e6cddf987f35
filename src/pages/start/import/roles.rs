//! The part each column plays, and what choosing one does to the others.

use labelloom_engine::formats::mapping::Mapping;

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The text to label; exactly one column.
    Text,
    /// The record's own id; at most one.
    Id,
    /// What a person has decided; at most one.
    Gold,
    /// Dev or held-out; at most one.
    Split,
    /// Kept beside the text, and looked into by rules as well.
    MoreText,
    /// Kept beside the text.
    Field,
    /// Not imported.
    LeaveOut,
}

impl Role {
    /// All, in the order they are offered.
    pub(crate) const ALL: [Self; 7] = [
        Self::Text,
        Self::MoreText,
        Self::Id,
        Self::Gold,
        Self::Split,
        Self::Field,
        Self::LeaveOut,
    ];

    /// The name in code and css.
    pub(crate) fn value(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::MoreText => "more-text",
            Self::Id => "id",
            Self::Gold => "gold",
            Self::Split => "split",
            Self::Field => "field",
            Self::LeaveOut => "leave-out",
        }
    }

    /// The name people read.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::MoreText => "Text too",
            Self::Id => "Id",
            Self::Gold => "Gold label",
            Self::Split => "Split",
            Self::Field => "Field",
            Self::LeaveOut => "Leave out",
        }
    }

    /// The role of a name.
    pub(crate) fn named(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.value() == value)
    }

    /// The part a column plays in a mapping.
    pub(crate) fn of(mapping: &Mapping, column: &str) -> Self {
        let is = |name: &Option<String>| name.as_deref() == Some(column);
        if mapping.text == column {
            Self::Text
        } else if is(&mapping.id) {
            Self::Id
        } else if is(&mapping.gold) {
            Self::Gold
        } else if is(&mapping.split) {
            Self::Split
        } else if mapping.more_texts.iter().any(|text| text == column) {
            Self::MoreText
        } else if mapping.fields.iter().any(|field| field == column) {
            Self::Field
        } else {
            Self::LeaveOut
        }
    }
}

/// The mapping with another part for one column. A column that loses a part of which there is only one becomes a
/// field; fields stay in the order of the file's columns.
pub(crate) fn with_role(mapping: &Mapping, columns: &[String], column: &str, role: Role) -> Mapping {
    let mut roles = columns
        .iter()
        .map(|name| (name, Role::of(mapping, name)))
        .collect::<Vec<_>>();
    for (name, held) in &mut roles {
        if *name == column {
            *held = role;
        } else if *held == role && !matches!(role, Role::MoreText | Role::Field | Role::LeaveOut) {
            *held = Role::Field;
        }
    }
    let only = |role: Role| {
        roles
            .iter()
            .find(|(_, held)| *held == role)
            .map(|(name, _)| (*name).clone())
    };
    let all = |is: fn(Role) -> bool| -> Vec<String> {
        let held = roles.iter().filter(|(_, held)| is(*held));
        held.map(|(name, _)| (*name).clone()).collect()
    };
    Mapping {
        text: only(Role::Text).unwrap_or_default(),
        id: only(Role::Id),
        gold: only(Role::Gold),
        split: only(Role::Split),
        fields: all(|role| matches!(role, Role::Field | Role::MoreText)),
        more_texts: all(|role| role == Role::MoreText),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<String> {
        ["nr", "body", "class", "likes"].map(str::to_owned).to_vec()
    }

    fn mapping() -> Mapping {
        Mapping {
            text: "body".into(),
            id: Some("nr".into()),
            gold: Some("class".into()),
            split: None,
            fields: vec!["likes".into()],
            more_texts: Vec::new(),
        }
    }

    #[test]
    fn there_is_one_text_and_the_old_one_becomes_a_field() {
        let changed = with_role(&mapping(), &columns(), "likes", Role::Text);
        assert_eq!(changed.text, "likes");
        assert_eq!(changed.fields, ["body"]);
        assert_eq!(changed.id.as_deref(), Some("nr"), "others keep their part");
    }

    #[test]
    fn a_column_left_out_is_in_no_part() {
        let changed = with_role(&mapping(), &columns(), "class", Role::LeaveOut);
        assert_eq!(changed.gold, None);
        assert_eq!(Role::of(&changed, "class"), Role::LeaveOut);
        assert_eq!(changed.fields, ["likes"]);
    }

    #[test]
    fn fields_keep_the_order_of_the_file() {
        let changed = with_role(&mapping(), &columns(), "nr", Role::Field);
        assert_eq!(changed.fields, ["nr", "likes"]);
        let changed = with_role(&changed, &columns(), "class", Role::Field);
        assert_eq!(changed.fields, ["nr", "class", "likes"]);
    }

    #[test]
    fn a_second_text_is_a_field_too() {
        let changed = with_role(&mapping(), &columns(), "class", Role::MoreText);
        assert_eq!(changed.text, "body");
        assert_eq!(changed.fields, ["class", "likes"]);
        assert_eq!(changed.more_texts, ["class"]);
        assert_eq!(Role::of(&changed, "class"), Role::MoreText);
    }

    #[test]
    fn without_a_text_column_the_text_is_empty() {
        assert_eq!(with_role(&mapping(), &columns(), "body", Role::Field).text, "");
    }

    #[test]
    fn every_role_is_found_by_its_value() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.value()), Some(role));
        }
    }
}
