//! Signs of writing, of every script: which end a sentence, which close behind its end, which
//! letters are words by themselves.
//!
//! What a sign does in a place is for `sentence` and `quotation`; here is only what it can do.

/// True for a sign that ends a sentence: "." and its like in Chinese, Arabic, Urdu, Armenian,
/// Hindi, Ethiopic, Burmese and Khmer.
pub fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_full_stop(c)
}

/// True for a stop that is nothing else: it stands in no abbreviation and no number.
pub fn is_full_stop(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '｡'
            | '؟'
            | '۔'
            | '։'
            | '।'
            | '॥'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

/// True for a quote or bracket that may close behind a stop.
pub fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '“'
            | '»'
            | '›'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '》'
            | '〉'
            | '】'
            | '＂'
    )
}

/// True when `text` ends with a stop, quotes and brackets behind it left out.
pub fn ends_with_stop(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || is_closer(c)).ends_with(is_stop)
}

/// True for a sign of Chinese or Japanese, which put no spaces between words: each is a word.
pub fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_of_many_scripts() {
        for text in ["We came.", "«Да!»", "我们来了。”", "他问（为什么？）", "جئنا؟", "Մենք եկանք։", "हम आए।"]
        {
            assert!(ends_with_stop(text), "{text}");
        }
        for text in ["We came", "我们来了，", "", "»"] {
            assert!(!ends_with_stop(text), "{text}");
        }
    }

    #[test]
    fn letters_that_are_words() {
        assert!("我ね".chars().all(is_unspaced));
        assert!(!"aжქع3한ไ。".chars().any(is_unspaced));
    }
}
