//! `duban doctor`: what somebody should look at.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use crate::api::{Answer, Request};
use crate::link::Attached;
use crate::model::doctor::{Check, Finding};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    attached: &'static str,
    office_pid: Option<u32>,
    guests: Option<usize>,
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
    let attached = door.attached();
    let Answer::Doctor(findings) = door.ask(Request::Doctor)? else {
        return Err(Failure::misunderstood(&words));
    };
    door.close()?;
    if context.settings.json {
        let (attached, office_pid, guests) = match &attached {
            Attached::Host { guests, .. } => ("host", None, Some(*guests)),
            Attached::Guest { pid, served: true, .. } => ("served", Some(*pid), None),
            Attached::Guest { pid, .. } => ("guest", Some(*pid), None),
            Attached::Away => ("away", None, None),
        };
        let body = Body { attached, office_pid, guests, total: findings.len(), findings: &findings };
        return context.out.json(&envelope("doctor", &hello, hello.today, body));
    }
    if hello.synthetic {
        context.out.say(&words.get("screen-synthetic"));
    }
    let how = said(context, &attached);
    context.text(&how, 0)?;
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
            if *check == Check::Backup {
                let said = words.backup_age(finding.what.parse().ok(), &finding.detail);
                context.text(&said, 2)?;
                continue;
            }
            context.text(format!("{}  {}", finding.what, finding.detail).trim_end(), 2)?;
        }
    }
    Ok(())
}

/// How this seat reached its office, in a sentence.
fn said(context: &Context, attached: &Attached) -> String {
    let words = &context.words;
    let socket = || context.settings.socket.display().to_string();
    match attached {
        Attached::Host { .. } => {
            words.with("cli-attached-host", &[("path", context.settings.store.display().to_string())])
        }
        Attached::Guest { pid, since, served } => {
            let args = [("pid", pid.to_string()), ("since", words.stamp(*since)), ("socket", socket())];
            words.with(if *served { "cli-attached-served" } else { "cli-attached-guest" }, &args)
        }
        Attached::Away => words.get("cli-attached-away"),
    }
}
