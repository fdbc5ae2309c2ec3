//! Names made of the father's name, by rule: `Aron Tavitovich` is Aron, son of Tavit.
//!
//! There is no list of them: a given name and the endings -ovich, -evich, -ich, -ovna, -evna, -ichna
//! (Cyrillic too), or Azerbaijani `Tavit oğlu`, `Tavit qızı`, make one. Surnames of the same shape
//! (Abramovich) exist, so a patronymic alone names nobody.

use super::fold;

/// Endings by sound with what they stand for; the longest first.
const ENDINGS: &[&str] = &["ovich", "evich", "ovna", "evna", "ichna", "inichna", "ich"];

/// Words after a father's name that make it a patronymic.
const AFTER: &[&str] = &["oglu", "ogly", "ogli", "qizi", "kizi", "kyzy", "gizi"];

/// Least length of the sound of a patronymic.
const SHORTEST: usize = 6;

/// The beginnings of a father's given name that a patronymic tells; empty when the word is none.
pub fn stems(word: &str) -> Vec<String> {
    // Serbian and Croatian surnames are written with an accent, and no ending of ours.
    if word.contains(['ć', 'č', 'ћ']) {
        return Vec::new();
    }
    // What no ending by sound can come of; most words are passed over here.
    let last = word.trim_end_matches(|c: char| c.is_ascii_punctuation()).bytes().last();
    if word.is_ascii() && !last.is_some_and(|c| b"hzcaHZCA".contains(&c)) {
        return Vec::new();
    }
    let sound = fold::sound(word);
    let printed = fold::plain(word);
    if sound.chars().count() < SHORTEST || printed.ends_with("ic") {
        return Vec::new();
    }
    let cut = ENDINGS.iter().filter_map(|end| sound.strip_suffix(end));
    let mut found: Vec<String> = cut.filter(|s| s.chars().count() >= 2).map(str::to_string).collect();
    found.dedup();
    found
}

/// True when the word has the form of a patronymic.
pub fn is_patronymic(word: &str) -> bool {
    !stems(word).is_empty()
}

/// True for `oğlu`, `qızı` and their spellings.
pub fn is_after(word: &str) -> bool {
    AFTER.contains(&fold::plain(word).as_str())
}

/// True when `patronymic` is made of the given name `father`.
pub fn tells(patronymic: &str, father: &str) -> bool {
    let bodies = bodies(&fold::sound(father));
    stems(patronymic).iter().any(|stem| bodies.iter().any(|b| b == stem.trim_end_matches('i')))
}

/// What stands before the ending: `tavit`, `nikit` of Nikita, `dmitr` of Dmitry, `pavl` of Pavel.
fn bodies(father: &str) -> Vec<String> {
    let bare = father.trim_end_matches(['a', 'i', 'o', 'e']);
    if bare.chars().count() < 2 {
        return Vec::new();
    }
    let mut found = vec![bare.to_string()];
    // A vowel before the last consonant may go: Pavel, Pavlovich.
    let letters: Vec<char> = bare.chars().collect();
    let n = letters.len();
    if n > 3 && letters[n - 2] == 'e' {
        found.push(letters[..n - 2].iter().chain(&letters[n - 1..]).collect());
    }
    // Yakov, Yakovlevich.
    if bare.ends_with('v') {
        found.push(format!("{bare}l"));
    }
    found
}

/// True when two patronymics, or a patronymic and a father's name, name one father.
pub fn same_father(a: &str, b: &str) -> bool {
    let (x, y) = (stems(a), stems(b));
    match (x.is_empty(), y.is_empty()) {
        (false, false) => x.iter().any(|s| y.contains(s)),
        (false, true) => tells(a, b),
        (true, false) => tells(b, a),
        (true, true) => fold::alike(a, b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_father_is_told_by_rule() {
        for (patronymic, father) in [
            ("Tavitovich", "Tavit"),
            ("Tavitovna", "Tavit"),
            ("Тавитович", "Тавит"),
            ("Тавитович", "Tavit"),
            ("Merekovich", "Merek"),
            ("Nikitich", "Nikita"),
            ("Nikitichna", "Nikita"),
            ("Dmitriyevich", "Dmitry"),
            ("Dmitrievna", "Dmitri"),
            ("Pavlovich", "Pavel"),
            ("Sergeyevich", "Sergey"),
            ("Андреевна", "Андрей"),
            ("Heydarovich", "Heydar"),
            ("Igorevich", "Igor"),
            ("Tavitowitsch", "Tavit"),
        ] {
            assert!(
                tells(patronymic, father),
                "{patronymic} / {father}: {:?} {:?}",
                stems(patronymic),
                bodies(&fold::sound(father))
            );
        }
    }

    #[test]
    fn another_father_is_not() {
        for (word, father) in [
            ("Tavitovich", "Aron"),
            ("Tavitovich", "Tavita Merek"),
            ("Holt", "Hol"),
            ("Milanović", "Milan"),
            ("Vucic", "Vuc"),
            ("rich", "r"),
        ] {
            assert!(!tells(word, father), "{word} / {father}");
        }
        assert!(!is_patronymic("Greenwich") || !tells("Greenwich", "Gren Holt"));
        assert!(is_after("oğlu") && is_after("Qızı") && !is_after("Holt"));
    }
}
