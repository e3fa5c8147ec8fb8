//! Which sanctions the law knows for whom, and how long each has effect (facts of the regulations on
//! public institution staff, public office holders, teachers and the party).

/// What somebody is, for the law.
pub const IDENTITIES: &[&str] = &[
    "public_teacher",
    "temp_teacher",
    "private_teacher",
    "principal",
    "cadre",
    "institution_staff",
    "school",
    "institution",
];

/// One sanction.
struct Sanction {
    code: &'static str,
    /// Identities it may fall on; empty: anybody.
    on: &'static [&'static str],
    /// Only on members of the party.
    party: bool,
    /// Months it has effect; 0: no term.
    months: u32,
}

const PUBLIC: &[&str] = &["public_teacher"];
const OFFICE: &[&str] = &["principal", "cadre"];
const TEACHER: &[&str] = &["public_teacher", "temp_teacher", "private_teacher", "principal"];
const HIRED: &[&str] = &["temp_teacher", "private_teacher", "institution_staff"];
const PERSON: &[&str] =
    &["public_teacher", "temp_teacher", "private_teacher", "principal", "cadre", "institution_staff"];
const BODY: &[&str] = &["school", "institution"];
const PRIVATE_BODY: &[&str] = &["institution"];

const fn of(code: &'static str, on: &'static [&'static str], months: u32) -> Sanction {
    Sanction { code, on, party: false, months }
}

const fn of_party(code: &'static str, months: u32) -> Sanction {
    Sanction { code, on: PERSON, party: true, months }
}

const TABLE: &[Sanction] = &[
    of("reminded", PERSON, 0),
    of("criticised", PERSON, 0),
    of("self_criticism", PERSON, 0),
    of("admonished", PERSON, 6),
    of("circular", &[], 0),
    of("suspended", OFFICE, 0),
    of("moved_post", OFFICE, 0),
    of("resigned", OFFICE, 0),
    of("made_to_resign", OFFICE, 0),
    of("removed_post", OFFICE, 0),
    of("lowered_post", OFFICE, 0),
    of("no_awards", TEACHER, 24),
    of("staff_warning", PUBLIC, 6),
    of("staff_demerit", PUBLIC, 12),
    of("staff_lowered", PUBLIC, 24),
    of("staff_dismissed", PUBLIC, 0),
    of("office_warning", OFFICE, 6),
    of("office_demerit", OFFICE, 12),
    of("office_great_demerit", OFFICE, 18),
    of("office_lowered", OFFICE, 24),
    of("office_removed", OFFICE, 24),
    of("office_dismissed", OFFICE, 0),
    of_party("party_warning", 12),
    of_party("party_serious_warning", 18),
    of_party("party_removed", 24),
    of_party("party_probation", 24),
    of_party("party_expelled", 0),
    of("contract_ended", HIRED, 0),
    of("discharged", HIRED, 0),
    of("licence_revoked", TEACHER, 0),
    of("registration_failed", TEACHER, 0),
    of("appraisal_failed", TEACHER, 0),
    of("interviewed", BODY, 0),
    of("told_to_rectify", BODY, 0),
    of("no_honours", BODY, 0),
    of("enrolment_cut", BODY, 0),
    of("inspection_failed", PRIVATE_BODY, 0),
    of("enrolment_stopped", BODY, 0),
    of("closed_down", PRIVATE_BODY, 0),
    of("permit_revoked", PRIVATE_BODY, 0),
    of("blacklisted", PRIVATE_BODY, 0),
    of("fined", BODY, 0),
    of("told_to_refund", &[], 0),
    of("to_discipline", &[], 0),
    of("to_police", &[], 0),
    of("cleared", &[], 0),
];

/// The codes of the sanctions that may fall on somebody.
pub fn allowed(identity: &str, party_member: bool) -> Vec<&'static str> {
    let may = |sanction: &&Sanction| {
        (sanction.on.is_empty() || sanction.on.contains(&identity)) && (!sanction.party || party_member)
    };
    TABLE.iter().filter(may).map(|sanction| sanction.code).collect()
}

/// Every sanction's code.
pub fn all() -> Vec<&'static str> {
    TABLE.iter().map(|sanction| sanction.code).collect()
}

/// What a sanction on a person is counted as in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Talked to, admonished, told of in a circular.
    Talk,
    Party,
    /// Of the law on public institution staff or on public office holders.
    Office,
    /// The contract was ended.
    Contract,
}

/// What a sanction is counted as; `None` for those that no figure counts.
pub fn weight(code: &str) -> Option<Weight> {
    match code {
        "reminded" | "criticised" | "self_criticism" | "admonished" | "circular" => Some(Weight::Talk),
        "contract_ended" | "discharged" => Some(Weight::Contract),
        _ if code.starts_with("party_") => Some(Weight::Party),
        _ if code.starts_with("staff_") || code.starts_with("office_") => Some(Weight::Office),
        _ => None,
    }
}

/// Months a sanction has effect; 0: no term.
pub fn months(code: &str) -> u32 {
    TABLE.iter().find(|sanction| sanction.code == code).map_or(0, |sanction| sanction.months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_counts_sanctions_that_there_are() {
        let counted = |weight| all().into_iter().filter(|code| super::weight(code) == Some(weight)).count();
        assert_eq!(
            [Weight::Talk, Weight::Party, Weight::Office, Weight::Contract].map(counted),
            [5, 5, 10, 2]
        );
    }

    #[test]
    fn what_may_fall_on_whom() {
        let teacher = allowed("public_teacher", false);
        assert!(teacher.contains(&"staff_demerit") && !teacher.contains(&"office_great_demerit"));
        assert!(!teacher.contains(&"party_warning") && !teacher.contains(&"contract_ended"));
        assert!(allowed("public_teacher", true).contains(&"party_warning"));
        assert!(allowed("principal", false).contains(&"office_great_demerit"));
        assert!(!allowed("school", true).contains(&"party_warning"));
        assert!(allowed("institution", false).contains(&"permit_revoked"));
        assert_eq!((months("staff_demerit"), months("party_serious_warning")), (12, 18));
    }
}
