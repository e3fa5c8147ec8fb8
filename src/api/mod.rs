//! Requests, answers, notices: what a seat and the office say to each other. Holds no logic.
