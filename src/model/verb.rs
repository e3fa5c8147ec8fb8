//! The verbs: the only ways in which anything changes.

use serde::{Deserialize, Serialize};

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// A way to change something. Names are those of the command line.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Verb {
            $($(#[$doc])* #[serde(rename = $code)] $name),+
        }

        impl Verb {
            /// Every verb, in the order of work.
            pub const ALL: &[Verb] = &[$(Verb::$name),+];

            /// The code used on the command line, in JSON and in message ids.
            pub fn code(self) -> &'static str {
                match self { $(Verb::$name => $code),+ }
            }

            /// The verb with this code.
            pub fn from_code(code: &str) -> Option<Verb> {
                match code { $($code => Some(Verb::$name),)+ _ => None }
            }
        }
    };
}

verbs! {
    Register = "register",
    Submit = "submit",
    Return = "return",
    Decline = "decline",
    Accept = "accept",
    Assign = "assign",
    Reassign = "reassign",
    /// Received by the section, where the pack asks for that.
    Acknowledge = "acknowledge",
    /// The section says it is not its own.
    Bounce = "bounce",
    Amend = "amend",
    Plan = "plan",
    ApprovePlan = "approve-plan",
    Progress = "progress",
    Extend = "extend",
    DecideExtension = "decide-extension",
    /// Goes on for good, with a day to look at it again.
    Standing = "standing",
    Claim = "claim",
    /// Verified but not yet closed, where the pack parts the two.
    Verify = "verify",
    Close = "close",
    SendBack = "send-back",
    Unfounded = "unfounded",
    /// The same matter as another issue.
    Merge = "merge",
    Unmerge = "unmerge",
    /// A part of it becomes an issue of its own.
    Split = "split",
    /// Two sides of one matter.
    Link = "link",
    /// Another round under the same number.
    Reopen = "reopen",
    Chase = "chase",
    /// Rectification by a set day, on a ground the paper names.
    Timed = "timed",
    /// Put on the supervised list.
    List = "list",
    Delist = "delist",
    /// A supervision order, numbered.
    Order = "order",
    /// Handed to a body outside. It never stops the rectification.
    Transfer = "transfer",
    /// Somebody is held to account.
    Outcome = "outcome",
    /// What came back to an order or a transfer.
    Receipt = "receipt",
    Note = "note",
    Evidence = "evidence",
    Void = "void",
    /// Takes in a call, a visit, a letter.
    Take = "take",
    Reply = "reply",
    /// Checks a clue.
    Check = "check",
    /// Says what becomes of an intake, a clue or a transfer.
    Dispose = "dispose",
    HandIn = "hand-in",
    Receive = "receive",
    HandBack = "hand-back",
    /// A signed zero.
    Nil = "nil",
    Done = "done",
    /// Decides on what the plan leaves open.
    Settle = "settle",
    /// An ad-hoc request beside the rows of the plan.
    Task = "task",
    Inspect = "inspect",
    Publish = "publish",
    Meet = "meet",
    /// Fixes the tables of a month as they are handed in. They are never written again.
    Lock = "lock",
    /// Looks at protected names, for a reason that is written down.
    Reveal = "reveal",
    /// Removes protected names for good.
    Purge = "purge",
    /// Keeps the list of units.
    Unit = "unit",
    /// Keeps the people of units.
    Person = "person",
    /// Keeps the members.
    Member = "member",
    /// One member takes over from another.
    Handover = "handover",
    /// Puts a campaign pack in force, or changes a setting of the campaign.
    Pack = "pack",
    /// Restores the fields an earlier fact changed.
    Undo = "undo",
    /// Undoes an undo.
    Redo = "redo",
}
