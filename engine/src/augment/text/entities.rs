//! Names that stand for each other: of people, places, days and months. Words that often mean something else (`May`,
//! `Will`, `Turkey`) are left out.

/// A kind of name: what it is called in policy files, its names in lower case, and whether they count only with a capital.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) names: &'static [&'static str],
    pub(super) needs_capital: bool,
}

/// Every kind.
pub(super) static KINDS: [Kind; 5] = [
    Kind {
        name: "person",
        names: &[
            "adam", "alice", "andrew", "anna", "anthony", "barbara", "benjamin", "brian", "carol", "catherine", "charles",
            "daniel", "david", "deborah", "donald", "edward", "elizabeth", "emily", "emma", "eric", "george", "hannah",
            "helen", "henry", "jacob", "james", "jason", "jennifer", "jessica", "joseph", "julia", "karen", "kevin",
            "laura", "linda", "lisa", "margaret", "maria", "martha", "matthew", "michael", "nancy", "nathan", "nicholas",
            "olivia", "patricia", "patrick", "paul", "peter", "rachel", "rebecca", "richard", "robert", "ruth", "samuel",
            "sarah", "simon", "sophie", "stephen", "steven", "susan", "thomas", "timothy", "victoria", "walter", "william",
        ],
        needs_capital: true,
    },
    Kind {
        name: "city",
        names: &[
            "amsterdam", "athens", "atlanta", "baltimore", "barcelona", "berlin", "birmingham", "boston", "brussels",
            "budapest", "chicago", "copenhagen", "dallas", "denver", "detroit", "dublin", "edinburgh", "geneva", "glasgow",
            "hamburg", "helsinki", "houston", "istanbul", "leeds", "lisbon", "liverpool", "london", "madrid", "manchester",
            "melbourne", "miami", "milan", "montreal", "moscow", "munich", "oslo", "paris", "philadelphia", "prague",
            "rome", "seattle", "stockholm", "sydney", "tokyo", "toronto", "vancouver", "vienna", "warsaw", "zurich",
        ],
        needs_capital: true,
    },
    Kind {
        name: "country",
        names: &[
            "argentina", "australia", "austria", "belgium", "brazil", "canada", "chile", "denmark", "egypt", "england",
            "finland", "france", "germany", "greece", "iceland", "india", "ireland", "israel", "italy", "japan", "kenya",
            "mexico", "morocco", "nigeria", "norway", "pakistan", "peru", "poland", "portugal", "romania", "russia",
            "scotland", "spain", "sweden", "switzerland", "thailand", "ukraine", "vietnam", "wales",
        ],
        needs_capital: true,
    },
    Kind {
        name: "day",
        names: &["friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday"],
        needs_capital: false,
    },
    Kind {
        name: "month",
        names: &[
            "april", "august", "december", "february", "january", "july", "june", "november", "october", "september",
        ],
        needs_capital: true,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_of_one_kind() {
        let mut all: Vec<&str> = KINDS.iter().flat_map(|kind| kind.names).copied().collect();
        assert!(KINDS.iter().all(|kind| kind.names.is_sorted() && kind.names.len() > 2));
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
