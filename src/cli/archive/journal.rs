//! The journal with its head, the plan in force, and how others can check all of it.

use super::Source;
use super::filing::Filing;
use crate::api::answer::StoredFact;
use crate::api::{Answer, Request};
use crate::cli::course::FactRow;
use crate::cli::failure::Failure;
use serde::Serialize;

/// A program that anybody can run: it computes the chain again, as far as its lines are given whole.
const CHECK: &str = r#"import hashlib, json
head, kept = bytes(32), 0
for line in open("journal.jsonl", encoding="utf-8"):
    fact = json.loads(line)
    if fact["stored"] is None:
        kept += 1
    else:
        head = hashlib.sha256(b"duban journal 1\0" + head + bytes.fromhex(fact["stored"])).digest()
        assert head.hex() == fact["hash"], fact["seq"]
    head = bytes.fromhex(fact["hash"])
print(fact["seq"], head.hex(), "not given:", kept)
"#;

/// A line: the fact as `duban history --json` prints it, and the bytes it is hashed from. Of a fact that is
/// not seen only the hash.
#[derive(Serialize)]
struct Line<'a> {
    seq: u64,
    hash: &'a str,
    stored: Option<String>,
    synthetic: bool,
    fact: Option<FactRow>,
}

impl Source<'_> {
    /// The facts, one a line; the plan; the sheet that says how to check. Answers how many are not given whole.
    pub(super) fn journal(&self, filing: &mut Filing<'_>) -> Result<usize, Failure> {
        let words = self.words;
        let folder = words.get("archive-journal");
        let stored = self.stored()?;
        let mut facts = self.facts.iter().peekable();
        let mut text = String::new();
        for stored in &stored {
            let fact = facts.next_if(|line| line.fact.seq == stored.seq);
            let line = Line {
                seq: stored.seq,
                hash: &stored.hash,
                stored: stored.bytes.as_deref().map(hex),
                synthetic: self.hello.synthetic,
                fact: fact.map(|line| FactRow::new(words, line, self.hello.today)),
            };
            let json = serde_json::to_string(&line);
            text.push_str(&json.map_err(|error| Failure::output(&std::io::Error::other(error)))?);
            text.push('\n');
        }
        let title = words.get("archive-journal-title");
        filing.put(&[&folder, "journal.jsonl"], &title, "", Some(stored.len()), text.as_bytes())?;
        let check = remark(&filing.mark()) + CHECK;
        filing.put(&[&folder, "check.py"], &words.get("archive-check-title"), "", None, check.as_bytes())?;
        let plan = remark(&filing.mark()) + &self.holdings.pack_text;
        let name = format!("{}.toml", self.holdings.pack);
        let title = words.get("archive-pack-title");
        filing.put(&[&words.get("archive-pack"), &name], &title, "", None, plan.as_bytes())?;
        let kept = stored.iter().filter(|fact| fact.bytes.is_none()).count();
        self.how(filing, &folder, kept)?;
        Ok(kept)
    }

    /// The sheet for whoever opens the folder.
    fn how(&self, filing: &mut Filing<'_>, folder: &str, kept: usize) -> Result<(), Failure> {
        let words = self.words;
        let title = words.get("archive-how");
        let sums = format!("{}.sha256", words.get("archive-sums"));
        let args = [
            ("campaign", self.hello.campaign_name.clone()),
            ("day", words.day_written(self.hello.today)),
            ("facts", self.holdings.head.to_string()),
            ("head", self.holdings.head_hash.clone()),
            ("sums", sums),
            ("folder", folder.to_owned()),
        ];
        let mut lines = vec![filing.mark(), words.with("archive-how-text", &args)];
        lines.push(words.with("archive-how-chain", &args));
        if kept > 0 {
            lines.push(words.with_n("archive-how-part", kept as i64));
        }
        lines.extend(filing.withheld.iter().map(|name| words.with("archive-withheld", &[("name", name)])));
        lines.extend(filing.lost.iter().map(|name| words.with("archive-lost", &[("name", name)])));
        lines.retain(|line| !line.is_empty());
        let text = lines.join("\n") + "\n";
        filing.put(&[&format!("{title}.txt")], &title, "", None, text.as_bytes())
    }

    /// The facts as they lie.
    fn stored(&self) -> Result<Vec<StoredFact>, Failure> {
        let mut stored: Vec<StoredFact> = Vec::new();
        loop {
            let after = stored.last().map_or(0, |fact| fact.seq);
            let Answer::Stored(more) = self.door.ask(Request::Stored { after })? else {
                return Err(Failure::misunderstood(self.words));
            };
            if more.is_empty() {
                return Ok(stored);
            }
            stored.extend(more);
        }
    }
}

/// The mark of made-up data as a line that programs pass over.
fn remark(mark: &str) -> String {
    if mark.is_empty() { String::new() } else { format!("# {mark}\n") }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
