//! How things of one role look: sixteen terminal colours, or none.
//!
//! A colour never says anything alone; a word or a sign stands beside it. `NO_COLOR` is handled here,
//! by the theme without colours, and nowhere else.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    #[default]
    Normal,
    /// Of less weight: a note, a border.
    Dim,
    /// Where attention is: the focused border, a number to open.
    Accent,
    /// The row under the cursor, which a marker shows as well.
    Selected,
    Overdue,
    Soon,
    Done,
    /// Put on the supervision board.
    Listed,
    Heading,
    /// The key in a hint.
    HintKey,
    Error,
    /// The reminder that the data are made up.
    Watermark,
}

/// A look for every role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own sixteen colours, so that light and dark backgrounds both work.
    Colour,
    /// The terminal's own text colour, with bold, underline and reverse.
    Mono,
}

impl Theme {
    /// What was asked for decides (`--color`); else `NO_COLOR`, which counts when it is not empty.
    pub fn choose(asked: Option<bool>, no_color: Option<&str>) -> Self {
        let colour = asked.unwrap_or_else(|| no_color.is_none_or(str::is_empty));
        if colour { Self::Colour } else { Self::Mono }
    }

    /// The look of a role. Laid over what is there: a role without a background keeps it.
    pub fn style(self, role: Role) -> Style {
        match self {
            Self::Colour => colour(role),
            Self::Mono => mono(role),
        }
    }
}

fn colour(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Normal => plain,
        Role::Dim => plain.add_modifier(Modifier::DIM),
        Role::Accent => plain.fg(Color::Cyan),
        Role::Selected => plain.add_modifier(Modifier::REVERSED),
        Role::Overdue => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Soon => plain.fg(Color::Yellow),
        Role::Done => plain.fg(Color::Green),
        Role::Listed => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
        Role::Heading => plain.add_modifier(Modifier::BOLD),
        Role::HintKey => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Role::Error => plain.fg(Color::Red).add_modifier(Modifier::REVERSED),
        Role::Watermark => plain.fg(Color::Yellow).add_modifier(Modifier::REVERSED),
    }
}

fn mono(role: Role) -> Style {
    let modifier = match role {
        Role::Normal | Role::Done => Modifier::empty(),
        Role::Dim => Modifier::DIM,
        Role::Selected | Role::Watermark => Modifier::REVERSED,
        Role::Overdue | Role::Listed => Modifier::BOLD.union(Modifier::UNDERLINED),
        Role::Soon => Modifier::UNDERLINED,
        Role::Accent | Role::Heading | Role::HintKey => Modifier::BOLD,
        Role::Error => Modifier::BOLD.union(Modifier::REVERSED),
    };
    Style::new().add_modifier(modifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 12] = [
        Role::Normal,
        Role::Dim,
        Role::Accent,
        Role::Selected,
        Role::Overdue,
        Role::Soon,
        Role::Done,
        Role::Listed,
        Role::Heading,
        Role::HintKey,
        Role::Error,
        Role::Watermark,
    ];

    #[test]
    fn no_color_means_no_colour_at_all() {
        assert_eq!(Theme::choose(None, None), Theme::Colour);
        assert_eq!(Theme::choose(None, Some("")), Theme::Colour);
        assert_eq!(Theme::choose(None, Some("1")), Theme::Mono);
        assert_eq!(Theme::choose(Some(true), Some("1")), Theme::Colour);
        assert_eq!(Theme::choose(Some(false), None), Theme::Mono);
        for role in ROLES {
            let style = Theme::Mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        assert!(Theme::Mono.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn only_the_sixteen_colours_are_used() {
        for role in ROLES {
            let style = Theme::Colour.style(role);
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_)), "{role:?}");
            }
        }
    }
}
