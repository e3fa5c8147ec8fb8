//! Tables that are handed in: their titles, heads, the words of their cells, what stands around them.

use super::Words;
use super::figures::percent;
use crate::model::field::Field;
use crate::model::paper::Breach;
use crate::model::state::State;
use crate::model::table::{Cell, Column, Heading, Note, Sort, Table, TableId};
use crate::text::{fit, fold};
use chrono::{Datelike, NaiveDate};
use i18n_embed_fl::fl;

/// Columns that a filter may take at the foot of a sheet: spreadsheets hold few characters there.
const FOOT: usize = 80;
/// Names that a note tells, and numbers of records that a broken rule does.
const NAMED: usize = 5;

impl Words {
    /// The name of a table.
    pub fn table_name(&self, table: TableId) -> String {
        self.get(&format!("table-{}", table.code()))
    }

    /// The table of a number (`T5`), a code, or its name in this language.
    pub fn table_called(&self, text: &str) -> Option<TableId> {
        let text = fold(text.trim());
        let named = |table: &TableId| text.eq_ignore_ascii_case(&fold(&self.table_name(*table)));
        TableId::from_code(&text).or_else(|| TableId::ALL.into_iter().find(named))
    }

    /// The line above a table: the campaign and what the table is.
    pub fn table_title(&self, table: &Table) -> String {
        fl!(
            self.loader,
            "table-title",
            campaign = table.campaign.as_str(),
            table = self.table_called_now(table)
        )
    }

    /// The line below the title: who hands it in, for which day, in which measures, under which filter.
    pub fn table_info(&self, table: &Table) -> String {
        let has = |sort: Sort| table.columns.iter().any(|column| column.sort == sort);
        let measures = match (has(Sort::Wan), has(Sort::Yuan)) {
            (true, _) => "table-measures-wan",
            (_, true) => "table-measures-yuan",
            _ => "table-measures",
        };
        let mut parts = vec![
            fl!(self.loader, "table-unit", unit = table.unit.as_str()),
            fl!(self.loader, "table-as-of", day = self.day_written(table.as_of)),
            self.get(measures),
        ];
        if !table.period.is_empty() {
            parts.push(fl!(self.loader, "table-period", period = table.period.as_str()));
        }
        if !table.scope.is_empty() {
            parts.push(fl!(self.loader, "table-scope", scope = self.scope_line(&table.scope.join(" "))));
        }
        parts.join(&self.get("table-gap"))
    }

    /// What stands at the foot of every sheet: which it is (`&P`) of how many (`&N`), of which day, under which
    /// filter.
    pub fn table_sheet_foot(&self, table: &Table) -> String {
        let mut parts = vec![fl!(self.loader, "table-as-of", day = self.day_written(table.as_of))];
        if !table.scope.is_empty() {
            parts.push(fl!(
                self.loader,
                "table-scope",
                scope = fit(&self.scope_line(&table.scope.join(" ")), FOOT)
            ));
        }
        if let Some(mark) = &table.fixed {
            parts.push(fl!(self.loader, "table-fixed", no = mark.no.as_str(), code = mark.code.as_str()));
        }
        // What is a sign of its own there must not come from a filter.
        let said = parts.join(&self.get("table-gap")).replace('&', "\u{FF06}");
        format!("{}{}{said}", self.get("table-page"), self.get("table-gap"))
    }

    /// A day as papers write it, with its year.
    pub fn day_written(&self, day: NaiveDate) -> String {
        let year = day.year().to_string();
        fl!(self.loader, "day-said-year", year = year, month = day.month(), day = day.day())
    }

    /// The rule by which a column is counted.
    pub fn rule(&self, key: &str) -> String {
        self.get_or(&format!("rule-{key}"), &self.get("rule-own"))
    }

    /// The head of a column.
    pub fn table_column(&self, column: &Column) -> String {
        column.label.clone().unwrap_or_else(|| self.get(&format!("tcol-{}", column.key)))
    }

    /// What several columns stand under.
    pub fn table_heading(&self, heading: &Heading) -> String {
        heading.label.clone().unwrap_or_else(|| self.get(&format!("tgroup-{}", heading.key)))
    }

    /// A cell in words: empty when missing, and for what is a number or a day; a dash where nothing can be.
    pub fn table_cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Missing => String::new(),
            Cell::NotApplicable => self.get("table-none"),
            Cell::Text(text) => text.clone(),
            Cell::Said { key, n } => self.with_n(&format!("tword-{key}"), *n),
            Cell::Codes { field, codes } => {
                self.list(&codes.iter().map(|code| self.table_code(*field, code)).collect::<Vec<_>>())
            }
            Cell::Verb(verb) => self.verb(*verb),
            Cell::Fields(codes) => {
                self.list(&codes.iter().map(|code| self.field_code(code)).collect::<Vec<_>>())
            }
            Cell::Kept { .. } => self.get("table-kept"),
            Cell::Rate { part, whole } => {
                let whole_or_none = |n: i64| u64::try_from(n).unwrap_or(0);
                percent(whole_or_none(*part), whole_or_none(*whole), 2)
            }
            // Numbers and days have a form of their own in every file.
            Cell::Count(_) | Cell::Fen(_) | Cell::Points(_) | Cell::Day(_) => String::new(),
        }
    }

    fn table_code(&self, field: Field, code: &str) -> String {
        let state = State::from_code(code).filter(|_| field == Field::State);
        state.map_or_else(|| self.code(field, code), |state| self.state(state))
    }

    /// A rule that the sums of a table break, with the lines in which they do.
    pub fn breach(&self, breach: &Breach) -> String {
        let total = || self.get("table-total");
        let named = |line: &String| if line.is_empty() { total() } else { line.clone() };
        let lines: Vec<String> = breach.lines.iter().map(named).collect();
        let rule = self.get(&format!("sums-{}", breach.rule));
        let lines = match breach.records.len() {
            0 => self.list(&lines),
            all if all > NAMED => {
                let shown = self.list(&breach.records[..NAMED]);
                let shown = fl!(self.loader, "tnote-and-more", names = shown, n = all);
                fl!(self.loader, "table-breach-records", lines = self.list(&lines), records = shown)
            }
            _ => {
                let records = self.list(&breach.records);
                fl!(self.loader, "table-breach-records", lines = self.list(&lines), records = records)
            }
        };
        fl!(self.loader, "table-breach", rule = rule, lines = lines)
    }

    /// The title of a table: that of its plan, or its name.
    pub fn table_called_now(&self, table: &Table) -> String {
        if let Some(across) = table.across {
            return self.get(&format!("desk-matrix-{}", across.code()));
        }
        table.paper.title.clone().unwrap_or_else(|| self.table_name(table.id))
    }

    /// What a file of a table is called, without its ending.
    pub fn table_file(&self, table: &Table, unit: Option<&str>) -> String {
        let own = table.paper.file.as_deref();
        let split = own.is_some_and(|pattern| pattern.contains("{unit}"));
        let pattern = own.unwrap_or("{table}_{day}").to_owned();
        let pattern = if unit.is_some() && !split { pattern + "_{unit}" } else { pattern };
        let name = pattern
            .replace("{table}", &self.table_called_now(table))
            .replace("{day}", &table.as_of.to_string())
            .replace("{month}", &table.as_of.format("%Y-%m").to_string())
            .replace("{unit}", unit.unwrap_or(&table.unit));
        // Nothing in a name leads out of its folder.
        name.replace(['/', '\\', '\0'], "_").trim_start_matches('.').to_owned()
    }

    /// What is said under a table.
    pub fn table_note(&self, note: &Note) -> String {
        let names = match note.names.len() {
            all if all > NAMED => {
                let shown = self.list(&note.names[..NAMED]);
                fl!(self.loader, "tnote-and-more", names = shown, n = all)
            }
            _ => self.list(&note.names),
        };
        self.with(&format!("tnote-{}", note.key), &[("n", note.n.to_string()), ("names", names)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_table_is_called_by_number_code_and_name() {
        let (zh, en) = (Words::new(Lang::Zh), Words::new(Lang::En));
        for text in ["T1", "t1", "Ｔ１", "problem-list", "问题清单", " 问题清单 "] {
            assert_eq!(zh.table_called(text), Some(TableId::ProblemList), "{text}");
        }
        assert_eq!(en.table_called("Problem list"), Some(TableId::ProblemList));
        assert_eq!(zh.table_called("问题"), None);
        for table in TableId::ALL {
            assert_eq!(zh.table_called(&zh.table_name(table)), Some(table));
            assert_eq!(en.table_called(&en.table_name(table)), Some(table));
        }
    }

    #[test]
    fn cells_are_said() {
        let words = Words::new(Lang::Zh);
        assert_eq!(words.table_cell(&Cell::Rate { part: 1, whole: 3 }), "33.33%");
        assert_eq!(words.table_cell(&Cell::Rate { part: 0, whole: 0 }), "—");
        assert_eq!(words.table_cell(&Cell::Said { key: "late".into(), n: 3 }), "迟3日");
    }
}
