//! Every action a key can start: one row each, read by footer, help, palette and man page.

/// Where keys are being struck. Each is a section of a keymap file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Holds wherever the action makes sense and no nearer section says otherwise.
    Global,
    List,
    Detail,
    Form,
    /// One line of text: a search, the palette, the quick entry.
    Text,
    /// A question, a menu, a picker, a screen to read.
    Dialog,
    Matrix,
}

impl Context {
    /// Every context, in the order in which files and help list them.
    pub const ALL: [Context; 7] =
        [Self::Global, Self::List, Self::Detail, Self::Form, Self::Text, Self::Dialog, Self::Matrix];

    /// The name of its section.
    pub fn code(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Detail => "detail",
            Self::Form => "form",
            Self::Text => "text",
            Self::Dialog => "dialog",
            Self::Matrix => "matrix",
        }
    }

    /// The context with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.code() == code)
    }

    /// True where characters are typed into a text, so that no action may take one away.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Form | Self::Text)
    }

    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Under which heading help lists an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Getting about. Not in the palette: an arrow key is no command.
    Move,
    /// Typing and answering. Not in the palette either.
    Type,
    Enter,
    Act,
    Supervise,
    Find,
    Read,
    Paper,
    Desk,
}

impl Group {
    /// Every group, in the order of help.
    pub const ALL: [Group; 9] = [
        Self::Move,
        Self::Type,
        Self::Enter,
        Self::Act,
        Self::Supervise,
        Self::Find,
        Self::Read,
        Self::Paper,
        Self::Desk,
    ];

    /// The code; its heading is the message `group-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Type => "type",
            Self::Enter => "enter",
            Self::Act => "act",
            Self::Supervise => "supervise",
            Self::Find => "find",
            Self::Read => "read",
            Self::Paper => "paper",
            Self::Desk => "desk",
        }
    }
}

/// Whether and where the line of hints shows an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Footer {
    No,
    /// Only on a wide screen, at this place.
    Wide(u8),
    /// On every screen, at this place.
    Both(u8),
}

/// What is known of an action without running it.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub action: Action,
    /// `snake_case`, as in keymap files.
    pub code: &'static str,
    pub group: Group,
    /// The verb it leads to, when it is always the same one.
    pub verb: Option<&'static str>,
    /// True when carrying it through changes the books.
    pub writes: bool,
    scope: u8,
    pub(crate) footer: Footer,
}

impl Row {
    /// True when the action makes sense in `context`; everything may stand in the global section.
    pub fn works_in(&self, context: Context) -> bool {
        context == Context::Global || self.scope & context.bit() != 0
    }

    /// True when the palette and the menu offer it.
    pub fn in_palette(&self) -> bool {
        !matches!(self.group, Group::Move | Group::Type) && self.action != Action::Palette
    }

    /// The id of its label: `action-` and the code with dashes.
    pub fn label_id(&self) -> String {
        format!("action-{}", self.code.replace('_', "-"))
    }
}

const LIST: u8 = 1 << Context::List as u8;
const FORM: u8 = 1 << Context::Form as u8;
const TEXT: u8 = 1 << Context::Text as u8;
const DIALOG: u8 = 1 << Context::Dialog as u8;
const MATRIX: u8 = 1 << Context::Matrix as u8;
/// Wherever a row can be under the cursor.
const ROWS: u8 = LIST | 1 << Context::Detail as u8 | MATRIX;
/// Where rows can be marked.
const MARKED: u8 = LIST | MATRIX;
const READ: u8 = ROWS | DIALOG;
/// Where something typed or chosen is accepted.
const TYPED: u8 = FORM | TEXT | DIALOG;
/// Where a text is typed.
const LINES: u8 = FORM | TEXT;
const ANY: u8 = READ | FORM | TEXT;

macro_rules! actions {
    ($($name:ident $code:literal $group:ident $scope:ident [$($verb:literal)?] $writes:ident $footer:expr;)+) => {
        /// Something a key, the palette or a menu can start.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($name),+ }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &[Action] = &[$(Action::$name),+];
        }

        const TABLE: &[Row] = &[$(Row {
            action: Action::$name,
            code: $code,
            group: Group::$group,
            verb: actions!(@verb $($verb)?),
            writes: actions!(@writes $writes),
            scope: $scope,
            footer: { use Footer::*; $footer },
        }),+];
    };
    (@verb) => { None };
    (@verb $verb:literal) => { Some($verb) };
    (@writes writes) => { true };
    (@writes reads) => { false };
}

actions! {
    // name              code                     group     scope  verb                 footer
    GotoTab0             "goto_tab_0"             Move      ROWS   []                   reads  No;
    GotoTab1             "goto_tab_1"             Move      ROWS   []                   reads  No;
    GotoTab2             "goto_tab_2"             Move      ROWS   []                   reads  No;
    GotoTab3             "goto_tab_3"             Move      ROWS   []                   reads  No;
    GotoTab4             "goto_tab_4"             Move      ROWS   []                   reads  No;
    GotoTab5             "goto_tab_5"             Move      ROWS   []                   reads  No;
    GotoTab6             "goto_tab_6"             Move      ROWS   []                   reads  No;
    GotoTab7             "goto_tab_7"             Move      ROWS   []                   reads  No;
    GotoTab8             "goto_tab_8"             Move      ROWS   []                   reads  No;
    GotoTab9             "goto_tab_9"             Move      ROWS   []                   reads  No;
    Up                   "up"                     Move      ANY    []                   reads  No;
    Down                 "down"                   Move      ANY    []                   reads  No;
    Left                 "left"                   Move      READ   []                   reads  No;
    Right                "right"                  Move      READ   []                   reads  No;
    PageUp               "page_up"                Move      ANY    []                   reads  No;
    PageDown             "page_down"              Move      ANY    []                   reads  No;
    Home                 "home"                   Move      READ   []                   reads  No;
    End                  "end"                    Move      READ   []                   reads  No;
    NextPane             "next_pane"              Move      ROWS   []                   reads  No;
    PrevPane             "prev_pane"              Move      ROWS   []                   reads  No;
    LastView             "last_view"              Move      ROWS   []                   reads  No;
    Open                 "open"                   Move      ROWS   []                   reads  No;

    Accept               "accept"                 Type      TYPED  []                   reads  Both(60);
    NextField            "next_field"             Type      LINES  []                   reads  Both(61);
    PrevField            "prev_field"             Type      FORM   []                   reads  No;
    Save                 "save"                   Type      FORM   []                   writes Both(62);
    Back                 "back"                   Type      ANY    []                   reads  Both(65);

    RegisterIssue        "register_issue"         Enter     ROWS   ["register"]         writes Both(1);
    TakeIntake           "take_intake"            Enter     ANY    ["take"]             writes No;
    RepeatLast           "repeat_last"            Enter     ROWS   ["register"]         writes No;

    Amend                "amend"                  Act       ROWS   ["amend"]            writes Both(2);
    NextStep             "next_step"              Act       ROWS   []                   writes Both(3);
    Extend               "extend"                 Act       ROWS   ["extend"]           writes Both(4);
    Progress             "progress"               Act       ROWS   ["progress"]         writes Wide(5);
    Chase                "chase"                  Act       ROWS   ["chase"]            writes Both(6);
    ReassignMenu         "reassign_menu"          Act       ROWS   []                   writes Wide(7);
    Note                 "note"                   Act       ROWS   ["note"]             writes No;
    Link                 "link"                   Act       ROWS   ["link"]             writes No;
    Plan                 "plan"                   Act       ROWS   ["plan"]             writes No;
    Evidence             "evidence"               Act       ROWS   ["evidence"]         writes No;
    Claim                "claim"                  Act       ROWS   ["claim"]            writes No;
    Close                "close"                  Act       ROWS   ["close"]            writes No;
    SendBack             "send_back"              Act       ROWS   ["send-back"]        writes No;
    Submit               "submit"                 Act       ROWS   ["submit"]           writes No;
    AcceptIssue          "accept_issue"           Act       ROWS   ["accept"]           writes No;
    Assign               "assign"                 Act       ROWS   ["assign"]           writes No;
    Reassign             "reassign"               Act       ROWS   ["reassign"]         writes No;
    ReturnIssue          "return_issue"           Act       ROWS   ["return"]           writes No;
    Decline              "decline"                Act       ROWS   ["decline"]          writes No;
    DecideExtension      "decide_extension"       Act       ROWS   ["decide-extension"] writes No;
    Unfounded            "unfounded"              Act       ROWS   ["unfounded"]        writes No;
    Merge                "merge"                  Act       ROWS   ["merge"]            writes No;
    Unmerge              "unmerge"                Act       ROWS   ["unmerge"]          writes No;
    Split                "split"                  Act       ROWS   ["split"]            writes No;
    Void                 "void"                   Act       ROWS   ["void"]             writes No;
    Acknowledge          "acknowledge"            Act       ROWS   ["acknowledge"]      writes No;
    Bounce               "bounce"                 Act       ROWS   ["bounce"]           writes No;
    ApprovePlan          "approve_plan"           Act       ROWS   ["approve-plan"]     writes No;
    Standing             "standing"               Act       ROWS   ["standing"]         writes No;
    Verify               "verify"                 Act       ROWS   ["verify"]           writes No;
    Reopen               "reopen"                 Act       ROWS   ["reopen"]           writes No;
    Receipt              "receipt"                Act       ROWS   ["receipt"]          writes No;
    Reply                "reply"                  Act       ROWS   ["reply"]            writes No;
    Check                "check"                  Act       ROWS   ["check"]            writes No;
    Dispose              "dispose"                Act       ROWS   ["dispose"]          writes No;
    HandIn               "hand_in"                Act       ROWS   ["hand-in"]          writes No;
    Receive              "receive"                Act       ROWS   ["receive"]          writes No;
    HandBack             "hand_back"              Act       ROWS   ["hand-back"]        writes No;
    Nil                  "nil"                    Act       ROWS   ["nil"]              writes No;
    Done                 "done"                   Act       ROWS   ["done"]             writes No;
    Settle               "settle"                 Act       ROWS   ["settle"]           writes No;
    NewTask              "task"                   Act       ROWS   ["task"]             writes No;
    Inspect              "inspect"                Act       ROWS   ["inspect"]          writes No;
    Publish              "publish"                Act       ROWS   ["publish"]          writes No;
    Meet                 "meet"                   Act       ROWS   ["meet"]             writes No;
    Lock                 "lock"                   Act       ROWS   ["lock"]             writes No;
    Reveal               "reveal"                 Act       ROWS   ["reveal"]           writes No;
    Purge                "purge"                  Act       ROWS   ["purge"]            writes No;
    Undo                 "undo"                   Act       ROWS   ["undo"]             writes Both(19);
    Redo                 "redo"                   Act       ROWS   ["redo"]             writes No;

    SuperviseMenu        "supervise_menu"         Supervise ROWS   []                   writes Both(8);
    Timed                "timed"                  Supervise ROWS   ["timed"]            writes No;
    IssueOrder           "order"                  Supervise ROWS   ["order"]            writes No;
    Transfer             "transfer"               Supervise ROWS   ["transfer"]         writes No;
    Outcome              "outcome"                Supervise ROWS   ["outcome"]          writes No;
    ListIssue            "list_issue"             Supervise ROWS   ["list"]             writes No;
    Delist               "delist"                 Supervise ROWS   ["delist"]           writes No;

    Find                 "find"                   Find      ROWS   []                   reads  Both(11);
    OverdueOnly          "overdue_only"           Find      ROWS   []                   reads  Both(12);
    LikeCell             "like_cell"              Find      ROWS   []                   reads  Wide(14);
    SavedQueries         "saved_queries"          Find      ROWS   []                   reads  No;
    ToggleFilterCategory "toggle_filter_category" Find      ROWS   []                   reads  No;
    ToggleFilterState    "toggle_filter_state"    Find      ROWS   []                   reads  No;
    ToggleFilterUnit     "toggle_filter_unit"     Find      ROWS   []                   reads  No;
    ClearScope           "clear_scope"            Find      ROWS   []                   reads  No;
    SortColumn           "sort_column"            Find      ROWS   []                   reads  No;
    Columns              "columns"                Find      ROWS   []                   reads  No;
    Narrower             "narrower"               Find      LIST   []                   reads  No;
    Wider                "wider"                  Find      LIST   []                   reads  No;
    PeriodToday          "period_today"           Find      LIST   []                   reads  No;
    OtherDay             "other_day"              Find      LIST   []                   reads  No;
    EarlierView          "earlier_view"           Find      ROWS   []                   reads  No;
    LaterView            "later_view"             Find      ROWS   []                   reads  No;
    PrevPinned           "prev_pinned"            Find      ROWS   []                   reads  No;
    NextPinned           "next_pinned"            Find      ROWS   []                   reads  No;
    Mark                 "mark"                   Find      MARKED []                   reads  No;
    MarkRange            "mark_range"             Find      LIST   []                   reads  No;
    MarkAll              "mark_all"               Find      MARKED []                   reads  No;

    Overview             "overview"               Read      ROWS   []                   reads  Wide(13);
    Tally                "tally"                  Read      ROWS   []                   reads  No;
    Phone                "phone"                  Read      ROWS   []                   reads  Both(15);
    Basis                "basis"                  Read      ROWS   []                   reads  Wide(16);
    History              "history"                Read      ROWS   []                   reads  Wide(17);

    Copy                 "copy"                   Paper     READ   []                   reads  Both(18);
    WriteLetter          "write_letter"           Paper     ROWS   []                   reads  Wide(9);
    Export               "export"                 Paper     ROWS   []                   reads  Wide(10);

    CarryFiles           "carry_files"            Paper     LIST   []                   reads  No;

    Freeze               "freeze"               Desk      ROWS   []                   reads  No;
    Zoom                 "zoom"                   Desk      ROWS   []                   reads  No;
    Palette              "palette"                Desk      ANY    []                   reads  No;
    Menu                 "menu"                   Desk      ANY    []                   reads  No;
    Help                 "help"                   Desk      ANY    []                   reads  Both(70);
    Meeting              "meeting"                Desk      ANY    []                   reads  No;
    FirstSteps           "first_steps"            Desk      ROWS   []                   reads  No;
    ToggleMouse          "toggle_mouse"           Desk      ROWS   []                   reads  No;
    Refresh              "refresh"                Desk      ANY    []                   reads  No;
    Suspend              "suspend"                Desk      ANY    []                   reads  No;
    Quit                 "quit"                   Desk      ROWS   []                   reads  No;
}

impl Action {
    /// What is known of it.
    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// `snake_case`, as in keymap files.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The action with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.code == code).map(|row| row.action)
    }

    /// The tab it goes to, 0–9.
    pub fn tab(self) -> Option<u8> {
        let n = (self as u8).checked_sub(Self::GotoTab0 as u8)?;
        (n <= 9).then_some(n)
    }

    /// True when text may follow it in a command (`find` and what to find).
    pub fn takes_words(self) -> bool {
        matches!(
            self,
            Self::Find
                | Self::Export
                | Self::WriteLetter
                | Self::SavedQueries
                | Self::RegisterIssue
                | Self::OtherDay
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::verb::Verb;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_its_own_and_leads_back() {
        for &action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(action));
            assert_eq!(action.row().action, action);
            assert!(action.code().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
        }
        let ids: BTreeSet<String> = Action::ALL.iter().map(|a| a.row().label_id()).collect();
        assert_eq!(ids.len(), Action::ALL.len());
        assert!(ids.contains("action-register-issue"));
        assert_eq!(Action::GotoTab7.tab(), Some(7));
        assert_eq!(Action::Up.tab(), None);
    }

    #[test]
    fn every_verb_of_an_issue_can_be_reached() {
        let kept_elsewhere = [Verb::Unit, Verb::Person, Verb::Member, Verb::Handover, Verb::Pack];
        for verb in Verb::ALL.iter().filter(|verb| !kept_elsewhere.contains(verb)) {
            let row = TABLE.iter().find(|row| row.verb == Some(verb.code()));
            assert!(row.is_some_and(|row| row.writes), "{verb:?}");
        }
    }
}
