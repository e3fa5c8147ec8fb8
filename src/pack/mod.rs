//! Campaign packs: the plan as data, loaded, checked, embedded. Never writes to a store.
//!
//! ```text
//!  text  --source-->  TOML with places  --read-->  Pack  --check-->  what is wrong, with lines
//! ```
//!
//! No number of categories, roles, stages or phases stands in code: everything counts what the file
//! holds. Faults are codes with data ([`PackFault`]); `i18n` words them.

mod campaign;
mod check;
mod days;
mod error;
mod find;
mod letters;
mod parties;
mod plan;
mod policy;
mod propose;
mod read;
mod renew;
mod route;
mod source;
mod tables;
mod whole;

pub use campaign::{Annex, Campaign, Leader, NumberStyle, Paragraph, number};
pub use days::{PackCalendar, Year};
pub use error::{PackError, PackFault};
pub use find::Named;
pub use letters::{
    About, BlockTemplate, ColumnTemplate, EnclosureTemplate, FormRowTemplate, LetterTemplate, parted,
    standard,
};
pub use parties::{
    Contact, Hotline, HotlineKind, Keeps, Office, Outside, Role, Sees, Unit, UnitGroup, UnitKind,
};
pub use plan::{
    Category, Choice, Deliverable, DeliverableKind, Inspection, Item, PaperList, Phase, Screening,
    ScreeningMonth, Stage, Task, TaskKind,
};
pub use policy::{
    Act, Claim, Clocks, Extensions, Ground, Labels, MeasureWords, Measured, Observer, Privacy, Reminder,
    Rule, Secrecy, Settle, Steps, Threshold, When,
};
pub use renew::{id_for, new_from};
pub use route::{Route, RouteQuery};
pub use tables::{FormColumn, TableForm};
pub use whole::Pack;

use source::Source;

/// The format this program reads.
pub const FORMAT: &str = "duban-pack/1";

/// The packs that come with the program: id and text. The first is taken when nobody names one.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("zhuzhou-2021", include_str!("zhuzhou-2021.toml")),
    ("canteen-sample", include_str!("canteen-sample.toml")),
];

/// The text of a pack that comes with the program.
pub fn built_in(id: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(known, _)| *known == id).map(|(_, source)| *source)
}

impl Pack {
    /// Reads a pack that can be used, whether or not everything in it has been filled in yet.
    ///
    /// # Errors
    /// Everything that stands in the way of using it, in the order of lines.
    pub fn parse(source: &str, file_name: &str) -> Result<Pack, Vec<PackError>> {
        let (pack, mut errors) = read(source, file_name)?;
        errors.retain(|error| !error.is_to_fill());
        if errors.is_empty() { Ok(pack) } else { Err(errors) }
    }
}

/// Everything that can be said against a pack, in the order of lines; also what is left to fill in.
pub fn check(source: &str, file_name: &str) -> Vec<PackError> {
    read(source, file_name).map_or_else(|errors| errors, |(_, errors)| errors)
}

fn read(text: &str, file_name: &str) -> Result<(Pack, Vec<PackError>), Vec<PackError>> {
    let source = Source::read(text, file_name).map_err(|error| vec![error])?;
    // A pack of another format would fail on its first unknown key, which says less.
    if let Some(error) = check::format(&source) {
        return Err(vec![error]);
    }
    let pack: Pack = read::document(&source.root).map_err(|misread| {
        let at = misread.span.map_or(0, |span| span.start);
        vec![source.error_at(at, misread.fault)]
    })?;
    let errors = check::all(&pack, &source);
    Ok((pack, errors))
}
