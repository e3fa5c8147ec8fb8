//! Grids to rows of a list: what is no row is left out and told, what a cell means is made plain.

use super::columns::{WORDS, is_nothing, plain};
use super::grid::{Grid, Unread};
use super::guide::Guide;
use super::header::{self, Header};
use super::persons;
use crate::model::incoming::{Column, Incoming, IncomingRow, ListKind, Progress};
use crate::text::{clean, fold};
use chrono::{Days, NaiveDate};

/// Serial numbers of days that may be meant: 1954 to 2064.
const SERIALS: std::ops::Range<u64> = 20_000..60_000;

/// Cells of one sheet that are told to have held what shows nothing.
const CLEANED: usize = 20;

/// A sheet as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub sheet: String,
    pub hidden: bool,
    /// None: no header of a list was found.
    pub header: Option<Header>,
    /// A list of another sort than the rest of the file: not read.
    pub other: bool,
    /// Rows below the header that are none of the list: totals, notes, blanks.
    pub left_out: u32,
    pub rows: u32,
    /// Cells out of which characters were taken that show nothing: the row and what stands above.
    pub cleaned: Vec<(u32, String)>,
    /// Cells whose value is not in the file, likewise.
    pub unread: Vec<(u32, String, Unread)>,
}

/// What a file says, and how each of its sheets was understood.
pub fn understand(file: &str, grids: &[Grid], guide: &Guide) -> (Incoming, Vec<Seen>) {
    let headers: Vec<Option<Header>> =
        grids.iter().map(|grid| if grid.hidden { None } else { header::find(grid, guide) }).collect();
    let kind = kind_of(grids, &headers);
    let mut incoming = Incoming { file: file.to_owned(), kind, ..Incoming::default() };
    let mut seen = Vec::new();
    for (grid, header) in grids.iter().zip(headers) {
        let mut sheet = Seen {
            sheet: grid.name.clone(),
            hidden: grid.hidden,
            other: header.as_ref().is_some_and(|header| !is_like(header.kind, kind)),
            header,
            left_out: 0,
            rows: 0,
            cleaned: Vec::new(),
            unread: Vec::new(),
        };
        if let Some(header) = sheet.header.as_ref().filter(|_| !sheet.other) {
            said_above(grid, header, &mut incoming);
            sheet.cleaned = cleaned(grid, header);
            sheet.unread = unread(grid, header);
            for row in header.last + 1..grid.rows.len() {
                match read(grid, header, row, &mut incoming) {
                    Some(row) => {
                        incoming.rows.push(row);
                        sheet.rows += 1;
                    }
                    None => sheet.left_out += 1,
                }
            }
            grid.around.1.iter().for_each(|text| {
                labelled(text, &mut incoming);
            });
        }
        seen.push(sheet);
    }
    (incoming, seen)
}

/// What the file is a list of: what most of its rows are. A ledger is a list of issues as well.
fn kind_of(grids: &[Grid], headers: &[Option<Header>]) -> ListKind {
    let of = |kind: ListKind| {
        let sheets = grids.iter().zip(headers);
        let rows = |(grid, header): (&Grid, &Option<Header>)| match header {
            Some(header) if is_like(header.kind, kind) => grid.rows.len() - header.last,
            _ => 0,
        };
        sheets.map(rows).sum::<usize>()
    };
    let most = ListKind::ALL.into_iter().max_by_key(|kind| (of(*kind), std::cmp::Reverse(*kind)));
    let ledger = headers.iter().flatten().any(|header| header.kind == ListKind::Ledger);
    match most.unwrap_or_default() {
        ListKind::Issues if ledger => ListKind::Ledger,
        kind => kind,
    }
}

fn is_like(one: ListKind, other: ListKind) -> bool {
    one == other || (one.is_of_issues() && other.is_of_issues())
}

/// Who reports and what, as the lines above the header say it.
fn said_above(grid: &Grid, header: &Header, incoming: &mut Incoming) {
    let rows = grid.rows[..header.first].iter().flatten();
    for text in grid.around.0.iter().chain(rows).filter(|text| !text.is_empty()) {
        labelled(text, incoming);
        incoming.title.push_str(&tidy(text));
        incoming.title.push('\n');
    }
}

/// Cells of columns that are read, with characters in them that show nothing.
fn cleaned(grid: &Grid, header: &Header) -> Vec<(u32, String)> {
    let shows_nothing = |c: char| is_nothing(c) || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let rows = header.last + 1..grid.rows.len();
    let cells = rows.flat_map(|row| header.columns.keys().map(move |place| (row, *place)));
    let found = cells.filter(|(row, place)| grid.cell(*row, *place).contains(shows_nothing));
    found.take(CLEANED).map(|(row, place)| (grid.first_row + row as u32, head(header, place))).collect()
}

/// Cells of columns that are read, whose value is not in the file.
fn unread(grid: &Grid, header: &Header) -> Vec<(u32, String, Unread)> {
    let read = |(row, place, _): &&(u32, u32, Unread)| {
        *row as usize > header.last && header.columns.contains_key(&(*place as usize))
    };
    let told =
        |(row, place, why): &(u32, u32, Unread)| (grid.first_row + row, head(header, *place as usize), *why);
    grid.unread.iter().filter(read).take(CLEANED).map(told).collect()
}

/// What stands above a column.
fn head(header: &Header, place: usize) -> String {
    header.heads.get(&place).map_or_else(String::new, |head| tidy(head))
}

/// Takes `label: name` pairs out of a line.
fn labelled(text: &str, incoming: &mut Incoming) -> bool {
    let folded = fold(text);
    let mut found = false;
    let mut label = String::new();
    for piece in folded.split_inclusive([':', ' ', '\t', '\n']) {
        if let Some(name) = piece.strip_suffix(':') {
            label = plain(name);
            continue;
        }
        let name = tidy(piece);
        if label.is_empty() || name.is_empty() {
            continue;
        }
        let rows = &WORDS.rows;
        let is = |words: &[String]| words.contains(&label);
        let to = if is(&rows.unit) {
            Some(&mut incoming.unit)
        } else if is(&rows.filled_by) {
            Some(&mut incoming.filled_by)
        } else if is(&rows.checked_by) {
            Some(&mut incoming.checked_by)
        } else {
            None
        };
        if let Some(to) = to {
            found = true;
            if to.is_empty() {
                *to = name;
            }
        }
        label.clear();
    }
    found
}

/// One row; `None` for what is none of the list.
fn read(grid: &Grid, header: &Header, row: usize, incoming: &mut Incoming) -> Option<IncomingRow> {
    let first = grid.rows[row].iter().find(|cell| !tidy(cell).is_empty())?;
    let begins = plain(first);
    let words = &WORDS.rows;
    if words.totals.contains(&begins) || words.notes.iter().any(|note| is_note(first, note)) {
        return None;
    }
    // A text over several columns is no row; it may say who filled the list in.
    if grid.is_across(row) && !labelled_row(grid, row, incoming) {
        return None;
    }
    // A foot line says who filled it in; a list's own row has no label in its first cell.
    if grid.rows[row].iter().filter(|cell| !cell.is_empty()).count() <= 4 && labelled_row(grid, row, incoming)
    {
        return None;
    }
    let mut read =
        IncomingRow { sheet: grid.name.clone(), row: grid.first_row + row as u32, ..IncomingRow::default() };
    for (place, column) in &header.columns {
        let filled = matches!(column, Column::Unit | Column::Category | Column::No);
        let cell = if filled { grid.cell_above(row, *place) } else { grid.cell(row, *place) };
        let text = plain_value(*column, cell);
        if !text.is_empty() {
            read.cells.insert(*column, text);
        }
    }
    let beside = |column: &&Column| !matches!(column, Column::RowNo | Column::Unit | Column::Category);
    let issues = header.kind.is_of_issues();
    read.cells.keys().find(|column| if issues { beside(column) } else { **column != Column::RowNo })?;
    // A number alone says nothing of its issue: it is a line of words below the list.
    if read.cells.keys().eq([&Column::No]) {
        return None;
    }
    persons::part(&mut read);
    read.progress = progress(read.get(Column::Status));
    read.nil = issues && is_nil(&read);
    if header.kind == ListKind::Submissions {
        let others = header.unknown().map(|(place, head)| (plain(head), tidy(grid.cell(row, place))));
        read.others = others.filter(|(_, text)| !text.is_empty()).collect();
    }
    if !read.get(Column::Revision).is_empty() {
        // A file of ours: what is empty in it may have been emptied.
        header.columns.values().for_each(|column| {
            read.cells.entry(*column).or_default();
        });
    }
    Some(read)
}

/// `note` with a colon or alone.
fn is_note(cell: &str, note: &str) -> bool {
    let folded = fold(cell);
    let text = folded.trim();
    text.strip_prefix(note).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(':'))
}

fn labelled_row(grid: &Grid, row: usize, incoming: &mut Incoming) -> bool {
    let line: Vec<&str> = grid.rows[row].iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let Some((label, _)) = line.first().and_then(|cell| cell.split_once([':', '\u{FF1A}'])) else {
        return false;
    };
    let rows = &WORDS.rows;
    let known = [&rows.unit, &rows.filled_by, &rows.checked_by];
    let label = plain(label);
    labelled(&line.join(" "), incoming) || known.into_iter().any(|words| words.contains(&label))
}

/// Nothing but the class, and a word for nothing.
fn is_nil(row: &IncomingRow) -> bool {
    let nil = |text: &str| WORDS.values.nil.iter().any(|word| *word == fold(text));
    let says = [Column::Title, Column::Place].map(|column| row.get(column));
    says.iter().any(|text| nil(text)) && says.iter().all(|text| text.is_empty() || nil(text))
}

fn progress(status: &str) -> Progress {
    let text = plain(status);
    let is = |words: &[String]| words.iter().any(|word| plain(word) == text || *word == status);
    match status {
        "" => Progress::Unsaid,
        _ if is(&WORDS.values.done) => Progress::Done,
        _ if is(&WORDS.values.under_way) => Progress::UnderWay,
        _ => Progress::Unsaid,
    }
}

/// A cell as its column means it.
fn plain_value(column: Column, cell: &str) -> String {
    let text = tidy(cell);
    let is_day = matches!(column, Column::FoundOn | Column::Due | Column::DoneOn | Column::ClosedOn);
    match (is_day, text.parse::<u64>()) {
        (true, Ok(serial)) if SERIALS.contains(&serial) => day_of(serial).unwrap_or(text),
        _ => text,
    }
}

/// The day of a serial number of a spreadsheet.
fn day_of(serial: u64) -> Option<String> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    Some(epoch.checked_add_days(Days::new(serial))?.to_string())
}

/// One line without what shows nothing. Lines that were broken for width are joined: with a space only between
/// words of letters.
pub fn tidy(cell: &str) -> String {
    let shown: String = cell.chars().filter(|c| !is_nothing(*c)).collect();
    let mut joined = String::new();
    for line in shown.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
        let apart = joined.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphanumeric());
        if apart {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    clean(&joined).trim_matches(|c: char| c.is_whitespace()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_from_titles_totals_notes_and_feet() {
        let rows: Vec<Vec<String>> = [
            vec!["填报单位（盖章）：示例县教育局　填报时间：7月19日"],
            vec!["序号", "类别", "学校", "存在问题", "整改时限", "完成情况"],
            vec!["1", "有偿补课", "示例\n小学", "在职教师\u{200b}补课", "44469", "√"],
            vec!["2", "", "示例中学", "超收", "8月底前", "正在整改"],
            vec!["", "违规招生", "", "无", "", ""],
            vec!["合计", "", "", "2", "", ""],
            vec!["", "", "", "", "", ""],
            vec!["注：以上为自查", "", "", "", "", ""],
            vec!["填报人：王某　审核人：李某", "", "", "", "", ""],
        ]
        .into_iter()
        .map(|row| row.into_iter().map(str::to_owned).collect())
        .collect();
        let (incoming, seen) = understand("a.xlsx", &[Grid::of("表", rows)], &Guide::default());
        assert_eq!(incoming.unit, "示例县教育局");
        assert_eq!((incoming.filled_by.as_str(), incoming.checked_by.as_str()), ("王某", "李某"));
        assert_eq!((seen[0].rows, seen[0].left_out), (3, 4));
        let first = &incoming.rows[0];
        assert_eq!(first.row, 3);
        assert_eq!(first.get(Column::Place), "示例小学");
        assert_eq!(first.get(Column::Title), "在职教师补课");
        assert_eq!(first.get(Column::Due), "2021-09-30");
        assert_eq!(first.progress, Progress::Done);
        assert_eq!(incoming.rows[1].progress, Progress::UnderWay);
        assert!(incoming.rows[2].nil && !incoming.rows[1].nil);
    }
}
