//! The value of a field in words.

use super::Words;
use super::figures::yuan;
use crate::model::deadline::{Deadline, DeadlineKind};
use crate::model::field::Field;
use crate::model::value::Value;
use i18n_embed_fl::fl;

/// Texts longer than this are only counted in a line of history.
const LONG: usize = 60;

impl Words {
    /// A value as a person reads it. `named` is what the office calls it: the plan's label of a code,
    /// the name of the record referred to.
    pub fn value(&self, field: Field, value: &Value, named: Option<&str>) -> String {
        let name_or = |otherwise: String| named.map_or(otherwise, str::to_owned);
        match value {
            Value::Text(text) if field == Field::Doc => name_or(text.clone()),
            Value::Text(text) => text.clone(),
            Value::Int(n) => self.whole(field, *n),
            Value::Fen(fen) => self.money(*fen),
            Value::Day(day) => self.day(*day),
            Value::Flag(flag) => self.yes_no(*flag),
            Value::Code(code) => {
                let own = self.code(field, code);
                if own == *code { name_or(own) } else { own }
            }
            Value::Ref(id) => name_or(format!("#{id}")),
            Value::Refs(ids) => name_or(ids.iter().map(|id| format!("#{id}")).collect::<Vec<_>>().join(" ")),
            Value::Words(words) if field == Field::Roles => {
                self.list(&words.iter().map(|role| self.role(role)).collect::<Vec<_>>())
            }
            Value::Words(words) if field == Field::Sanctions => {
                self.list(&words.iter().map(|code| self.code(field, code)).collect::<Vec<_>>())
            }
            Value::Words(words) => self.list(words),
            Value::Deadline(deadline) => self.deadline(deadline),
            Value::State(state) => self.state(*state),
            Value::Sealed(_) => fl!(self.loader, "history-sealed"),
        }
    }

    /// A value in a line of history: long texts are only counted.
    pub(crate) fn value_brief(&self, field: Field, value: &Value, named: Option<&str>) -> String {
        match value {
            Value::Text(text) if field == Field::PackText || text.chars().count() > LONG => {
                let n = text.chars().count();
                if field == Field::PackText {
                    return fl!(self.loader, "history-text-size", n = n);
                }
                let start: String = text.chars().take(LONG).collect();
                format!("{start}…{}", fl!(self.loader, "history-text-size", n = n))
            }
            _ => self.value(field, value, named),
        }
    }

    /// The words of a deadline and the day they mean, where they are not the day itself.
    pub fn deadline(&self, deadline: &Deadline) -> String {
        let day = deadline.due.map(|due| self.day(due));
        match day {
            None => deadline.text.clone(),
            Some(day) if deadline.kind == DeadlineKind::Entry || deadline.text.is_empty() => day,
            Some(day) if deadline.text == day => day,
            Some(day) => {
                let day = if deadline.fuzzy { fl!(self.loader, "deadline-about", day = day) } else { day };
                fl!(self.loader, "deadline-in-brackets", text = deadline.text.as_str(), day = day)
            }
        }
    }

    fn whole(&self, field: Field, n: i64) -> String {
        match field {
            Field::Persons | Field::Students => fl!(self.loader, "count-person", n = n),
            Field::LateDays if n == 0 => fl!(self.loader, "late-none"),
            Field::LateDays => fl!(self.loader, "late-days", n = n),
            Field::Amount | Field::Refundable | Field::Refunded => yuan(n),
            _ => n.to_string(),
        }
    }
}
