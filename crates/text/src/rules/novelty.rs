//! Words for what is new in a meeting (`novelty.toml`).

use std::collections::{BTreeMap, BTreeSet};

use super::RulesError;
use super::table::{Table, Value};

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct NoveltyWords {
    /// Words behind which a noun phrase begins.
    pub opens: BTreeSet<String>,
    /// Those of them that begin one only right behind another: "grain and copper".
    pub joins: BTreeSet<String>,
    /// Nouns of courtesy and of every talk.
    pub plain: BTreeSet<String>,
    /// Words behind which a noun ends.
    pub behind_noun: BTreeSet<String>,
    /// Words before which stands a verb.
    pub behind_verb: BTreeSet<String>,
    /// Words behind which stands a verb.
    pub before_verb: BTreeSet<String>,
    /// Words before the name of one who is called.
    pub calls: BTreeSet<String>,
    /// Words before the name of a place.
    pub places: BTreeSet<String>,
    /// Words of one meaning: each with the first of its group.
    pub same: BTreeMap<String, String>,
    /// Nouns of policy: topics that a reader would miss.
    pub weighty: BTreeSet<String>,
    /// Nouns that take no word before them: "they hold the economy **hostage**".
    pub single: BTreeSet<String>,
    /// Adjectives that do not say which.
    pub light: BTreeSet<String>,
}

impl NoveltyWords {
    /// The singular of a noun of policy; `None` for any other word.
    pub fn weighty<'w>(&'w self, word: &'w str) -> Option<&'w str> {
        let known = |form: &str| self.weighty.get(form).map(String::as_str);
        let ies = || known(&format!("{}y", word.strip_suffix("ies")?));
        known(word)
            .or_else(|| known(word.strip_suffix('s')?))
            .or_else(|| known(word.strip_suffix("es")?))
            .or_else(ies)
    }
}

/// What `novelty` knows of words.
#[derive(Clone, Debug, Default)]
pub struct NoveltyRules {
    shelves: BTreeMap<String, NoveltyWords>,
}

impl NoveltyRules {
    /// Adds a table to these rules.
    ///
    /// # Errors
    /// When a value has another shape than the file asks for.
    pub(super) fn add(&mut self, file: &str, table: &Table) -> Result<(), RulesError> {
        let wrong = |m: String| RulesError { file: file.into(), message: m };
        let Some(all) = table.get("words") else { return Ok(()) };
        for (language, sets) in all.as_table().ok_or_else(|| wrong("`words` is no table".into()))? {
            let shelf = self.shelves.entry(language.to_string()).or_default();
            let sets = sets.as_table().ok_or_else(|| wrong("`words` holds no tables".into()))?;
            if let Some(groups) = sets.get("same") {
                let groups = groups.as_array().ok_or_else(|| wrong("`same` is no list".into()))?;
                for group in groups.iter().filter_map(Value::as_str) {
                    let mut forms = group.split_whitespace().map(str::to_string);
                    let Some(first) = forms.next() else { continue };
                    shelf.same.extend(forms.map(|f| (f, first.clone())));
                }
            }
            let known = [
                ("opens", &mut shelf.opens),
                ("joins", &mut shelf.joins),
                ("plain", &mut shelf.plain),
                ("behind_noun", &mut shelf.behind_noun),
                ("behind_verb", &mut shelf.behind_verb),
                ("before_verb", &mut shelf.before_verb),
                ("calls", &mut shelf.calls),
                ("places", &mut shelf.places),
                ("weighty", &mut shelf.weighty),
                ("light", &mut shelf.light),
                ("single", &mut shelf.single),
            ];
            for (name, set) in known {
                let Some(list) = sets.get(name) else { continue };
                let list = Value::as_str(list).ok_or_else(|| wrong(format!("`{name}` is no string")))?;
                set.extend(list.split_whitespace().map(str::to_string));
            }
        }
        Ok(())
    }

    /// The words of a language: English when it is not known, `None` when it has no table.
    pub fn words(&self, language: Option<&str>) -> Option<&NoveltyWords> {
        self.shelves.get(language.map_or(Some("en"), |l| l.get(..2))?)
    }
}
