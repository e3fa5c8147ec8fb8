//! `duban when`: how a deadline phrase is read.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::{csv_field, csv_line, envelope};
use super::settings;
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::model::deadline::{DeadlineKind, Reading, Recurrence};
use chrono::NaiveDate;
use serde::Serialize;

/// `duban when TEXT [--from DATE]`
#[derive(Debug, clap::Args)]
pub struct When {
    #[arg(value_name = "TEXT", required = true, num_args = 1..)]
    pub text: Vec<String>,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
}

/// The body of the JSON answer.
#[derive(Debug, Serialize)]
struct Body<'a> {
    text: &'a str,
    kind: &'static str,
    from: Option<NaiveDate>,
    due: Option<NaiveDate>,
    time: Option<String>,
    fuzzy: bool,
    strict: Option<NaiveDate>,
    standing: bool,
    recurrence: Option<&'a Recurrence>,
    remind: Option<NaiveDate>,
    /// The code of the reason.
    reason: Option<String>,
    /// The reason as a sentence.
    reason_text: Option<String>,
}

impl<'a> Body<'a> {
    const KEYS: [&'static str; 9] =
        ["text", "kind", "from", "due", "fuzzy", "strict", "standing", "remind", "reason"];

    fn new(reading: &'a Reading, words: &Words) -> Self {
        let code = |reason| serde_json::to_value(reason).ok()?.get("code")?.as_str().map(str::to_owned);
        Self {
            text: &reading.text,
            kind: reading.kind.code(),
            from: reading.from,
            due: reading.due,
            time: reading.time.map(|time| time.format("%H:%M").to_string()),
            fuzzy: reading.fuzzy,
            strict: reading.strict,
            standing: reading.standing,
            recurrence: reading.recurrence.as_ref(),
            remind: reading.remind,
            reason: reading.reason.as_ref().and_then(code),
            reason_text: reading.reason.as_ref().map(|reason| words.reason(reason)),
        }
    }
}

impl When {
    /// Prints the reading. A phrase that is no possible deadline is a failure, after its reading.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        let from = self.from.as_deref().map(|text| settings::day(text, &words)).transpose()?;
        let door = context.open(false)?;
        let hello = door.hello()?;
        let Answer::When(reading) = door.ask(Request::When { text: self.text.join(" "), from })? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        let body = Body::new(&reading, &words);
        if context.settings.json {
            context.out.json(&envelope("when", &hello, hello.today, body))?;
        } else if context.settings.csv {
            let fields = serde_json::to_value(&body).unwrap_or_default();
            context.out.write(&csv_line(Body::KEYS.iter().map(|key| (*key).to_owned())))?;
            context.out.write(&csv_line(Body::KEYS.iter().map(|key| csv_field(&fields[*key]))))?;
        } else if reading.kind != DeadlineKind::Error {
            context.text(&words.reading(&reading), 0)?;
        }
        match reading.kind {
            DeadlineKind::Error => Err(Failure::new(Kind::Failed, words.reading(&reading))),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::model::deadline::DeadlineReason;

    #[test]
    fn the_answer_has_the_promised_keys() {
        let reading = Reading {
            text: "12月上旬前".into(),
            kind: DeadlineKind::Point,
            from: None,
            due: "2021-12-10".parse().ok(),
            time: None,
            fuzzy: true,
            strict: "2021-11-30".parse().ok(),
            standing: false,
            recurrence: None,
            remind: "2021-12-10".parse().ok(),
            reason: Some(DeadlineReason::TenDays { strict: "2021-11-30".parse().unwrap() }),
        };
        let value = serde_json::to_value(Body::new(&reading, &Words::new(Lang::Zh))).unwrap();
        for key in Body::KEYS {
            assert!(value.get(key).is_some(), "{key}");
        }
        assert_eq!(value["due"], "2021-12-10");
        assert_eq!(value["reason"], "ten_days");
        assert_eq!(value["from"], serde_json::Value::Null);
    }
}
