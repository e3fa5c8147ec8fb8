//! Routing: category, item, stage and ownership to the responsible section.

use super::plan::{Pack, Rule};

/// What is routed. Empty texts are unknown.
#[derive(Debug, Clone, Copy, Default)]
pub struct RouteQuery<'a> {
    pub category: &'a str,
    pub item: &'a str,
    pub stage: &'a str,
    pub ownership: &'a str,
    pub unit_kind: &'a str,
}

/// Where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Code of the responsible section.
    pub lead: String,
    /// Codes of the supporting sections.
    pub co: Vec<String>,
    /// What it rests on.
    pub clause: String,
    /// The plan is silent: for the office to settle.
    pub gap: bool,
    pub rule: String,
}

impl Pack {
    /// The first rule that fits; the office where none does.
    pub fn route(&self, query: &RouteQuery<'_>) -> Route {
        match self.routing.iter().find(|rule| rule.fits(query)) {
            Some(rule) => Route {
                lead: rule.lead.clone(),
                co: rule.co.clone(),
                clause: rule.clause.clone(),
                gap: rule.gap,
                rule: rule.id.clone(),
            },
            None => Route {
                lead: self.campaign.office_unit.clone(),
                co: Vec::new(),
                clause: String::new(),
                gap: true,
                rule: String::new(),
            },
        }
    }
}

impl Rule {
    fn fits(&self, query: &RouteQuery<'_>) -> bool {
        let holds = |known: &[String], value: &str| known.is_empty() || known.iter().any(|k| k == value);
        holds(&self.categories, query.category)
            && holds(&self.items, query.item)
            && holds(&self.stages, query.stage)
            && holds(&self.ownerships, query.ownership)
            && holds(&self.unit_kinds, query.unit_kind)
    }
}
