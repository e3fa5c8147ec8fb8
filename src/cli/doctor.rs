//! `duban doctor`: what somebody should look at.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use crate::api::{Answer, Request};
use crate::model::doctor::{Check, Finding};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    total: usize,
    findings: &'a [Finding],
}

/// Prints what was found, check by check.
pub fn run(context: &mut Context) -> Result<(), Failure> {
    let words = context.words.clone();
    if context.settings.csv {
        return Err(Failure::new(Kind::Usage, words.get("cli-no-csv")));
    }
    let door = context.open(false)?;
    let hello = door.hello()?;
    let Answer::Doctor(findings) = door.ask(Request::Doctor)? else {
        return Err(Failure::misunderstood(&words));
    };
    door.close()?;
    if context.settings.json {
        let body = Body { total: findings.len(), findings: &findings };
        return context.out.json(&envelope("doctor", &hello, hello.today, body));
    }
    if hello.synthetic {
        context.out.say(&words.get("screen-synthetic"));
    }
    if findings.is_empty() {
        context.out.say(&words.get("empty-doctor"));
        return Ok(());
    }
    for check in Check::ALL {
        let found: Vec<&Finding> = findings.iter().filter(|finding| finding.check == *check).collect();
        if found.is_empty() {
            continue;
        }
        context.heading(&format!("{} {}", words.get(&format!("check-{}", check.code())), found.len()))?;
        for finding in found {
            context.text(format!("{}  {}", finding.what, finding.detail).trim_end(), 2)?;
        }
    }
    Ok(())
}
