//! The pack of a made-up campaign: the plan as it is, with invented units, people and telephones.

use super::texts::texts;
use toml::{Table, Value};

/// A pack's text with the bureau, every other unit, everybody named and every telephone replaced by
/// invented ones, also where the plan's own texts mention them. Sections keep their names.
///
/// # Errors
/// The text is no TOML.
pub fn made_up_pack(source: &str) -> Result<String, toml::de::Error> {
    let mut pack: Table = toml::from_str(source)?;
    let real = real_words(&pack);
    pack.iter_mut().for_each(|(_, value)| forget(value, &real));
    let names = &texts().names;
    if let Some(Value::Table(campaign)) = pack.get_mut("campaign") {
        campaign.insert("issuer".into(), names.city.clone().into());
        if let Some(Value::Table(style)) = campaign.get_mut("number_style") {
            style.insert("order".into(), names.order.clone().into());
            style.insert("transfer".into(), names.transfer.clone().into());
        }
    }
    let root = root_of(&pack);
    if let Some(Value::Array(units)) = pack.get_mut("units") {
        invent_units(units, &root);
    }
    pack.insert("contacts".into(), Value::Array(contacts(&pack)));
    Ok(toml::to_string(&pack).unwrap_or_default())
}

fn list<'a>(pack: &'a Table, name: &str) -> &'a [Value] {
    pack.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice)
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn texts_of<'a>(entry: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let words = entry.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    words.iter().filter_map(Value::as_str)
}

fn root_of(pack: &Table) -> String {
    pack.get("campaign").map_or_else(String::new, |campaign| text(campaign, "root").to_owned())
}

/// The names and telephones that the pack holds, the longest first, with what is put in their place.
fn real_words(pack: &Table) -> Vec<(String, String)> {
    let names = &texts().names;
    let root = root_of(pack);
    let mut words: Vec<(&str, String)> = Vec::new();
    if let Some(campaign) = pack.get("campaign") {
        words.push((text(campaign, "issuer"), names.city.clone()));
        let nearest = texts_of(campaign, "upstream").next().unwrap_or_default();
        let bodies = list(pack, "outside").iter().filter(|body| text(body, "id") == nearest);
        words.extend(bodies.map(|body| (text(body, "name"), names.province.clone())));
    }
    let others = list(pack, "units").iter().filter(|unit| text(unit, "code") != root);
    for (unit, made) in others.zip(names.counties.iter().cycle()) {
        words.push((text(unit, "name"), made.name.clone()));
        words.push((text(unit, "short"), made.short.clone()));
        words.extend(texts_of(unit, "aliases").map(|alias| (alias, made.short.clone())));
    }
    let leaders = list(pack, "leaders").iter().flat_map(|leader| texts_of(leader, "names"));
    let people = leaders.chain(list(pack, "contacts").iter().map(|contact| text(contact, "name")));
    let made = names.surnames.iter().cycle().map(|surname| format!("{surname}{}", names.masked_full));
    words.extend(people.zip(made));
    for line in list(pack, "hotlines") {
        let made = if text(line, "kind") == "url" { &names.url } else { &names.phone };
        words.extend([(text(line, "printed"), made.clone()), (text(line, "value"), made.clone())]);
    }
    words.retain(|(real, _)| !real.is_empty());
    words.sort_by_key(|(real, _)| std::cmp::Reverse(real.len()));
    words.into_iter().map(|(real, made)| (real.to_owned(), made)).collect()
}

/// Replaces real words in every text of a value.
fn forget(value: &mut Value, real: &[(String, String)]) {
    match value {
        Value::String(text) => {
            for (real, made) in real {
                if text.contains(real.as_str()) {
                    *text = text.replace(real.as_str(), made);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|one| forget(one, real)),
        Value::Table(table) => table.iter_mut().for_each(|(_, one)| forget(one, real)),
        _ => {}
    }
}

fn invent_units(units: &mut Vec<Value>, root: &str) {
    let names = &texts().names;
    units.retain(|unit| text(unit, "code") == root);
    for unit in units.iter_mut().filter_map(Value::as_table_mut) {
        unit.insert("name".into(), names.city.clone().into());
        unit.insert("short".into(), names.city_short.clone().into());
        unit.insert("source".into(), names.source.clone().into());
    }
    let made = names.counties.iter().map(|unit| (unit, "county"));
    let made = made.chain(names.direct.iter().map(|unit| (unit, "direct")));
    for (order, (unit, kind)) in made.enumerate() {
        let mut table = Table::new();
        for (key, value) in [
            ("code", unit.code.as_str()),
            ("name", &unit.name),
            ("short", &unit.short),
            ("kind", kind),
            ("parent", root),
            ("source", &names.source),
        ] {
            table.insert(key.into(), value.into());
        }
        table.insert("order".into(), (100 + order as i64 * 10).into());
        units.push(Value::Table(table));
    }
}

/// One line for every section, three for every unit below the bureau.
fn contacts(pack: &Table) -> Vec<Value> {
    let names = &texts().names;
    let root = root_of(pack);
    let sections = list(pack, "offices").iter().map(|office| (text(office, "id"), &["liaison"][..]));
    let units = list(pack, "units").iter().map(|unit| text(unit, "code")).filter(|code| *code != root);
    let units = units.map(|code| (code, &["liaison", "leader", "head"][..]));
    let lines = sections.chain(units).flat_map(|(code, roles)| roles.iter().map(move |role| (code, *role)));
    let made = lines.zip(names.surnames.iter().cycle()).enumerate();
    made.map(|(number, ((code, role), surname))| {
        let mut contact = Table::new();
        for (key, value) in [
            ("printed_no", (number + 1).to_string()),
            ("unit", code.to_owned()),
            ("name", format!("{surname}{}", names.masked_full)),
            ("phone", format!("1{}****{:04}", 30 + number % 60, 1000 + number)),
            ("post", names.posts.get(role).cloned().unwrap_or_default()),
            ("role", role.to_owned()),
        ] {
            contact.insert(key.into(), value.into());
        }
        Value::Table(contact)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Pack, built_in, check};

    #[test]
    fn nothing_real_is_left_beside_the_names_of_sections() {
        let source = built_in("zhuzhou-2021").unwrap();
        let real = Pack::parse(source, "real").unwrap();
        let made = made_up_pack(source).unwrap();
        assert_eq!(check(&made, "made up"), []);
        let mut words: Vec<&str> = vec!["株洲", "株教", "湖南", "0731", "hnedu", "43020"];
        for unit in real.units.iter().filter(|unit| unit.code != real.campaign.root) {
            words.extend([unit.name.as_str(), &unit.short]);
            words.extend(unit.aliases.iter().map(String::as_str));
        }
        words.extend(real.leaders.iter().flat_map(|leader| &leader.names).map(String::as_str));
        words.extend(real.contacts.iter().flat_map(|it| [it.name.as_str(), &it.phone]));
        for word in words {
            assert!(!made.contains(word), "{word}");
        }
        let plan = Pack::parse(&made, "made up").unwrap();
        let ids = |pack: &Pack| pack.offices.iter().map(|office| office.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&plan), ids(&real));
        assert_eq!(plan.contacts.len(), plan.offices.len() + 3 * (plan.units.len() - 1));
    }
}
