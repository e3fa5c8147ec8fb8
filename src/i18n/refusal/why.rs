//! The reason of a refusal, one wording each.

use super::{Lead, Reason};
use crate::i18n::Words;
use crate::i18n::figures::yuan;
use crate::model::deadline::DeadlineReason;
use crate::model::field::Field;
use crate::model::refusal::{StoreTrouble, Why};
use crate::model::state::State;
use crate::model::table::TableId;
use crate::model::verb::Verb;
use chrono::NaiveDate;
use i18n_embed_fl::fl;

/// Codes of a list that are told; a plan may know hundreds.
const TOLD: usize = 12;

impl Words {
    /// The reason in words.
    pub(super) fn why(&self, why: &Why, verb: Option<Verb>) -> Reason {
        self.why_typed(why)
            .or_else(|| self.why_rule(why, verb))
            .or_else(|| self.why_undo(why))
            .unwrap_or_else(|| self.why_around(why))
    }

    /// What was typed cannot be read or is not enough.
    fn why_typed(&self, why: &Why) -> Option<Reason> {
        let l = &self.loader;
        Some(match why {
            Why::UnknownNumber { text, nearest } => alone(
                "unknown_number",
                self.nearest(fl!(l, "refusal-unknown_number", text = text.as_str()), nearest),
            ),
            Why::NoSubject => cannot("no_subject", fl!(l, "refusal-no_subject")),
            Why::UnknownField { name, nearest } => {
                let nearest = nearest.as_ref().map(|code| self.field_and_code(code));
                cannot(
                    "unknown_field",
                    self.nearest(fl!(l, "refusal-unknown_field", name = name.as_str()), &nearest),
                )
            }
            Why::FieldNotSettable { field } => {
                cannot("field_not_settable", fl!(l, "refusal-field_not_settable", field = self.field(*field)))
            }
            Why::Missing { fields } => {
                not_yet("missing", fl!(l, "refusal-missing", fields = self.field_list(fields)))
            }
            Why::NeedsReason => not_yet("needs_reason", fl!(l, "refusal-needs_reason")),
            Why::BadValue { field, text, expected } => {
                let (field, expected) = (self.field(*field), self.expected(*expected));
                let text = text.as_str();
                cannot(
                    "bad_value",
                    fl!(l, "refusal-bad_value", field = field, text = text, expected = expected),
                )
            }
            Why::Ambiguous { text, names } => {
                let (n, names) = (names.len(), self.told(names));
                cannot("ambiguous", fl!(l, "refusal-ambiguous", text = text.as_str(), n = n, names = names))
            }
            Why::UnknownUnit { text, nearest } => cannot(
                "unknown_unit",
                self.nearest(fl!(l, "refusal-unknown_unit", text = text.as_str()), nearest),
            ),
            Why::UnknownCode { field, text, known } => {
                let known: Vec<String> = known.iter().map(|code| self.code(*field, code)).collect();
                let (field, known) = (self.field(*field), self.told(&known));
                let text = text.as_str();
                cannot(
                    "unknown_code",
                    fl!(l, "refusal-unknown_code", field = field, text = text, known = known),
                )
            }
            Why::UnknownLetter { text, nearest, known } => {
                let (text, known) = (text.as_str(), self.told(known));
                match nearest {
                    Some(nearest) => cannot(
                        "unknown_letter",
                        fl!(
                            l,
                            "refusal-unknown_letter_near",
                            text = text,
                            nearest = nearest.as_str(),
                            known = known
                        ),
                    ),
                    None => {
                        cannot("unknown_letter", fl!(l, "refusal-unknown_letter", text = text, known = known))
                    }
                }
            }
            Why::NotForLetter { letter, kind } => cannot(
                "not_for_letter",
                fl!(l, "refusal-not_for_letter", letter = letter.as_str(), kind = self.kind(*kind)),
            ),
            Why::SilentClass { class } => {
                alone("silent_class", fl!(l, "refusal-silent_class", class = class.as_str()))
            }
            Why::UnreadDeadline { text, reason } => {
                cannot("unread_deadline", self.unread(text, reason.as_ref()))
            }
            Why::UnknownTerm { text, nearest: None } => {
                alone("unknown_term", fl!(l, "refusal-unknown_term", text = text.as_str()))
            }
            Why::UnknownTerm { text, nearest: Some(near) } => alone(
                "unknown_term",
                fl!(l, "refusal-unknown_term-nearest", text = text.as_str(), nearest = near.as_str()),
            ),
            Why::EmptyTerm { text } => {
                alone("empty_term", fl!(l, "refusal-empty_term", text = text.as_str()))
            }
            Why::TermNotHere { text } => {
                alone("term_not_here", fl!(l, "refusal-term_not_here", text = text.as_str()))
            }
            Why::BadTerm { term, text, expected } => {
                let (term, text, expected) = (term.as_str(), text.as_str(), self.expected(*expected));
                alone("bad_term", fl!(l, "refusal-bad_term", term = term, text = text, expected = expected))
            }
            Why::TooLong { field, limit } => {
                cannot("too_long", fl!(l, "refusal-too_long", field = self.field(*field), limit = (*limit)))
            }
            _ => return None,
        })
    }

    /// A rule of the work forbids it.
    fn why_rule(&self, why: &Why, verb: Option<Verb>) -> Option<Reason> {
        let l = &self.loader;
        Some(match why {
            Why::FutureDay { day, today } => {
                let (day, today) = (self.day_said_near(*day, *today), self.day_said(*today));
                cannot("future_day", fl!(l, "refusal-future_day", day = day, today = today))
            }
            Why::Projected => alone("projected", self.get("screen-meeting")),
            Why::FixedAlready { month, no } => {
                let month = self.month_said(month);
                cannot("fixed_already", fl!(l, "refusal-fixed_already", month = month, no = no.as_str()))
            }
            Why::LaterFixed { month, later } => {
                let (month, later) = (self.month_said(month), self.month_said(later));
                cannot("later_fixed", fl!(l, "refusal-later_fixed", month = month, later = later))
            }
            Why::FixedGone { month, table } => {
                let name = TableId::from_code(table).map_or_else(|| table.clone(), |id| self.table_name(id));
                cannot(
                    "fixed_gone",
                    fl!(l, "refusal-fixed_gone", month = self.month_said(month), table = name),
                )
            }
            Why::NotFixed { month } => {
                cannot("not_fixed", fl!(l, "refusal-not_fixed", month = self.month_said(month)))
            }
            Why::NothingSince { what } => {
                cannot("nothing_since", self.get(&format!("refusal-nothing_since-{what}")))
            }
            Why::DayBefore { day, earliest, field } => {
                cannot("day_before", self.before(*day, *earliest, *field))
            }
            Why::WrongState { state, day } => self.wrong_state(*state, *day, verb),
            Why::NotYours { name, .. } => {
                alone("not_yours", fl!(l, "refusal-not_yours", name = name.as_str()))
            }
            Why::NoRight => cannot("no_right", fl!(l, "refusal-no_right")),
            Why::NeedsPersonAndPaper { party } => not_yet(
                "needs_person_and_paper",
                fl!(l, "refusal-needs_person_and_paper", party = self.party(*party)),
            ),
            Why::SamePerson { name, unit } => {
                let (unit, name) = (unit.as_str(), name.as_str());
                alone("same_person", fl!(l, "refusal-same_person", unit = unit, name = name))
            }
            Why::Unfinished { open, total, refunded: Some(refunded), refundable: Some(refundable) } => {
                let (refunded, refundable) = (yuan(*refunded), yuan(*refundable));
                not_yet(
                    "unfinished",
                    fl!(
                        l,
                        "refusal-unfinished-refund",
                        open = (*open),
                        total = (*total),
                        refunded = refunded,
                        refundable = refundable
                    ),
                )
            }
            Why::Unfinished { open, total, .. } => {
                not_yet("unfinished", fl!(l, "refusal-unfinished", open = (*open), total = (*total)))
            }
            Why::NoMeasures => not_yet("no_measures", fl!(l, "refusal-no_measures")),
            Why::IncompleteMeasure { part, fields } => not_yet(
                "incomplete_measure",
                fl!(l, "refusal-incomplete_measure", part = (*part), fields = self.field_list(fields)),
            ),
            Why::ExtensionPending => cannot("extension_pending", fl!(l, "refusal-extension_pending")),
            Why::NoExtensionPending => cannot("no_extension_pending", fl!(l, "refusal-no_extension_pending")),
            Why::OnlyChief { late_days: 0, times } => {
                alone("only_chief", fl!(l, "refusal-only_chief-times", times = (*times)))
            }
            Why::OnlyChief { late_days, .. } => {
                alone("only_chief", fl!(l, "refusal-only_chief", late = (*late_days)))
            }
            Why::NotLater { current } => {
                cannot("not_later", fl!(l, "refusal-not_later", current = self.day(*current)))
            }
            Why::NoDeadline => cannot("no_deadline", fl!(l, "refusal-no_deadline")),
            Why::BouncedOut { times } => cannot("bounced_out", fl!(l, "refusal-bounced_out", n = times)),
            Why::NotListed => cannot("not_listed", fl!(l, "refusal-not_listed")),
            Why::StepOff => cannot("step_off", fl!(l, "refusal-step_off")),
            Why::NoEvidence => not_yet("no_evidence", fl!(l, "refusal-no_evidence")),
            Why::TooShort { field, least } => {
                cannot("too_short", fl!(l, "refusal-too_short", field = self.field(*field), n = (*least)))
            }
            Why::NothingToCount => cannot("nothing_to_count", fl!(l, "refusal-nothing_to_count")),
            Why::SumOff { total, parts } => {
                alone("sum_off", fl!(l, "refusal-sum_off", total = (*total), parts = (*parts)))
            }
            Why::DoesNotAddUp { breaches } => {
                let breaches: Vec<String> = breaches.iter().map(|breach| self.breach(breach)).collect();
                let breaches = breaches.join(&self.get("list-and-more"));
                alone("does_not_add_up", fl!(l, "refusal-does_not_add_up", breaches = breaches))
            }
            Why::ZeroUnsigned => alone("zero_unsigned", fl!(l, "refusal-zero_unsigned")),
            Why::CountDiffers { cell, part, typed, computed } => alone(
                "count_differs",
                fl!(
                    l,
                    "refusal-count_differs",
                    cell = self.cell(cell),
                    part = part.to_string(),
                    typed = (*typed),
                    computed = (*computed)
                ),
            ),
            Why::NotForIdentity { sanction, identity, known } => {
                let known: Vec<String> = known.iter().map(|code| self.code(Field::Sanctions, code)).collect();
                alone(
                    "not_for_identity",
                    fl!(
                        l,
                        "refusal-not_for_identity",
                        sanction = self.code(Field::Sanctions, sanction),
                        identity = self.code(Field::Identity, identity),
                        known = self.told(&known)
                    ),
                )
            }
            Why::NamesNotKept { field } => {
                cannot("names_not_kept", fl!(l, "refusal-names_not_kept", field = self.field(*field)))
            }
            Why::WrongStatus { kind, status } if status.is_empty() => {
                cannot("wrong_status", fl!(l, "refusal-wrong_status-none", kind = self.kind(*kind)))
            }
            Why::WrongStatus { kind, status } => {
                let status = self.code(Field::Status, status);
                cannot(
                    "wrong_status",
                    fl!(l, "refusal-wrong_status", kind = self.kind(*kind), status = status),
                )
            }
            Why::Numbered => alone("numbered", fl!(l, "refusal-numbered")),
            Why::OwnFolderOnly { folder } => {
                cannot("own_folder_only", fl!(l, "refusal-own_folder_only", folder = folder.as_str()))
            }
            Why::NothingSealed => cannot("nothing_sealed", fl!(l, "refusal-nothing_sealed")),
            Why::TooOften { limit, minutes } => {
                cannot("too_often", fl!(l, "refusal-too_often", limit = (*limit), minutes = (*minutes)))
            }
            Why::ShortPin { least } => cannot("short_pin", fl!(l, "refusal-short_pin", least = (*least))),
            Why::NothingToChange => alone("nothing_to_change", fl!(l, "refusal-nothing_to_change")),
            Why::Taken { text } => cannot("taken", fl!(l, "refusal-taken", text = text.as_str())),
            Why::StaysSynthetic => alone("stays_synthetic", fl!(l, "refusal-stays_synthetic")),
            _ => return None,
        })
    }

    /// Undoing, and others who were faster.
    fn why_undo(&self, why: &Why) -> Option<Reason> {
        let l = &self.loader;
        Some(match why {
            Why::NothingToUndo => alone("nothing_to_undo", fl!(l, "refusal-nothing_to_undo")),
            Why::NothingToRedo => alone("nothing_to_redo", fl!(l, "refusal-nothing_to_redo")),
            Why::CannotUndo { seq, verb } => {
                let verb = self.verb(*verb);
                alone("cannot_undo", fl!(l, "refusal-cannot_undo", seq = seq.to_string(), verb = verb))
            }
            Why::UnknownFact { seq } => {
                alone("unknown_fact", fl!(l, "refusal-unknown_fact", seq = seq.to_string()))
            }
            Why::ChangedSince { field, by, at } => {
                let (by, at, field) = (by.as_str(), self.clock(*at), self.field(*field));
                cannot("changed_since", fl!(l, "refusal-changed_since", by = by, at = at, field = field))
            }
            Why::Conflict { clashes, .. } => alone("conflict", self.conflict(clashes)),
            Why::OpReused => alone("op_reused", fl!(l, "refusal-op_reused")),
            Why::ClockBack { today, last } => {
                let (today, last) = (self.day(*today), self.day(*last));
                alone("clock_back", fl!(l, "refusal-clock_back", today = today, last = last))
            }
            _ => return None,
        })
    }

    /// The machine, the store, the office.
    fn why_around(&self, why: &Why) -> Reason {
        let l = &self.loader;
        match why {
            Why::UnknownMember { login } => {
                alone("unknown_member", fl!(l, "refusal-unknown_member", login = login.as_str()))
            }
            Why::StoreRefused { detail } => alone(
                "store_refused",
                match detail {
                    StoreTrouble::DiskFull => fl!(l, "refusal-store_disk_full"),
                    StoreTrouble::ReadOnly => fl!(l, "refusal-store_read_only"),
                    StoreTrouble::Moved => fl!(l, "refusal-store_moved"),
                    StoreTrouble::Other(detail) => fl!(l, "refusal-store_other", detail = detail.as_str()),
                },
            ),
            Why::OfficeGone => alone("office_gone", fl!(l, "refusal-office_gone")),
            Why::Internal { detail } => {
                alone("internal", fl!(l, "refusal-internal", detail = detail.as_str()))
            }
            // Reached only by a reason that the tables above forgot; a test counts them.
            other => alone("internal", fl!(l, "refusal-internal", detail = format!("{other:?}"))),
        }
    }

    fn wrong_state(&self, state: State, day: Option<NaiveDate>, verb: Option<Verb>) -> Reason {
        let l = &self.loader;
        match (state, day) {
            (State::Closed, Some(day)) => alone(
                "closed",
                fl!(l, "refusal-wrong_state-closed", day = self.day_said(day), verb = self.act_of(verb)),
            ),
            (_, Some(day)) => {
                let (day, state) = (self.day_said(day), self.state(state));
                cannot("wrong_state", fl!(l, "refusal-wrong_state-day", day = day, state = state))
            }
            (_, None) => cannot("wrong_state", fl!(l, "refusal-wrong_state", state = self.state(state))),
        }
    }

    fn before(&self, day: NaiveDate, earliest: NaiveDate, field: Option<Field>) -> String {
        let (said, earliest) = (self.day_said_near(day, earliest), self.day_said_near(earliest, day));
        match field {
            Some(field) => fl!(
                self.loader,
                "refusal-day_before-field",
                day = said,
                field = self.field(field),
                earliest = earliest
            ),
            None => fl!(self.loader, "refusal-day_before", day = said, earliest = earliest),
        }
    }

    /// An impossible day says so itself; vague words are quoted and a day is asked for.
    fn unread(&self, text: &str, reason: Option<&DeadlineReason>) -> String {
        match reason {
            None | Some(DeadlineReason::Vague | DeadlineReason::NotUnderstood) => {
                fl!(self.loader, "refusal-unread_deadline", text = text)
            }
            Some(reason) => self.reason(reason),
        }
    }

    fn nearest(&self, text: String, nearest: &Option<String>) -> String {
        match nearest {
            Some(near) => {
                let then = fl!(self.loader, "refused-nearest", nearest = near.as_str());
                self.with("sentence-and", &[("first", text), ("then", then)])
            }
            None => text,
        }
    }

    fn field_list(&self, fields: &[Field]) -> String {
        self.list(&fields.iter().map(|field| self.field(*field)).collect::<Vec<_>>())
    }

    fn field_and_code(&self, code: &str) -> String {
        let label = self.field_code(code);
        if label == code { label } else { format!("{code} {label}") }
    }

    fn told(&self, names: &[String]) -> String {
        if names.len() <= TOLD {
            return self.list(names);
        }
        format!("{}{}", self.list(&names[..TOLD]), fl!(self.loader, "list-more", n = names.len()))
    }
}

fn alone(code: &'static str, text: String) -> Reason {
    Reason { code, lead: Lead::None, text }
}

fn cannot(code: &'static str, text: String) -> Reason {
    Reason { code, lead: Lead::Cannot, text }
}

fn not_yet(code: &'static str, text: String) -> Reason {
    Reason { code, lead: Lead::NotYet, text }
}
