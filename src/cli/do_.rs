//! `duban do`: one act on one or several records, as from any other seat.

use super::context::Context;
use super::course::in_words;
use super::door::Door;
use super::failure::{Failure, Kind};
use super::listing::envelope;
use crate::api::answer::{Done, Hello, Revealed};
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::link::new_op;
use crate::model::command::{Command, Set};
use crate::model::field::Field;
use crate::model::ids::OpId;
use crate::model::refusal::Refusal;
use crate::model::row::IssueRow;
use crate::model::verb::Verb;
use crate::text::clean;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Records of a bulk that are told one by one.
const TOLD: usize = 20;

/// `duban do VERB [NO…] [--set FIELD=VALUE …] …`
#[derive(Debug, Default, clap::Args)]
pub struct Do {
    #[arg(value_name = "VERB")]
    pub verb: String,
    #[arg(value_name = "NO")]
    pub subjects: Vec<String>,
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long = "for", value_name = "PARTY")]
    pub party: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    #[arg(long, value_name = "REF")]
    pub paper: Option<String>,
    /// A file that is kept beside the store, for evidence.
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub op_id: Option<String>,
}

/// The body of the JSON answer.
#[derive(Serialize)]
struct Body<'a> {
    verb: &'static str,
    first: u64,
    last: u64,
    subjects: &'a [String],
    repeated: bool,
    op: String,
    row: Option<&'a IssueRow>,
    refused: &'a [Refusal],
}

impl Do {
    /// Does it, and says what was done.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let mut command = self.command(&context.words)?;
        let op = command.op;
        let door = context.open(true)?;
        let hello = door.hello()?;
        if let Some(path) = &self.file {
            command = with_file(command, path, &door, &context.words)?;
        }
        if command.verb == Verb::Reveal {
            let (done, names) = door.look(Request::Do(Box::new(command)), op)?;
            door.close()?;
            return revealed(context, &hello, &done, &names);
        }
        let out = &context.out;
        let done = door.act(&Request::Do(Box::new(command)), op, &|text| out.say(text))?;
        for remark in done.remarks.iter().filter(|_| !context.settings.json) {
            context.out.say(&context.words.remark(remark));
        }
        let refused = done.refused.clone();
        report(context, &door, &hello, done, op)?;
        door.close()?;
        some_refused(context, &refused)
    }

    /// The command as asked for.
    fn command(&self, words: &Words) -> Result<Command, Failure> {
        let verb = words.read_verb(&self.verb).ok_or_else(|| unknown_verb(words, &self.verb))?;
        if matches!(verb, Verb::Undo | Verb::Redo) {
            let command = verb.code();
            return Err(Failure::new(Kind::Usage, words.with("cli-own-command", &[("command", command)])));
        }
        let op = match &self.op_id {
            Some(text) => read_op(words, text)?,
            None => new_op(),
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let sets = self.set.iter().map(|set| read_set(words, set)).collect::<Result<_, _>>()?;
        Ok(Command {
            subjects: self.subjects.clone(),
            sets,
            reason: text(&self.reason),
            on: text(&self.on),
            party: self.party.as_deref().map(|party| words.read_party(party)).unwrap_or_default(),
            by: text(&self.by),
            paper: text(&self.paper),
            ..Command::new(verb, op)
        })
    }
}

/// Prints the names of one entry.
fn revealed(context: &mut Context, hello: &Hello, done: &Done, names: &[Revealed]) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Body<'a> {
        no: &'a str,
        names: BTreeMap<&'a str, Option<&'a str>>,
    }
    let words = context.words.clone();
    let no = done.subjects.first().map_or("", String::as_str);
    let names: BTreeMap<&str, Option<&str>> =
        names.iter().map(|name| (name.field.as_str(), name.text.as_deref())).collect();
    if context.settings.json {
        return context.out.json(&envelope("names", hello, hello.today, Body { no, names }));
    }
    context.out.line(&format!("{} {no}", words.verb_done(Verb::Reveal)))?;
    let purged = words.get("value-purged");
    for (field, text) in names {
        let label = words.get(&format!("field-{field}"));
        context.out.line(&format!("  {label}  {}", text.map_or(purged.clone(), clean)))?;
    }
    Ok(())
}

/// The command with a file kept beforehand: its hash, and its name where no other was given.
fn with_file(command: Command, path: &Path, door: &Door, words: &Words) -> Result<Command, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::file(words, path, &error))?;
    let Answer::Kept { hash } = door.ask(Request::KeepFile { bytes })? else {
        return Err(Failure::misunderstood(words));
    };
    let named = command.sets.iter().any(|set| set.field == Field::EvidenceName.code());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let command = command.set(Field::EvidenceFile.code(), hash);
    Ok(if named { command } else { command.set(Field::EvidenceName.code(), name) })
}

fn read_op(words: &Words, text: &str) -> Result<OpId, Failure> {
    let bare: String = text.chars().filter(|c| *c != '-').collect();
    bare.parse().map_err(|_| Failure::new(Kind::Usage, words.with("cli-bad-op", &[("text", text)])))
}

/// Reads `FIELD=VALUE`; a full-width sign of equality does too.
fn read_set(words: &Words, text: &str) -> Result<Set, Failure> {
    let (field, value) = text
        .split_once(['=', '＝'])
        .ok_or_else(|| Failure::new(Kind::Usage, words.with("cli-bad-set", &[("text", text)])))?;
    let field = words.read_field(field.trim());
    Ok(Set { text: words.read_code(&field, value.trim()), field })
}

fn unknown_verb(words: &Words, text: &str) -> Failure {
    let known: Vec<String> = Verb::ALL
        .iter()
        .filter(|verb| !matches!(verb, Verb::Undo | Verb::Redo))
        .map(|verb| format!("{} {}", verb.code(), words.verb(*verb)))
        .collect();
    let near = Verb::ALL.iter().filter(|verb| verb.code().starts_with(text) && !text.is_empty()).min();
    let failure = Failure::new(Kind::Usage, words.with("cli-unknown-verb", &[("verb", text)]));
    let failure = match near {
        Some(near) => failure.hint(words.with("refused-nearest", &[("nearest", near.code())])),
        None => failure,
    };
    failure.hint(words.with("cli-known-values", &[("known", words.list(&known))]))
}

/// Of a bulk some were refused: they are told with their reasons, and the exit code is that of the first.
fn some_refused(context: &mut Context, refused: &[Refusal]) -> Result<(), Failure> {
    let Some(first) = refused.first() else { return Ok(()) };
    context.out.flush()?;
    let n = refused.len().to_string();
    let kind = Failure::refused(&context.words, first).kind;
    let failure = Failure::new(kind, context.words.with("cli-some-refused", &[("n", n)]));
    Err(refused.iter().fold(failure, |failure, one| failure.hint(context.words.refusal(one).text)))
}

/// Says what was done: number, verb, old → new, one line a record.
pub fn report(
    context: &mut Context,
    door: &Door,
    hello: &Hello,
    mut done: Done,
    op: OpId,
) -> Result<(), Failure> {
    let words = context.words.clone();
    if let Some(row) = &mut done.row {
        row.state_label = words.state(row.state);
    }
    if context.settings.json {
        let body = Body {
            verb: done.verb.code(),
            first: done.first,
            last: done.last,
            subjects: &done.subjects,
            repeated: done.repeated,
            op: op.to_string(),
            row: done.row.as_ref(),
            refused: &done.refused,
        };
        return context.out.json(&envelope("done", hello, hello.today, body));
    }
    for subject in done.subjects.iter().take(TOLD) {
        let line = told(door, hello, &words, &done, subject);
        context.text(&line, 0)?;
    }
    if done.subjects.len() > TOLD {
        let n = done.subjects.len().to_string();
        context.out.line(&words.with("cli-done-more", &[("n", n)]))?;
    }
    if done.subjects.is_empty() {
        context.out.line(&words.verb_done(done.verb))?;
    }
    if done.repeated {
        context.out.say(&words.get("cli-repeated"));
    }
    Ok(())
}

/// One record's line. What changed is asked for again; a record without a course of its own is only named.
fn told(door: &Door, hello: &Hello, words: &Words, done: &Done, subject: &str) -> String {
    let head = words.with("cli-done", &[("no", subject), ("done", &words.verb_done(done.verb))]);
    let facts = u32::try_from(done.last.saturating_sub(done.first) + 1).unwrap_or(u32::MAX);
    let lines = door.history(Some(subject.to_owned()), None, Some(facts)).unwrap_or_default();
    let changes: Vec<String> = lines
        .iter()
        .filter(|line| (done.first..=done.last).contains(&line.fact.seq))
        .flat_map(|line| in_words(words, line, hello.today).changes)
        .collect();
    if changes.is_empty() {
        return head;
    }
    let changes = changes.join(&words.get("part-and"));
    words.with("cli-done-changes", &[("head", head), ("changes", changes)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn asked(verb: &str, set: &[&str]) -> Do {
        Do {
            verb: verb.into(),
            subjects: vec!["TY-007".into()],
            set: set.iter().map(|set| (*set).into()).collect(),
            party: Some("整治办主任".into()),
            ..Do::default()
        }
    }

    #[test]
    fn verbs_fields_and_parties_may_be_named_in_chinese() {
        let words = Words::new(Lang::Zh);
        let command =
            asked("申请延期", &["申请延至=9月底前", "extend_reason＝家长未到=场"]).command(&words).unwrap();
        assert_eq!(command.verb, Verb::Extend);
        assert_eq!(command.party, "chief");
        let sets: Vec<(&str, &str)> =
            command.sets.iter().map(|set| (set.field.as_str(), set.text.as_str())).collect();
        assert_eq!(sets, [("extend_to", "9月底前"), ("extend_reason", "家长未到=场")]);
    }

    #[test]
    fn what_cannot_be_read_is_a_fault_of_usage() {
        let words = Words::new(Lang::Zh);
        let code = |asked: Do| asked.command(&words).unwrap_err().kind.code();
        assert_eq!(code(asked("删除", &[])), 2);
        assert_eq!(code(asked("undo", &[])), 2);
        assert_eq!(code(asked("extend", &["deadline"])), 2);
        assert_eq!(code(Do { op_id: Some("xyz".into()), ..asked("extend", &[]) }), 2);
        let near = asked("ext", &[]).command(&words).unwrap_err();
        assert!(near.hints[0].contains("extend"), "{:?}", near.hints);
    }

    #[test]
    fn an_op_id_is_read_as_it_was_told() {
        let words = Words::new(Lang::Zh);
        let op = OpId(0x0123_4567_89ab_cdef_0011_2233_4455_6677);
        let asked = Do { op_id: Some(op.to_string()), ..asked("claim", &[]) };
        assert_eq!(asked.command(&words).unwrap().op, op);
        assert_eq!(read_op(&words, "01234567-89ab-cdef-0011-223344556677").unwrap(), op);
    }
}
