//! `duban verify`: recomputes chain, records and sheet from the journal; says what a check code is of.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use crate::api::answer::{Fault, Verified};
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::model::report::Known;

/// `duban verify [CODE]`
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

impl Verify {
    /// Verifies, and says the head of the chain or the first place that disagrees; of a check code, what it is of.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        match &self.code {
            None => whole(context),
            Some(code) => known(context, code),
        }
    }
}

fn whole(context: &mut Context) -> Result<(), Failure> {
    let words = context.words.clone();
    let door = context.open(false)?;
    let hello = door.hello()?;
    let Answer::Verified(verified) = door.ask(Request::Verify)? else {
        return Err(Failure::misunderstood(&words));
    };
    door.close()?;
    if context.settings.json {
        context.out.json(&envelope("verify", &hello, hello.today, &verified))?;
    } else if verified.fault.is_none() {
        context.text(&sound(&words, &verified), 0)?;
        for lock in &verified.locks {
            context.text(&words.lock_said(lock), 0)?;
        }
    }
    match &verified.fault {
        None => Ok(()),
        Some(fault) => Err(failure(&words, fault)),
    }
}

fn known(context: &mut Context, code: &str) -> Result<(), Failure> {
    let words = context.words.clone();
    let door = context.open(false)?;
    let hello = door.hello()?;
    let Answer::Known(known) = door.ask(Request::Known { code: code.to_owned() })? else {
        return Err(Failure::misunderstood(&words));
    };
    door.close()?;
    let Some(known) = known else {
        return Err(Failure::new(Kind::NotFound, words.with("verify-no-code", &[("code", code)])));
    };
    let broken = matches!(known, Known::Table { intact: false, .. });
    if context.settings.json {
        context.out.json(&envelope("code", &hello, hello.today, &known))?;
    } else if !broken {
        context.text(&words.code_said(&known), 0)?;
    }
    match broken {
        true => {
            Err(Failure::new(Kind::Failed, words.code_said(&known)).hint(words.get("trouble-damaged-way-2")))
        }
        false => Ok(()),
    }
}

fn sound(words: &Words, verified: &Verified) -> String {
    let (facts, records) = (verified.facts.to_string(), verified.records.to_string());
    words.with("verify-sound", &[("facts", facts.as_str()), ("records", &records), ("head", &verified.head)])
}

fn failure(words: &Words, fault: &Fault) -> Failure {
    let (id, place) = match fault {
        Fault::Chain { seq } => ("verify-chain", seq.to_string()),
        Fault::Gap { seq } => ("verify-gap", seq.to_string()),
        Fault::Unreadable { seq } => ("verify-unreadable", seq.to_string()),
        Fault::Record { kind, id } => ("verify-record", format!("{} {id}", words.kind_code(kind))),
        Fault::Sheet { id } => ("verify-sheet", id.to_string()),
        Fault::Vault { seq } => ("verify-vault", seq.to_string()),
        Fault::Evidence { seq } => ("verify-evidence", seq.to_string()),
    };
    Failure::new(Kind::Failed, words.with(id, &[("place", place)]))
        .hint(words.get("trouble-damaged-way-1"))
        .hint(words.get("trouble-damaged-way-2"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_fault_is_told_and_fails() {
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            for fault in [
                Fault::Chain { seq: 7 },
                Fault::Gap { seq: 7 },
                Fault::Unreadable { seq: 7 },
                Fault::Record { kind: "issue".into(), id: 7 },
                Fault::Sheet { id: 7 },
                Fault::Vault { seq: 7 },
                Fault::Evidence { seq: 7 },
            ] {
                let failure = failure(&words, &fault);
                assert_eq!(failure.kind.code(), 1);
                assert!(failure.message.contains('7') && !failure.message.contains("No localization"));
            }
            let verified =
                Verified { facts: 9, head: "ab".into(), records: 3, locks: Vec::new(), fault: None };
            assert!(sound(&words, &verified).contains("ab"));
        }
    }
}
