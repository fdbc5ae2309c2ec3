//! The integration tests: the built command from outside, on invented pages.
//!
//! `house` runs the command; each other file is one room: `cli_check`, `cli_compare`, `cli_demo`, `cli_echoes`, `cli_figures`, `cli_history`, `cli_ledger`, `cli_novelty`, `cli_people`, `cli_read`, `cli_record`, `cli_search`, `bad_input`, `hostile`,
//! and `tidy`, which checks the structure of the workspace itself.

mod bad_input;
mod cases;
mod cases_event;
mod cases_history;
mod cases_verdict;
mod cli_check;
mod cli_compare;
mod cli_demo;
mod cli_echoes;
mod cli_figures;
mod cli_history;
mod cli_ledger;
mod cli_novelty;
mod cli_people;
mod cli_read;
mod cli_record;
mod cli_search;
mod cli_sites;
mod hostile;
mod house;
mod tidy;
