//! What the files of the campaign hold, for the index of the archive and for handing over.

use super::unit::paper_name;
use super::values::{Entry, Values, count, day, entry, number, text};
use crate::model::field::Group;
use crate::model::ids::Kind;
use crate::model::letter::{Line, Piece};
use crate::model::refusal::Refusal;
use crate::model::table::TableId;
use crate::model::verb::Verb;
use crate::office::query::Desk;
use crate::office::{entries, lines, owed};

/// Registers whose entries are filed one by one.
const FILED: [Kind; 6] =
    [Kind::Order, Kind::Transfer, Kind::Outcome, Kind::Inspection, Kind::Meeting, Kind::Publicity];
/// Bytes of the last hash that are printed.
const SHORT: usize = 8;

/// Files, folders, and where the journal ends.
pub fn values(desk: &Desk<'_>, values: &mut Values) -> Result<(), Refusal> {
    values.list("files", files(desk));
    values.list("folders", folders(desk));
    // How long the journal is would tell of what is not seen.
    if !desk.sight.sees_all_units() {
        return Ok(());
    }
    let seq = desk.books.seq;
    values.put("facts", count(i64::try_from(seq).unwrap_or(i64::MAX)));
    let last = desk.shared.store().fact(seq).map_err(|error| lines::store_refusal(&error))?;
    if let Some((_, hash)) = last {
        let hash: String = hash.iter().take(SHORT).map(|byte| format!("{byte:02x}")).collect();
        values.put("head", vec![Piece::Hash(hash)]);
    }
    Ok(())
}

/// The plan, what was handed in, the registers, the tables: one line a paper.
fn files(desk: &Desk<'_>) -> Vec<Entry> {
    let mut files = Vec::new();
    if let Some(pack) = desk.books.pack.as_deref() {
        files.push(entry([
            ("name", text(&pack.campaign.title)),
            ("no", text(pack.campaign.doc_no.as_deref().unwrap_or_default())),
            ("on", day(pack.campaign.doc_date)),
            ("count", count(1)),
        ]));
    }
    let mut papers: Vec<(Line, usize)> = Vec::new();
    let there = |state: &str| matches!(state, "zero" | "count");
    for row in owed::list(desk, "", false).iter().filter(|row| there(&row.state)) {
        let name = paper_name(row);
        match papers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, n)) => *n += 1,
            None => papers.push((name, 1)),
        }
    }
    files.extend(papers.into_iter().map(|(name, n)| entry([("name", name), ("count", number(n))])));
    for kind in FILED.into_iter().filter(|kind| !desk.sight.is_barred_from(*kind)) {
        for record in desk.books.of_kind(kind).filter(|record| !record.cells.is_empty()) {
            let row = entries::row(desk, record);
            let title = [text(&row.unit), text(&row.title)].into_iter().filter(|line| !line.is_empty());
            let title: Vec<Line> = title.collect();
            let mut name = vec![Piece::Kind(kind)];
            name.extend(title.into_iter().flat_map(|part| [text(" "), part].concat()));
            files.push(entry([
                ("name", name),
                ("no", text(&row.no)),
                ("on", day(row.on)),
                ("count", count(1)),
            ]));
        }
    }
    let tables = TableId::ALL.into_iter().filter(|table| match table {
        TableId::Transfers => !desk.sight.is_barred_from(Kind::Transfer),
        TableId::Outcomes => !desk.sight.is_barred_from(Kind::Outcome),
        _ => true,
    });
    files.extend(tables.map(|table| entry([("name", vec![Piece::Table(table)]), ("count", count(1))])));
    files
}

/// How many of each there are.
fn folders(desk: &Desk<'_>) -> Vec<Entry> {
    let folder = |kind: Kind| {
        let n = desk.books.of_kind(kind).filter(|record| !record.cells.is_empty()).count();
        (n > 0).then(|| entry([("name", vec![Piece::Kind(kind)]), ("count", number(n))]))
    };
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.is_entry() && !desk.sight.is_barred_from(*kind));
    let mut folders: Vec<Entry> = kinds.filter_map(folder).collect();
    let rows = desk.books.rows().filter_map(|row| desk.issue(row as u32 + 1));
    let evidence: usize = rows.map(|issue| issue.parts(Group::Evidence).len()).sum();
    if evidence > 0 {
        folders.push(entry([("name", vec![Piece::Verb(Verb::Evidence)]), ("count", number(evidence))]));
    }
    folders
}
