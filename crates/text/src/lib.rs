//! Bytes in; documents, turns, statements, collations and verdicts out.
//!
//! Pure and total: no files, no network, no clock, no random numbers. The modules stand in reading
//! order; each uses only those above it.

#![forbid(unsafe_code)]

mod at_once;
pub mod span;
pub mod sign;
pub mod words;
pub mod rules;
pub mod token;
pub mod time;
pub mod figure;
pub mod quantities;
pub mod page;
pub mod sentence;
pub mod transcript;
pub mod quotation;
pub mod people;
pub mod notice;
pub mod reading;
pub mod identity;
pub mod statement;
pub mod meeting;
pub mod collation;
pub mod history;
pub mod provenance;
pub mod series;
pub mod echo;
pub mod event;
pub mod usage;
pub mod novelty;
pub mod brief;
pub mod dossier;
pub mod verdict;
