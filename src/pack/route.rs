//! Which section answers for an issue: the first rule that holds, by priority.

use super::Pack;
use super::policy::Rule;

/// What is known of an issue. An empty text is not known, and no condition holds for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RouteQuery<'a> {
    /// Category id.
    pub category: &'a str,
    /// Item id.
    pub item: &'a str,
    /// Name of a stage.
    pub stage: &'a str,
    pub ownership: &'a str,
    /// Kind of the reporting unit.
    pub unit_kind: &'a str,
}

/// Who answers for an issue, and what that rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Office id of the responsible section.
    pub lead: String,
    /// Office ids of the supporting sections.
    pub co: Vec<String>,
    /// Empty when the paper is silent.
    pub clause: String,
    /// The paper is silent: a proposal until the office settles it.
    pub gap: bool,
    /// The rule that gave it; empty when none holds.
    pub rule_id: String,
    /// What to say with the proposal.
    pub note: String,
}

impl Pack {
    /// The route of an issue. Where no rule holds it goes to the office that runs the campaign, as a
    /// gap.
    pub fn route(&self, query: &RouteQuery<'_>) -> Route {
        match self.rule_for(query) {
            Some(rule) => Route {
                lead: rule.lead.clone(),
                co: rule.co.clone(),
                clause: rule.clause.clone(),
                gap: rule.gap,
                rule_id: rule.id.clone(),
                note: rule.note.clone(),
            },
            None => Route {
                lead: self.campaign.office_unit.clone(),
                co: Vec::new(),
                clause: String::new(),
                gap: true,
                rule_id: String::new(),
                note: String::new(),
            },
        }
    }

    /// The rule that routes an issue: the one of lowest priority that holds.
    pub(super) fn rule_for(&self, query: &RouteQuery<'_>) -> Option<&Rule> {
        let group = self.stages.iter().find(|stage| stage.name == query.stage);
        let group = group.map_or("", |stage| stage.group.as_str());
        self.routing.iter().filter(|rule| holds(rule, query, group)).min_by_key(|rule| rule.priority)
    }
}

fn holds(rule: &Rule, query: &RouteQuery<'_>, group: &str) -> bool {
    let fits = |wanted: &[String], value: &str| {
        wanted.is_empty() || (!value.is_empty() && wanted.iter().any(|one| one == value))
    };
    fits(&rule.categories, query.category)
        && fits(&rule.items, query.item)
        && fits(&rule.stages, query.stage)
        && fits(&rule.stage_groups, group)
        && fits(&rule.ownerships, query.ownership)
        && fits(&rule.unit_kinds, query.unit_kind)
}
