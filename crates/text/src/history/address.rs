//! When two addresses are one page's.
//!
//! `http://www.norland.example/speeches/42/?utm_source=mail#top` and
//! `https://norland.example/speeches/42` are one; the letters of a path keep their case, and every
//! parameter that is not known to track readers counts. The form made here is for comparison only;
//! what is shown is the address as it was captured.

use crate::rules::HistoryRules;

/// The form of an address in which equal pages are equal.
pub fn canonical(url: &str, rules: &HistoryRules) -> String {
    let url = original(url.trim(), rules);
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split('#').next().unwrap_or(bare);
    let (place, query) = bare.split_once('?').unwrap_or((bare, ""));
    let (host, path) = place.split_at(place.find('/').unwrap_or(place.len()));
    let mut out = host_of(host);
    out.push_str(&path_of(path, rules));
    let mut kept: Vec<String> = query
        .split('&')
        .filter(|p| !p.is_empty() && !rules.is_tracking(p.split('=').next().unwrap_or(p)))
        .map(escapes)
        .collect();
    kept.sort();
    if !kept.is_empty() {
        out.push('?');
        out.push_str(&kept.join("&"));
    }
    out
}

/// The captured address inside an archive's: `https://web.archive.org/web/20310412id_/http://…`.
fn original<'u>(url: &'u str, rules: &HistoryRules) -> &'u str {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let inner = rules.archives.iter().find_map(|archive| {
        let head = bare.get(..archive.len()).filter(|head| head.eq_ignore_ascii_case(archive))?;
        let (instant, page) = bare.get(head.len()..)?.split_once('/')?;
        (instant.starts_with(|c: char| c.is_ascii_digit()) && !page.is_empty()).then_some(page)
    });
    inner.unwrap_or(url)
}

fn host_of(host: &str) -> String {
    let host = host.rsplit_once('@').map_or(host, |(_, h)| h).to_lowercase();
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(&host);
    host.strip_prefix("www.").unwrap_or(host).trim_end_matches('.').to_string()
}

fn path_of(path: &str, rules: &HistoryRules) -> String {
    let path = escapes(path);
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let path = if rules.index.contains(&file.to_lowercase()) { folder } else { &path };
    path.trim_end_matches('/').to_string()
}

/// Escapes of plain letters and digits undone, others with capital digits.
fn escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let digits = rest.get(at + 1..at + 3).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(byte.into()),
            Some(byte) => out.push_str(&format!("%{byte:02X}")),
            None => {
                out.push('%');
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    fn check(a: &str, b: &str, one: bool) {
        let rules = &Rules::builtin().history;
        let (x, y) = (canonical(a, rules), canonical(b, rules));
        assert_eq!(x == y, one, "{x} {y}");
    }

    #[test]
    fn addresses_that_show_one_page_are_one() {
        let page = "https://norland.example/speeches/42";
        for other in [
            "http://www.norland.example/speeches/42/",
            "HTTPS://Norland.Example:443/speeches/42#top",
            "https://norland.example/speeches/42?utm_source=mail&fbclid=1",
            "norland.example/speeches/%34%32?",
            "https://web.archive.org/web/20310412101500id_/http://www.norland.example/speeches/42",
            "http://norland.example/speeches/42/index.html",
        ] {
            check(page, other, true);
        }
        check("https://norland.example/a?x=1&y=2", "https://norland.example/a?y=2&x=1", true);
    }

    #[test]
    fn other_pages_are_others() {
        for (a, b) in [
            ("https://norland.example/a?id=1", "https://norland.example/a?id=2"),
            ("https://norland.example/Ab", "https://norland.example/aB"),
            ("https://norland.example/a", "https://tesmara.example/a"),
            ("https://norland.example/a%2Fb", "https://norland.example/a/b"),
        ] {
            check(a, b, false);
        }
    }

    #[test]
    fn odd_addresses_do_not_panic() {
        let rules = &Rules::builtin().history;
        for url in ["", "%", "%é", "://", "?#", "a@b@c:80", "web.archive.org/web/2031", "ü/%zz%4"] {
            let _ = canonical(url, rules);
        }
    }
}
