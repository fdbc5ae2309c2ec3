//! The order of time in which versions came out, as far as it is known.
//!
//! A page's first capture stands at the page's own date, since it may have been there before it was
//! captured; what a later capture shows is known from that capture on. Versions of one day of which
//! some have no hour stand as the caller ranks them. Captures of one page always stand in the order of
//! capture; versions without a day come last.

/// When a version came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// Its page, when other versions are captures of the same.
    pub page: Option<usize>,
    /// When it was captured, RFC 3339 in UTC.
    pub captured: Option<String>,
    /// When the page says it was published, ISO 8601.
    pub published: Option<String>,
    /// Another day that the page names, where the others are not known.
    pub day: Option<String>,
    /// Where the caller would put it among equals.
    pub rank: usize,
}

/// The versions in the order of time: their numbers, each with its instant.
pub fn in_order(versions: &[Dated]) -> Vec<(usize, Option<String>)> {
    let instants: Vec<Option<String>> = (0..versions.len()).map(|n| instant(versions, n)).collect();
    let mut order: Vec<usize> = (0..versions.len()).collect();
    let day = |n: usize| instants[n].as_deref().map(|i| i.get(..10).unwrap_or(i).to_string());
    order.sort_by_key(|n| (day(*n).is_none(), day(*n), versions[*n].rank, *n));
    for one_day in order.chunk_by_mut(|x, y| day(*x) == day(*y)) {
        if one_day.iter().all(|n| instants[*n].as_deref().is_some_and(|i| i.len() > 10)) {
            one_day.sort_by_key(|n| (instants[*n].clone(), versions[*n].rank, *n));
        }
    }
    pages_in_order(versions, &mut order);
    order.into_iter().map(|n| (n, instants[n].clone())).collect()
}

fn instant(versions: &[Dated], n: usize) -> Option<String> {
    let own = &versions[n];
    let key = |v: &Dated, n: usize| (v.captured.clone(), n);
    let earlier = |(k, v): (usize, &Dated)| v.page == own.page && key(v, k) < key(own, n);
    let is_first = own.page.is_none() || !versions.iter().enumerate().any(earlier);
    let (published, captured) = (own.published.clone(), own.captured.clone());
    let known = match (published, captured) {
        // A page that dates itself after its capture was there when it was captured.
        (Some(published), Some(captured)) if is_first => Some(published.min(captured)),
        (published, captured) => captured.or(published),
    };
    known.or_else(|| own.day.clone())
}

/// Puts the captures of each page into the order of capture, in the places that they have.
fn pages_in_order(versions: &[Dated], order: &mut [usize]) {
    let mut places: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (at, n) in order.iter().enumerate() {
        if let Some(page) = versions[*n].page {
            places.entry(page).or_default().push(at);
        }
    }
    for places in places.into_values() {
        let mut own: Vec<usize> = places.iter().map(|at| order[*at]).collect();
        own.sort_by_key(|n| (versions[*n].captured.clone(), *n));
        for (at, n) in places.into_iter().zip(own) {
            order[at] = n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `page captured published`, `-` for what is not known; in the order of rank.
    fn check(versions: &[&str], expected: &[usize]) {
        let known = |word: &str| (word != "-").then(|| word.to_string());
        let dated = |(rank, line): (usize, &&str)| {
            let words: Vec<&str> = line.split(' ').collect();
            let page = known(words[0]).and_then(|p| p.parse().ok());
            Dated { page, captured: known(words[1]), published: known(words[2]), day: None, rank }
        };
        let dated: Vec<Dated> = versions.iter().enumerate().map(dated).collect();
        let found: Vec<usize> = in_order(&dated).into_iter().map(|(n, _)| n).collect();
        assert_eq!(found, expected, "{versions:?}");
    }

    #[test]
    fn the_first_capture_stands_at_the_date_of_the_page() {
        check(
            &["1 2031-05-01T10:00:00Z 2031-04-12T09:00", "2 2031-04-13T10:00:00Z 2031-04-12T18:00"],
            &[0, 1],
        );
    }

    #[test]
    fn a_later_capture_stands_at_its_own_instant() {
        check(
            &[
                "1 2031-05-01T10:00:00Z 2031-04-12T09:00",
                "2 2031-04-14T10:00:00Z 2031-04-12T18:00",
                "1 2031-04-13T10:00:00Z 2031-04-12T09:00",
            ],
            &[2, 1, 0],
        );
    }

    #[test]
    fn a_day_with_unknown_hours_stands_as_ranked() {
        check(&["- - 2031-04-12", "- - 2031-04-12T08:00", "- - 2031-04-11", "- - -"], &[2, 0, 1, 3]);
    }
}
