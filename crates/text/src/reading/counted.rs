//! What is counted of what a page prints: calls of the audience ("Audience: Norland! Norland!") are not.

use super::{Reading, Unit};
use crate::transcript::Role;

/// Words of a call.
const CALL: usize = 12;

impl Reading {
    /// For each of the units whether what is said there counts.
    pub fn counts(&self, units: &[Unit]) -> Vec<bool> {
        let is_call = |unit: &Unit| {
            let turn = unit.turn.and_then(|t| self.transcript.turns.get(t));
            turn.filter(|t| t.speaker.role == Role::Audience).is_some_and(|t| {
                let said = t.words.of(&self.document.text);
                said.contains('!') && said.split_whitespace().count() <= CALL
            })
        };
        units.iter().map(|unit| !is_call(unit)).collect()
    }
}
