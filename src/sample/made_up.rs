//! The pack of a made-up campaign: the plan as it is, with invented units and people.

use super::texts::texts;
use toml::{Table, Value};

/// A pack's text with every county, affiliated unit and person replaced by invented ones.
///
/// # Errors
/// The text is no TOML.
pub fn made_up_pack(source: &str) -> Result<String, toml::de::Error> {
    let mut pack: Table = toml::from_str(source)?;
    let names = &texts().names;
    if let Some(Value::Table(campaign)) = pack.get_mut("campaign") {
        campaign.insert("issuer".into(), names.city.clone().into());
        campaign.insert("preamble".into(), String::new().into());
    }
    if let Some(Value::Array(leaders)) = pack.get_mut("leaders") {
        for leader in leaders.iter_mut().filter_map(Value::as_table_mut) {
            leader.insert("names".into(), Value::Array(Vec::new()));
        }
    }
    if let Some(Value::Array(units)) = pack.get_mut("units") {
        invent_units(units);
    }
    pack.insert("contacts".into(), Value::Array(contacts(&pack)));
    Ok(toml::to_string(&pack).unwrap_or_default())
}

fn invent_units(units: &mut Vec<Value>) {
    let names = &texts().names;
    let kind = |unit: &Value| unit.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    units.retain(|unit| kind(unit) != "county");
    let mut root = String::new();
    for unit in units.iter_mut().filter_map(Value::as_table_mut) {
        if unit.get("kind").and_then(Value::as_str) == Some("bureau") {
            root = unit.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
            unit.insert("name".into(), names.city.clone().into());
            unit.insert("short".into(), names.city_short.clone().into());
        }
    }
    let made = names.counties.iter().map(|unit| (unit, "county"));
    let made = made.chain(names.direct.iter().map(|unit| (unit, "direct")));
    for (order, (unit, kind)) in made.enumerate() {
        let mut table = Table::new();
        for (key, value) in [
            ("code", &unit.code),
            ("name", &unit.name),
            ("short", &unit.short),
            ("kind", &kind.to_owned()),
            ("parent", &root),
            ("source", &names.source),
        ] {
            table.insert(key.into(), value.clone().into());
        }
        table.insert("order".into(), (100 + order as i64 * 10).into());
        units.push(Value::Table(table));
    }
}

/// Three lines for every reporting unit, one for every section.
fn contacts(pack: &Table) -> Vec<Value> {
    let names = &texts().names;
    let units = pack.get("units").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut contacts = Vec::new();
    for unit in units {
        let text = |key: &str| unit.get(key).and_then(Value::as_str).unwrap_or_default();
        let roles: &[&str] = match text("kind") {
            "county" | "direct" => &["liaison", "leader", "head"],
            "office" => &["liaison"],
            _ => &[],
        };
        for role in roles {
            let number = contacts.len();
            let surname = &names.surnames[number % names.surnames.len()];
            let mut contact = Table::new();
            for (key, value) in [
                ("printed_no", (number + 1).to_string()),
                ("unit", text("code").to_owned()),
                ("name", format!("{surname}{}", names.masked_full)),
                ("phone", format!("1{}****{:04}", 30 + number % 60, 1000 + number)),
                ("post", names.posts.get(*role).cloned().unwrap_or_default()),
                ("role", (*role).to_owned()),
            ] {
                contact.insert(key.into(), value.into());
            }
            contacts.push(Value::Table(contact));
        }
    }
    contacts
}
