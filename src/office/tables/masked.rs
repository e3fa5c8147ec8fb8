//! Tables that leave the office: names of persons and telephone numbers are no longer whole.

use super::Body;
use crate::model::table::{Cell, Note};

/// Columns that hold a person, or several.
const PERSONS: [&str; 8] =
    ["name", "leader", "person", "signer", "receipt-by", "filler", "reviewer", "about-person"];
const PHONES: [&str; 2] = ["phone", "person-phone"];
/// Digits that a number needs to be one of a telephone.
const DIGITS: usize = 7;

/// The body without what tells who somebody is. It does not come back: nothing is to be written over by it.
pub fn masked(mut body: Body) -> Body {
    let is = |names: &[&str], at: usize| names.contains(&body.columns[at].key.as_str());
    let persons: Vec<usize> = (0..body.columns.len()).filter(|at| is(&PERSONS, *at)).collect();
    let phones: Vec<usize> = (0..body.columns.len()).filter(|at| is(&PHONES, *at)).collect();
    for row in &mut body.rows {
        for (at, cell) in row.iter_mut().enumerate() {
            let Cell::Text(text) = cell else { continue };
            if persons.contains(&at) {
                *text = people(text);
            } else {
                // A number is one wherever it was written.
                *text = numbers(text, phones.contains(&at));
            }
        }
    }
    body.revisions = Vec::new();
    body.notes.push(Note::new("masked"));
    body
}

/// Each name by its first character.
fn people(text: &str) -> String {
    let mut masked = String::new();
    let mut inside = false;
    for c in text.chars() {
        if !c.is_alphabetic() {
            masked.push(c);
            inside = false;
        } else if !inside {
            masked.extend([c, super::SOMEBODY]);
            inside = true;
        }
    }
    numbers(&masked, true)
}

/// Numbers of telephones with their middle covered.
fn numbers(text: &str, all: bool) -> String {
    let mut masked = String::new();
    let mut run = String::new();
    let end = |run: &mut String, masked: &mut String| {
        let mobile = run.len() == 11 && run.starts_with('1');
        let covered = run.len() >= DIGITS && (all || mobile);
        match covered {
            true => {
                let (head, tail) = (if mobile { 3 } else { run.len() - 6 }, run.len() - 4);
                masked.push_str(&run[..head.min(tail)]);
                masked.extend(std::iter::repeat_n('*', tail - head.min(tail)));
                masked.push_str(&run[tail..]);
            }
            false => masked.push_str(run),
        }
        run.clear();
    };
    for c in text.chars() {
        if c.is_ascii_digit() {
            run.push(c);
        } else {
            end(&mut run, &mut masked);
            masked.push(c);
        }
    }
    end(&mut run, &mut masked);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_covered() {
        assert_eq!(people("李示例、王某某"), "李某、王某");
        assert_eq!(numbers("13800000000", true), "138****0000");
        assert_eq!(numbers("000-12345678", true), "000-12**5678");
        assert_eq!(
            numbers("电13800000000问2021年12345号1234567", false),
            "电138****0000问2021年12345号1234567"
        );
        assert_eq!(numbers("12", true), "12");
    }
}
