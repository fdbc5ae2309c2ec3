//! Front matter: metadata between two lines of dashes at the head of a capture, keys and values.

/// Lines of metadata that are looked at.
const MOST_KEYS: usize = 60;

/// True for a text that opens with metadata: two keys and more between two lines of dashes.
pub fn has_front(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}');
    if !head.starts_with("---\n") && !head.starts_with("---\r\n") {
        return false;
    }
    let lines = head.lines().skip(1).take(MOST_KEYS).take_while(|l| !matches!(l.trim_end(), "---" | "..."));
    let is_key = |l: &&str| {
        l.split_once(':').is_some_and(|(key, value)| {
            let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            !key.is_empty() && key.chars().all(named) && (value.is_empty() || value.starts_with(' '))
        })
    };
    lines.filter(is_key).take(2).count() == 2 && split_front(&head.replace("\r\n", "\n")).0.is_some()
}

/// The lines between two `---` at the head, and what follows.
pub(super) fn split_front(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text.trim_start_matches('\u{feff}').strip_prefix("---\n") else {
        return (None, text);
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (rest.get(..at), rest.get(at + line.len()..).unwrap_or(""));
        }
        let is_front =
            line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-']) || line.contains(':');
        if !is_front {
            return (None, text);
        }
        at += line.len();
    }
    (None, text)
}

/// The keys in lower case and their values, in order.
pub(super) fn front_values(front: &str) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    for line in front.split('\n') {
        let continues = line.starts_with([' ', '\t']);
        match (line.split_once(':'), values.last_mut()) {
            (_, Some((_, value))) if continues => {
                value.push('\n');
                value.push_str(line.trim());
            }
            (Some((key, value)), _) if !line.starts_with(['#', '-']) => {
                values.push((key.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
            _ => {}
        }
    }
    values.into_iter().map(|(key, value)| (key, front_value(&value))).collect()
}

/// A value without its quotes and escapes; lines that go on are joined.
fn front_value(raw: &str) -> String {
    let raw = raw.trim();
    if let Some(inner) = raw.strip_prefix('"').map(|r| r.strip_suffix('"').unwrap_or(r)) {
        return double_quoted(inner);
    }
    if let Some(inner) = raw.strip_prefix('\'').map(|r| r.strip_suffix('\'').unwrap_or(r)) {
        return inner.replace("''", "'").replace('\n', " ");
    }
    raw.trim_start_matches(['|', '>']).trim().replace('\n', " ")
}

/// Undoes the escapes of a double-quoted YAML string.
fn double_quoted(inner: &str) -> String {
    let mut value = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => value.push(' '),
            '\\' => match chars.next() {
                Some('n' | 'r' | 't') => value.push(' '),
                Some('_') => value.push('\u{a0}'),
                Some('N') => value.push('\u{85}'),
                Some('\n') | None => {}
                Some(kind @ ('x' | 'u' | 'U')) => {
                    let digits = if kind == 'x' {
                        2
                    } else if kind == 'u' {
                        4
                    } else {
                        8
                    };
                    let mut code = String::new();
                    while code.len() < digits && chars.peek().is_some_and(char::is_ascii_hexdigit) {
                        code.extend(chars.next());
                    }
                    value.push(
                        u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}'),
                    );
                }
                Some(other) => value.push(other),
            },
            c => value.push(c),
        }
    }
    value
}
