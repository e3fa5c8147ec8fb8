//! Who answers for a row: several people in one cell, a telephone number among them.

use crate::model::incoming::{Column, IncomingRow};

/// Signs between people.
const BETWEEN: &[char] = &['\u{3001}', '\u{FF0C}', ',', '\u{FF1B}', ';', '/', '\u{FF0F}', '|'];
/// What several people are joined with.
const JOINED: &str = "\u{3001}";
/// Digits that a telephone number has at least.
const DIGITS: usize = 7;

/// Parts the people of a row from their telephone numbers, and joins them in one way.
pub fn part(row: &mut IncomingRow) {
    let Some(cell) = row.cells.get(&Column::Person) else { return };
    let (people, phones) = parted(cell);
    if people.is_empty() {
        return;
    }
    row.cells.insert(Column::Person, people.join(JOINED));
    if !phones.is_empty() && row.get(Column::Phone).is_empty() {
        row.cells.insert(Column::Phone, phones.join(JOINED));
    }
}

fn parted(cell: &str) -> (Vec<String>, Vec<String>) {
    let (mut people, mut phones) = (Vec::new(), Vec::new());
    // Two spaces, or one of full width, stand between people; one may stand within a name.
    let spaced = cell.replace("  ", JOINED).replace('\u{3000}', JOINED);
    for piece in spaced.split(BETWEEN) {
        let is_of_phone = |c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+');
        let phone: String = piece.chars().filter(|c| is_of_phone(*c)).collect();
        let is_phone = phone.chars().filter(|c| *c != '-').count() >= DIGITS;
        let rest = if is_phone { piece.replace(is_of_phone, " ") } else { piece.to_owned() };
        let name =
            rest.trim_matches(|c: char| c.is_whitespace() || "()\u{FF08}\u{FF09}:\u{FF1A}".contains(c));
        if !name.is_empty() {
            people.push(name.to_owned());
        }
        if is_phone {
            phones.push(phone);
        }
    }
    (people, phones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_people_and_their_numbers_are_told_apart() {
        for (cell, people, phones) in [
            ("王某", "王某", ""),
            ("王某、张某", "王某、张某", ""),
            ("王某，张某;李某", "王某、张某、李某", ""),
            ("王某  张某", "王某、张某", ""),
            ("王某 张某", "王某 张某", ""),
            ("王某 0731-0000000", "王某", "0731-0000000"),
            ("王某（138****0000）/张某", "王某、张某", "138****0000"),
            ("3名教师", "3名教师", ""),
        ] {
            let mut row = IncomingRow::default();
            row.cells.insert(Column::Person, cell.to_owned());
            part(&mut row);
            assert_eq!((row.get(Column::Person), row.get(Column::Phone)), (people, phones), "{cell}");
        }
    }
}
