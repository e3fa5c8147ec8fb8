//! Forms left half filled: offered, opened again, thrown away; with what others did to the record meanwhile.

use super::verbs;
use crate::api::Request;
use crate::api::answer::Card;
use crate::model::form::Form;
use crate::model::ids::OpId;
use crate::tui::draft::Draft;
use crate::tui::layers::Layer;
use crate::tui::layers::detail::fact_text;
use crate::tui::layers::form::FormLayer;
use crate::tui::layers::menu::{Item, Menu, Run};
use crate::tui::msg::Effect;
use crate::tui::state::{After, Purpose, State};

/// Changes of others that are told in a form.
const TOLD: usize = 3;

/// What can be done about a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    GoOn,
    ThrowAway,
}

/// Asks what is to become of a draft.
pub fn offer(state: &mut State, op: OpId) {
    let Some(draft) = state.today.drafts.iter().find(|draft| draft.op == op) else { return };
    let words = &state.words;
    let items = vec![
        Item::new(words.get("desk-draft-go-on"), Run::Draft(op, Choice::GoOn)),
        Item::new(words.get("desk-draft-drop"), Run::Draft(op, Choice::ThrowAway)),
        Item::new(words.get("way-back"), Run::Nothing),
    ];
    let text = [when(state, draft), draft.told(words)].join(" ").trim().to_owned();
    let title = words.get("pane-drafts");
    state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
}

/// When it was typed.
pub fn when(state: &State, draft: &Draft) -> String {
    let other = draft.day.filter(|day| *day != state.day());
    draft.at.map(|at| state.words.moment(at, other)).unwrap_or_default()
}

/// Does with a draft what was chosen.
pub fn choose(state: &mut State, op: OpId, choice: Choice, effects: &mut Vec<Effect>) {
    let Some(draft) = state.today.drafts.iter().find(|draft| draft.op == op) else { return };
    match choice {
        Choice::ThrowAway => {
            state.today.drop_draft(op);
            state.keep_drafts(effects);
            state.say(state.words.get("desk-draft-dropped"));
        }
        Choice::GoOn if draft.line.is_some() => {
            let form = FormLayer::entry_of(draft);
            state.today.drop_draft(op);
            state.layers.push(Layer::Form(Box::new(form)));
            verbs::read_line(state, effects);
        }
        // It stays where it is until its form is there.
        Choice::GoOn => {
            let request = Request::Form { verb: draft.verb, subjects: draft.subjects.clone() };
            state.ask(Purpose::Form(After::Nothing, Some(op)), request, effects);
        }
    }
}

/// A form came: what was left in one like it comes back, with the act it was and what it began from.
pub fn opened(state: &mut State, form: &Form, op: Option<OpId>, effects: &mut Vec<Effect>) -> FormLayer {
    let like = |draft: &&Draft| match op {
        Some(op) => draft.op == op,
        None => draft.line.is_none() && draft.verb == form.verb && draft.subjects == form.subjects,
    };
    let Some(draft) = state.today.drafts.iter().rev().find(like).cloned() else {
        return FormLayer::new(form, (state.new_op)(), &state.words);
    };
    state.today.drop_draft(draft.op);
    let mut layer = FormLayer::new(form, draft.op, &state.words);
    layer.restore(&draft.typed, &state.words);
    state.say(state.words.get("desk-form-restored"));
    if let Some(base) = draft.base.filter(|base| form.base.is_some_and(|now| *base < now)) {
        layer.base = Some(base);
        if let [what] = &form.subjects[..] {
            state.ask(Purpose::Since(draft.op), Request::Show { what: what.clone() }, effects);
        }
    }
    layer
}

/// Tells in a form what happened to its record since it was read. The fields stay as they are.
pub fn since(state: &mut State, op: OpId, card: &Card) {
    let (words, today) = (state.words.clone(), state.day());
    let form = state.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Form(form) if form.op == op => Some(form),
        _ => None,
    });
    let Some(form) = form else { return };
    form.record = Some(card.record.subject);
    let Some(base) = form.base else { return };
    let newer = card.history.iter().filter(|line| line.fact.seq > base && line.fact.op != op);
    let told = newer.rev().take(TOLD).map(|line| {
        let fact = fact_text(line, &words, today);
        let at = words.moment(line.fact.at, Some(line.fact.day).filter(|day| *day != today));
        let what = [fact.act, fact.changes.join(&words.get("part-and"))].join(" ");
        words.with("desk-since", &[("who", line.actor.as_str()), ("at", &at), ("what", what.trim())])
    });
    let mut told: Vec<String> = told.collect();
    told.reverse();
    form.news = told;
}
