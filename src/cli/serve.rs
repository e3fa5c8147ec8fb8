//! `duban serve`: the office without a screen, for a group of accounts.

use super::context::Context;
use super::failure::{Failure, Kind};
use crate::link;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::path::PathBuf;

/// Seats that one account may take: a shared one must hold a whole office.
const SEATS_EACH: u32 = 64;

/// `duban serve [--socket PATH] [--group NAME] [--print-unit]`
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    #[arg(long, value_name = "N", default_value_t = SEATS_EACH)]
    pub seats: u32,
    #[arg(long)]
    pub print_unit: bool,
}

impl Serve {
    /// Serves until a signal comes, then stops in order.
    pub fn run(&self, context: &mut Context) -> Result<u8, Failure> {
        if self.print_unit {
            let unit = self.unit(context);
            return context.out.write(&unit).map(|()| 0);
        }
        link::private_files();
        let words = context.words.clone();
        let settings = &context.settings;
        let serve = link::Serve {
            store: settings.store.clone(),
            socket: settings.socket.clone(),
            group: self.group.clone(),
            login: context.login.clone(),
            today: settings.today,
            seats_each: self.seats,
        };
        let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP])
            .map_err(|error| Failure::new(Kind::Failed, error.to_string()))?;
        let office = serve.start().map_err(|trouble| Failure::trouble(&words, &trouble))?;
        let socket = serve.socket.display().to_string();
        context.out.say(&words.with("cli-serving", &[("socket", socket)]));
        // Without a service manager nobody listens; that is no fault.
        let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
        signals.forever().next();
        let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
        let guests = office.guests();
        context.out.say(&words.with("cli-serving-ends", &[("n", guests.to_string())]));
        office.stop().map_err(|trouble| Failure::trouble(&words, &trouble))?;
        Ok(0)
    }

    /// A unit for systemd: an account of its own that nobody else can look into.
    fn unit(&self, context: &Context) -> String {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("/usr/local/bin/duban"));
        let group = self.group.clone().unwrap_or_else(|| "duban-users".to_owned());
        let settings = &context.settings;
        let store = match settings.store_named {
            true => settings.store.clone(),
            false => PathBuf::from("/var/lib/duban/duban.redb"),
        };
        let fill = [
            ("description", context.words.get("cli-unit-description")),
            ("program", program.display().to_string()),
            ("store", store.display().to_string()),
            ("socket", settings.socket.display().to_string()),
            ("group", group),
        ];
        fill.iter().fold(UNIT.to_owned(), |unit, (name, text)| unit.replace(&format!("{{{name}}}"), text))
    }
}

const UNIT: &str = include_str!("serve.service");
