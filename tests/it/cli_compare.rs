//! Comparing versions: what is shown, and the page that is written.

use crate::house::{folder, root, variorum};

fn versions() -> [String; 2] {
    ["lindar-2031-official.txt", "lindar-2031-wire.html"]
        .map(|name| root().join("crates/cli/demo").join(name).to_string_lossy().into_owned())
}

#[test]
fn material_differences_are_shown_and_others_on_request() {
    let [a, b] = versions();
    let material = variorum(&["compare", &a, &b]).ended(1).says("--rank 2");
    assert!(
        material.out.contains("[-Sarnhold-]") && material.out.contains("{+Velmost+}"),
        "{}",
        material.out
    );
    assert!(!material.out.contains("MEAN"), "{}", material.out);
    let all = variorum(&["compare", &a, &b, "--all"]).ended(1);
    assert!(all.out.contains("MEAN") && all.out.len() > 2 * material.out.len(), "{}", all.out);
    let named = variorum(&["compare", &a, &b, "--class", "name"]).ended(1);
    let rows = named.out.lines().filter(|l| l.starts_with(['↔', '~', '⊣', '⊢', '='])).count();
    assert_eq!(rows, 1, "{}", named.out);
    variorum(&["compare", &a, &b, "--class", "colour"]).ended(2).says("possible values");
    variorum(&["compare", &a, &b, "--rank", "5"]).ended(2);
}

#[test]
fn both_readings_stand_in_one_line_word_by_word() {
    let [a, b] = versions();
    let run = variorum(&["compare", &a, &b, "--word", "--class", "name"]).ended(1);
    assert!(run.out.contains("crossing at [-Sarnhold-] {+Velmost+}"), "{}", run.out);
}

#[test]
fn a_page_of_html_stands_alone_and_escapes_its_words() {
    let [_, b] = versions();
    let dir = folder();
    let hostile = crate::house::write(
        &dir,
        "a<b>.txt",
        "Vera Holt: We built <script>alert(1)</script> a bridge at Sarnhold.\n\nPeer Varga: Thank you.\n",
    );
    let page = dir.path().join("page.html").to_string_lossy().into_owned();
    variorum(&["compare", &hostile, &b, "--html", &page]).ended(1).says("open it in a browser");
    let html = std::fs::read_to_string(&page).expect("the page was written");
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script"), "words are escaped");
    assert!(html.contains("a&lt;b&gt;.txt") && html.contains("class=\"chip k1\""));
    for outside in ["src=", "url(", "@import", "<link", "href=\"http"] {
        assert!(!html.contains(outside), "the page asks for something outside: {outside}");
    }
}

#[test]
fn a_page_that_cannot_be_written_is_told() {
    let [a, b] = versions();
    variorum(&["compare", &a, &b, "--html", "/no/such/folder/page.html"]).ended(4).says("/no/such/folder");
}
