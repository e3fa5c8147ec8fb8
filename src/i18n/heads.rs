//! The lines that an answer begins with, to be read aloud: at most three, each of at most 60 columns.

use super::Words;
use crate::model::row::{IssueRow, PersonRow, TaskRow};
use crate::text::{fit, width};
use i18n_embed_fl::fl;

/// Columns of a line that is read aloud.
const SPOKEN: usize = 60;
/// Lines that are read aloud.
const LINES: usize = 3;

impl Words {
    /// What falls due within some days: how many, whose, and the next row of the schedule.
    pub fn due_lines(&self, days: u32, issues: &[IssueRow], tasks: &[TaskRow]) -> Vec<String> {
        let overdue = issues.iter().filter(|row| row.overdue).count();
        let soon = issues.len() - overdue;
        let mut lines = vec![fl!(self.loader, "due-said", days = days, soon = soon, overdue = overdue)];
        if !issues.is_empty() {
            lines.push(self.by_unit(issues));
        }
        if let Some(task) = tasks.iter().min_by_key(|task| task.days_left) {
            let (time, work) = (task.text.as_str(), task.work.as_str());
            let left = task.days_left.unwrap_or(0);
            lines.push(fl!(self.loader, "due-task", time = time, left = left, work = work));
        }
        lines.iter().map(|line| fit(line, SPOKEN)).collect()
    }

    /// How many of each unit, the most first; those that do not fit on the line are one sum.
    fn by_unit(&self, issues: &[IssueRow]) -> String {
        let mut units: Vec<(&str, usize)> = Vec::new();
        for row in issues {
            match units.iter_mut().find(|(name, _)| *name == row.unit) {
                Some((_, n)) => *n += 1,
                None => units.push((&row.unit, 1)),
            }
        }
        units.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        let line = |named: usize| {
            let mut said: Vec<String> = units[..named]
                .iter()
                .map(|(unit, n)| fl!(self.loader, "unit-count", unit = (*unit), n = (*n)))
                .collect();
            let rest: usize = units[named..].iter().map(|(_, n)| *n).sum();
            if rest > 0 {
                said.push(fl!(self.loader, "status-others", n = rest));
            }
            fl!(self.loader, "due-units", units = said.join(" "))
        };
        (0..=units.len()).rev().map(line).find(|line| width(line) <= SPOKEN).unwrap_or_else(|| line(0))
    }

    /// Whom to ring: one line a person; of many, how many more there are.
    pub fn who_lines(&self, people: &[PersonRow]) -> Vec<String> {
        let shown = if people.len() > LINES { LINES - 1 } else { people.len() };
        let said = |person: &PersonRow| {
            let parts = [&person.name, &person.phone, &person.unit, &person.post];
            let parts: Vec<&str> =
                parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            fit(&parts.join(" "), SPOKEN)
        };
        let mut lines: Vec<String> = people[..shown].iter().map(said).collect();
        if shown < people.len() {
            lines.push(fl!(self.loader, "who-more", n = people.len()));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::{Lang, Words};
    use crate::model::row::PersonRow;
    use crate::text::width;

    #[test]
    fn one_person_is_one_line_and_many_are_three() {
        let person = |n: u32| PersonRow {
            id: n,
            unit: "示例区教育局".into(),
            name: format!("示{n}"),
            post: "股长".into(),
            phone: "000-0000000".into(),
            role: "liaison".into(),
            printed_no: String::new(),
        };
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            let lines = |n: u32| words.who_lines(&(1..=n).map(person).collect::<Vec<_>>());
            assert_eq!(lines(0), Vec::<String>::new());
            assert_eq!(lines(1), ["示1 000-0000000 示例区教育局 股长"]);
            assert_eq!(lines(3).len(), 3);
            assert_eq!(lines(9).len(), 3);
            assert!(lines(9)[2].contains('9') && lines(9).iter().all(|line| width(line) <= 60));
        }
    }
}
