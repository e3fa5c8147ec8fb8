//! `duban sample`: creates a store of made-up data, every act through the same door as a person's.

use super::context::Context;
use super::door::{self, Door};
use super::failure::{Failure, Kind};
use super::pack::Source;
use crate::api::{Answer, Request};
use crate::link::{Attach, Create, new_op, private_files};
use crate::model::command::Command;
use crate::model::trouble::Trouble;
use crate::model::verb::Verb;
use crate::sample::{Act, acts, as_of, first_day, made_up_pack};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Acts that are sent together.
const CHUNK: usize = 256;

/// Login of the made-up clerk who founds the campaign.
const FOUNDER: &str = "clerk";

const SEED: u64 = 2021;

/// `duban sample --size S|M|L|XL|N --seed N`
#[derive(Debug, clap::Args)]
pub struct Sample {
    #[arg(long, value_name = "SIZE", default_value = "M", value_parser = size)]
    pub size: usize,
    #[arg(long, value_name = "N", default_value_t = SEED)]
    pub seed: u64,
    #[arg(long, value_name = "PACK")]
    pub pack: Option<String>,
}

/// Issues of a size: a letter or a number.
pub fn size(text: &str) -> Result<usize, String> {
    crate::sample::size(text).ok_or_else(String::new)
}

impl Sample {
    /// Creates the store.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        if !context.settings.store_named {
            // The usual place is for real work: made-up data never lands there unasked.
            return Err(Failure::new(Kind::Usage, words.get("cli-sample-where")));
        }
        let store = context.settings.store.clone();
        let count = make(context, &store, self.size, self.seed, self.pack.as_deref())?;
        let args = [("path", store.display().to_string()), ("n", count.to_string())];
        context.out.line(&words.with("cli-sample-made", &args))
    }
}

/// Makes a sample campaign at `store`; returns the number of acts. It is there whole or not at all: it
/// grows under another name, which goes away when the work fails or is broken off.
pub fn make(
    context: &Context,
    store: &Path,
    size: usize,
    seed: u64,
    pack: Option<&str>,
) -> Result<usize, Failure> {
    let words = &context.words;
    if store.exists() {
        return Err(Failure::trouble(words, &Trouble::Exists { path: store.to_owned() }));
    }
    private_files();
    if let Some(folder) = store.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| Failure::file(words, folder, &error))?;
    }
    let growing = Growing::new(store);
    let count = grow(context, &growing, size, seed, pack)?;
    growing.finish(store).map_err(|error| Failure::file(words, store, &error))?;
    Ok(count)
}

fn grow(
    context: &Context,
    growing: &Growing,
    size: usize,
    seed: u64,
    pack: Option<&str>,
) -> Result<usize, Failure> {
    let words = &context.words;
    let source = Source::find(words, pack)?;
    let text = made_up_pack(&source.text)
        .map_err(|error| Failure::trouble(words, &Trouble::Pack { errors: vec![error.to_string()] }))?;
    let source = Source { name: source.name, text };
    let plan = source.plan(words)?;
    let mut acts = acts(seed, size, &plan, FOUNDER).peekable();
    let create = Create {
        store: growing.path.clone(),
        pack_source: source.text,
        pack_name: source.name,
        login: FOUNDER.to_owned(),
        member_name: words.get("cli-sample-founder"),
        today: Some(first_day()),
        synthetic: true,
        keep_names: false,
    };
    door::create(&create, words)?;
    let how = Attach { today: Some(first_day()), ..Attach::alone(growing.path.clone(), FOUNDER) };
    let mut run = Run { context, founder: Door::open(&how, words)?, count: 0 };
    let signal = caught();
    let done = run.admit(&context.login, &context.real_name).and_then(|()| run.all(&mut acts, &signal));
    let count = run.count;
    context.out.progress("");
    let closed = run.close();
    done.and(closed).map(|()| count)
}

/// A run of acts through the door.
struct Run<'a> {
    context: &'a Context,
    founder: Door,
    count: usize,
}

impl Run<'_> {
    /// Sends all acts in the order they come, those of one day together.
    fn all(
        &mut self,
        acts: &mut std::iter::Peekable<impl Iterator<Item = Act>>,
        signal: &AtomicUsize,
    ) -> Result<(), Failure> {
        let mut today = None;
        while let Some(act) = acts.next() {
            if let Some(kind) = broken_off(signal) {
                return Err(Failure::new(kind, self.context.words.get("cli-broken-off")));
            }
            let day = act.day;
            if today.replace(day) != Some(day) {
                self.founder.set_today(day)?;
            }
            let mut chunk = vec![act];
            while let Some(next) = acts.next_if(|next| chunk.len() < CHUNK && next.day == day) {
                chunk.push(next);
            }
            self.send(&chunk)?;
        }
        self.founder.set_today(as_of())
    }

    fn send(&mut self, chunk: &[Act]) -> Result<(), Failure> {
        let request = |act: &Act| (act.login.clone(), Request::Do(Box::new(act.command.clone())));
        for (answer, act) in self.founder.ask_as(chunk.iter().map(request).collect()).into_iter().zip(chunk) {
            match self.founder.granted(answer) {
                Ok(Answer::Done(_)) => self.count += 1,
                Ok(_) => return Err(self.founder.unknown(act.command.op)),
                Err(failure) => return Err(self.explained(failure, &act.login, &act.command)),
            }
        }
        let n = self.count.to_string();
        self.context.out.progress(&self.context.words.with("cli-sample-progress", &[("n", n)]));
        Ok(())
    }

    /// A refused act of a made-up person is a fault of this program: say which it was.
    fn explained(&self, failure: Failure, login: &str, command: &Command) -> Failure {
        let what = format!("{login} {} {}", command.verb.code(), command.subjects.join(" "));
        let message =
            self.context.words.with("cli-sample-refused", &[("what", what), ("why", failure.message)]);
        Failure { message, ..failure }
    }

    /// Makes whoever asked for the sample a member with the founder's rights.
    fn admit(&mut self, login: &str, name: &str) -> Result<(), Failure> {
        let Answer::Members(members) = self.founder.ask(Request::Members)? else {
            return Err(Failure::misunderstood(&self.context.words));
        };
        if members.iter().any(|member| member.login == login) {
            return Ok(());
        }
        let hello = self.founder.hello()?;
        let op = new_op();
        let command = Command::new(Verb::Member, op)
            .set("login", login)
            .set("name", name)
            .set("unit", &hello.unit)
            .set("roles", hello.roles.join(","));
        self.founder.act(&Request::Do(Box::new(command)), op, &|_| ()).map(|_| ())
    }

    fn close(self) -> Result<(), Failure> {
        self.founder.close()
    }
}

/// The number of the signal that broke the work off, once one has.
fn caught() -> Arc<AtomicUsize> {
    let signal = Arc::new(AtomicUsize::new(0));
    for number in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        // Where no handler can be set the signal ends the process as ever.
        let _ = signal_hook::flag::register_usize(number, Arc::clone(&signal), number as usize);
    }
    signal
}

fn broken_off(signal: &AtomicUsize) -> Option<Kind> {
    let number = signal.load(Ordering::Relaxed);
    (number > 0).then(|| Kind::Signal(u8::try_from(number).unwrap_or(u8::MAX)))
}

/// A store that grows beside its place, and goes away unless it is finished.
struct Growing {
    path: PathBuf,
}

impl Growing {
    fn new(store: &Path) -> Self {
        let mut name = store.file_name().unwrap_or_default().to_owned();
        name.push(format!(".making-{}", std::process::id()));
        Self { path: store.with_file_name(name) }
    }

    /// Gives it its name. What stands there by now is not overwritten.
    fn finish(self, store: &Path) -> std::io::Result<()> {
        match fs::hard_link(&self.path, store) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists && !store.exists() => {
                // A file system without hard links.
                fs::rename(&self.path, store)
            }
            result => result,
        }
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        // What was never made need not be removed.
        let _ = fs::remove_file(&self.path);
        let mut lock = self.path.clone().into_os_string();
        lock.push(".lock");
        let _ = fs::remove_file(lock);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_letters_or_numbers() {
        assert_eq!(size("m"), Ok(600));
        assert_eq!(size("XL"), Ok(50_000));
        assert_eq!(size("1000"), Ok(1_000));
        assert!(size("0").is_err() && size("huge").is_err() && size("-5").is_err());
    }

    #[test]
    fn a_sample_that_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("a.redb");
        let growing = Growing::new(&store);
        fs::write(&growing.path, "half").unwrap();
        drop(growing);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let growing = Growing::new(&store);
        fs::write(&growing.path, "whole").unwrap();
        growing.finish(&store).unwrap();
        assert_eq!(fs::read_to_string(&store).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let growing = Growing::new(&store);
        fs::write(&growing.path, "another").unwrap();
        assert!(growing.finish(&store).is_err(), "what is there is not overwritten");
        assert_eq!(fs::read_to_string(&store).unwrap(), "whole");
    }

    #[test]
    fn a_signal_ends_with_its_number() {
        let signal = AtomicUsize::new(0);
        assert_eq!(broken_off(&signal), None);
        signal.store(2, Ordering::Relaxed);
        assert_eq!(broken_off(&signal).map(Kind::code), Some(130));
    }
}
