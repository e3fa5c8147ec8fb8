//! A seat whose screen is shown to a meeting: it writes nothing, and what it is answered tells no names, no
//! telephone numbers, no notes, nothing of what was handed to other bodies, whatever its member's rights.

use crate::api::Request;
use crate::model::refusal::{Refusal, Why};
use crate::model::table::TableId;

/// Whether a request may be asked from such a seat. What leaves as a file, what opens a form, and what is there
/// to look at names is not.
pub fn allows(request: &Request) -> bool {
    match request {
        Request::Ping
        | Request::Hello
        | Request::Meeting { .. }
        | Request::Page { .. }
        | Request::Ledger { .. }
        | Request::Show { .. }
        | Request::ShowAt { .. }
        | Request::Units { .. }
        | Request::Schedule
        | Request::People { .. }
        | Request::Find { .. }
        | Request::Board
        | Request::Status { .. }
        | Request::Diff { .. }
        | Request::Say { .. }
        | Request::Behind { .. }
        | Request::Locks
        | Request::Due { .. }
        | Request::When { .. }
        | Request::Pick { .. }
        | Request::Complete { .. }
        | Request::History { .. }
        | Request::Members
        | Request::Entries { .. }
        | Request::Owed { .. }
        | Request::Timetable
        | Request::Matrix { .. }
        | Request::Basis { .. }
        | Request::Counts { .. }
        | Request::Breakdown { .. }
        | Request::Watch { .. }
        | Request::Doctor
        | Request::Evaluation => true,
        // Decisions noted in the meeting are kept for oneself until it is over.
        Request::KeepPersonal { .. } => true,
        Request::Table { table, .. } => matches!(
            table,
            TableId::Statistics
                | TableId::Movement
                | TableId::Ages
                | TableId::Ranking
                | TableId::Summary
                | TableId::Evaluation
                | TableId::Changes
                | TableId::Papers
        ),
        Request::Form { .. }
        | Request::ReadEntry { .. }
        | Request::Remarks(_)
        | Request::Do(_)
        | Request::Undo { .. }
        | Request::Redo { .. }
        | Request::Import { .. }
        | Request::Report { .. }
        | Request::Known { .. }
        | Request::Letters { .. }
        | Request::Letter { .. }
        | Request::KeepFile { .. }
        | Request::EvidenceFile { .. }
        | Request::Holdings
        | Request::Stored { .. }
        | Request::Personal
        | Request::Backup { .. }
        | Request::Looks
        | Request::Verify => false,
    }
}

/// The refusal of everything else.
pub fn refusal() -> Refusal {
    Why::Projected.into()
}
