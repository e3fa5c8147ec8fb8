//! What a letter can be about, and the names of what can then be said in it.

use super::super::plan::codes;
use serde::Deserialize;

codes! {
    /// What a letter is about.
    About {
        Issue = "issue",
        Intake = "intake",
        Clue = "clue",
        /// An order, or the last one of its kind on an issue.
        Order = "order",
        Transfer = "transfer",
        /// A paper or file that a unit handed in.
        HandIn = "hand_in",
        /// A unit and what it owes.
        Unit = "unit",
        /// The campaign, or what a filter keeps of it.
        Campaign = "campaign",
        /// One month of it.
        Month = "month",
    }
}

/// A list, and the names of what can be said of each entry.
pub type List = (&'static str, &'static [&'static str]);

/// The names of values and lists.
#[derive(Debug, Clone)]
pub struct Names {
    pub values: Vec<&'static str>,
    pub lists: Vec<List>,
}

/// Said of every letter.
const ALWAYS: &[&str] = &[
    "campaign",
    "campaign_short",
    "addressed_to",
    "paper",
    "paper_no",
    "issuer",
    "office",
    "office_short",
    "contact",
    "phone",
    "today",
    "year",
    "subject",
];

const ISSUE: &[&str] = &[
    "no",
    "unit",
    "place",
    "stage",
    "category",
    "item",
    "title",
    "desc",
    "source",
    "found_on",
    "reported_on",
    "assigned_on",
    "persons",
    "students",
    "amount",
    "refundable",
    "refunded",
    "type",
    "lead",
    "co",
    "deadline",
    "original_deadline",
    "state",
    "round",
    "claimed_on",
    "claimed_by",
    "statement",
    "verified_on",
    "verified_by",
    "verify_way",
    "opinion",
    "closed_on",
    "overdue_days",
    "listed_on",
    "listed_for",
    "delisted_on",
    "delist_check",
    "extend_from",
    "extend_to",
    "extend_reason",
    "asked_on",
    "extensions",
    "leader",
    "person",
    "person_phone",
];
const ISSUE_LISTS: &[List] = &[
    ("measures", &["n", "goal", "action", "leader", "person", "due", "done_on"]),
    ("progress", &["n", "on", "text", "by"]),
    ("evidence", &["n", "name", "kind", "copies", "where"]),
    COURSE,
];
const COURSE: List = ("course", &["n", "on", "who", "act", "body"]);
const ISSUES: List = (
    "issues",
    &["n", "no", "unit", "place", "category", "title", "desc", "lead", "deadline", "state", "overdue_days"],
);

const CAME_IN: &[&str] = &[
    "no",
    "unit",
    "place",
    "category",
    "item",
    "title",
    "desc",
    "source",
    "received_on",
    "disposal",
    "disposed_on",
];
const INTAKE: &[&str] =
    &["anonymous", "letters", "reply_due", "replied_on", "reply", "satisfied", "became", "taken_by"];
const CLUE: &[&str] = &["check_result", "check_text", "checked_on", "lead"];

const ORDER: &[&str] = &[
    "order_no",
    "order_kind",
    "demand",
    "grounds",
    "issued_on",
    "order_signer",
    "order_due",
    "receipt_on",
    "receipt_by",
    "feedback",
    "feedback_on",
    "feedback_result",
];

const TRANSFER: &[&str] = &[
    "no",
    "unit",
    "title",
    "to_body",
    "reason",
    "sent_on",
    "sent_way",
    "handling_due",
    "receipt_on",
    "receipt_by",
    "disposal",
    "source",
    "received_on",
];

const HAND_IN: &[&str] = &[
    "unit",
    "paper_name",
    "file",
    "period",
    "received_on",
    "filled_by",
    "checked_by",
    "stamped_on",
    "taken_n",
    "back_n",
    "first_no",
    "last_no",
    "again_by",
    "due",
    "late_days",
    "receiver",
    "back_reason",
];
const HAND_IN_LISTS: &[List] = &[
    ("classes", &["n", "category", "taken"]),
    ("nil", &["n", "category"]),
    ("taken", &["n", "row", "no", "category", "place", "title"]),
    ("back", &["n", "row", "no", "title", "why"]),
];

const UNIT: &[&str] = &["unit", "liaison", "liaison_phone", "missing_n", "overdue_n", "next_day"];
const UNIT_LISTS: &[List] =
    &[("missing", &["n", "name", "due", "late_days", "receiver"]), ("overdue", ISSUES.1)];

const CAMPAIGN: &[&str] = &[
    "as_of",
    "scope",
    "unit",
    "phase",
    "phase_days_left",
    "units_n",
    "issues",
    "rectified",
    "rate",
    "closed",
    "closing_rate",
    "rectifying",
    "not_begun",
    "claimed",
    "overdue_n",
    "soon_n",
    "overdue_units_n",
    "listed_ever",
    "listed_now",
    "delisted",
    "orders_n",
    "transferred",
    "talked_to",
    "party",
    "office_sanctions",
    "contract",
    "amount",
    "refunded",
    "told",
    "intakes",
    "papers_owed",
    "papers_handed",
    "papers_missing",
    "papers_late",
    "facts",
    "head",
    "issues_before",
    "rectified_before",
    "rate_before",
    "issues_new",
    "rectified_new",
];
const CAMPAIGN_LISTS: &[List] = &[
    ("units", &["n", "unit", "issues", "rectified", "rate", "moved", "overdue", "listed", "late"]),
    ("overdue_units", &["n", "unit", "overdue"]),
    ("behind", &["n", "unit", "issues", "rectified", "rate"]),
    ("categories", &["n", "category", "issues", "rectified", "closed", "rate"]),
    ("overdue", ISSUES.1),
    ("listed", ISSUES.1),
    ("open", ISSUES.1),
    ("claimed", ISSUES.1),
    ("missing", &["n", "name", "owed", "handed", "missing", "units"]),
    ("tasks", &["n", "no", "time", "work", "by", "done"]),
    ("next_tasks", &["n", "no", "time", "work", "by", "days_left"]),
    ("told", &["n", "no", "title", "on"]),
    ("owed_entries", &["n", "no", "unit", "title", "due"]),
    ("files", &["n", "name", "no", "on", "count", "remark"]),
    ("folders", &["n", "name", "count"]),
];

impl About {
    /// Every one.
    pub const ALL: [About; 9] = [
        About::Issue,
        About::Intake,
        About::Clue,
        About::Order,
        About::Transfer,
        About::HandIn,
        About::Unit,
        About::Campaign,
        About::Month,
    ];

    /// The names of all that can be said of it.
    pub fn names(self) -> Names {
        let (values, lists): (Vec<&[&str]>, &[&[List]]) = match self {
            About::Issue => (vec![ISSUE], &[ISSUE_LISTS]),
            About::Intake => (vec![CAME_IN, INTAKE], &[&[COURSE]]),
            About::Clue => (vec![CAME_IN, CLUE], &[&[COURSE]]),
            About::Order => (vec![ISSUE, ORDER], &[ISSUE_LISTS, &[ISSUES]]),
            About::Transfer => (vec![TRANSFER], &[&[ISSUES, COURSE, ("materials", &["n", "name"])]]),
            About::HandIn => (vec![HAND_IN], &[HAND_IN_LISTS]),
            About::Unit => (vec![UNIT], &[UNIT_LISTS]),
            About::Campaign => (vec![CAMPAIGN], &[CAMPAIGN_LISTS]),
            About::Month => (vec![CAMPAIGN, &["month"]], &[CAMPAIGN_LISTS]),
        };
        Names {
            values: ALWAYS.iter().chain(values.into_iter().flatten()).copied().collect(),
            lists: lists.iter().copied().flatten().copied().collect(),
        }
    }

    /// True for what is about no single record.
    pub fn is_at_large(self) -> bool {
        matches!(self, About::Campaign | About::Month)
    }
}

impl Names {
    /// The names that can be said of each of several things.
    pub fn common(of: &[About]) -> Self {
        let mut all = of.iter().map(|about| about.names());
        let Some(mut common) = all.next() else { return Self { values: Vec::new(), lists: Vec::new() } };
        for names in all {
            common.values.retain(|value| names.values.contains(value));
            common.lists.retain(|list| names.lists.contains(list));
        }
        common
    }

    /// The names of what is said of an entry of a list.
    pub fn of_list(&self, list: &str) -> Option<&'static [&'static str]> {
        self.lists.iter().find(|(name, _)| *name == list).map(|(_, names)| *names)
    }
}
