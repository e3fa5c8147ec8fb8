//! Keys and pictures: what a person strikes and what he sees.
