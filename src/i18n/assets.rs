//! The message files, compiled in.

pub(super) const ZH: &str = include_str!("zh/duban.ftl");
pub(super) const EN: &str = include_str!("en/duban.ftl");
