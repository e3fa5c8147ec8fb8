//! Made-up campaigns, as commands of made-up people on made-up days.
