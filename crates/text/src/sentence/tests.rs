//! Where sentences end, case by case.

use proptest::prelude::*;

use super::*;

/// Sentences of `text`, parted by " | ".
fn check(text: &str, wanted: &str) {
    let found: Vec<&str> =
        split(text, Span::new(0, text.len()), Rules::builtin()).iter().map(|s| s.of(text)).collect();
    assert_eq!(found.join(" | "), wanted);
}

#[test]
fn abbreviations_of_other_languages_end_no_sentence() {
    for wanted in [
        "La Sra. Holt llegó. | El Sr. Varga, D. Aron Lind y D.ª Vera Sol salieron. | El Excmo. Sr. Ministro habló. | Véase el art. 5 y la pág. 12. | Ud. lo sabe. | Costó 3 mill. de coronas, etc. | Luego salió.",
        "El Dr. Lind vino con la Dra. Holt. | EE. UU. no vino. | Lo dijo la Excma. Sra. D.ª Vera Sol. | Hablamos de la C. A. de Norte.",
        "Das gilt z. B. für Brücken. | Das heißt, d. h. bald, kommt er. | Art. 5 Abs. 2 Nr. 3 gilt. | Frau Dr. Holt und Herr Prof. Varga kamen u. a. mit Zelten. | Es kostet ca. 3 Mio. Kronen. | Wir kommen am 3. Oktober. | Vgl. S. 12 ff. des Berichts. | Er kam i. d. R. spät. | Das war o. k. so.",
        "M. Lind et Mme Holt sont venus. | L’art. 5 dit le contraire. | MM. Varga et Sol, p. ex., sont là. | Cf. p. 12. | Le n. 3 manque. | J.-P. Lind parle. | Il a dit, etc. | Puis il est parti. | Mgr. Sol est là.",
        "Это т. е. мост. | Он родился в 2031 г. в Броне. | Мы дали 3 млн руб. на мост. | Это стоит 5 тыс. долл. в год. | В т. ч. три моста. | И т. д. | Потом он ушёл. | Им. Хольт, ул. Мира, д. 5, здесь. | А. Б. Хольт пришла. | См. стр. 5. | До н. э. тут был лес.",
        "Sn. Holt geldi. | Prof. Dr. Varga konuştu. | M.Ö. 300 yılında köprü vardı. | Av. Sol ve Doç. Dr. Lind geldi. | Örn. köprü ve yol vb. işler. | Sonra gitti.",
        "O Sr. Lind e a Sra. Holt vieram. | V. Ex.ª sabe. | O art. 5.º diz isso. | A Dra. Sol falou. | Custou 3 mil., etc. | Depois saiu.",
        "Il dott. Varga e la sig.ra Sol parlano. | L’art. 5 e la pag. 3 valgono. | Il prof. Lind, ecc. | Poi è andato.",
        "Pan min. Lind i prof. Holt przyszli. | Art. 5 ust. 2 pkt 3 ustawy. | Np. most i tzw. droga. | Itd. | Potem wyszedł.",
        "Д-р Хольт прийшов. | Це т. зв. міст. | У 2031 р. був міст. | Напр. дорога, тощо. | Потім пішов.",
        "Dhr. Lind en mevr. Holt kwamen. | Bijv. de brug en d.w.z. de weg. | Zie art. 5, p. 12. | Enz. | Daarna ging hij.",
    ] {
        check(&wanted.replace(" | ", " "), wanted);
    }
}

#[test]
fn stops_end_sentences_and_abbreviations_do_not() {
    for (text, wanted) in [
        ("Welcome, President Holt. First, thanks.", "Welcome, President Holt. | First, thanks."),
        ("Dear colleagues. Friends.", "Dear colleagues. | Friends."),
        (
            "V. Holt met Gen. A. B. Marlo at 5 p.m. on Jan. 5. Then they left.",
            "V. Holt met Gen. A. B. Marlo at 5 p.m. on Jan. 5. | Then they left.",
        ),
        ("We sent 3.5 tons in 2001. 15 people came.", "We sent 3.5 tons in 2001. | 15 people came."),
        (
            "I live in the N.U. How are you? The N.U. Senate met.",
            "I live in the N.U. | How are you? | The N.U. Senate met.",
        ),
        (
            "The law – a good law – passed. It was -- well, late.",
            "The law – a good law – passed. | It was -- well, late.",
        ),
        (
            "We waited… Then we left. We waited … Mr. Marlo left.",
            "We waited… | Then we left. | We waited … Mr. Marlo left.",
        ),
        ("Nobody spoke.[12] We left.", "Nobody spoke.[12] | We left."),
        (
            "It is so.Today is new. See norland.example.org for more.",
            "It is so. | Today is new. | See norland.example.org for more.",
        ),
    ] {
        check(text, wanted);
    }
}

#[test]
fn notes_belong_to_the_sentence_before() {
    check(
        "Thank you. (Applause.) We go on. [Laughter] And so.",
        "Thank you. (Applause.) | We go on. [Laughter] | And so.",
    );
    check("We left. (The hall was cold.) We came back.", "We left. | (The hall was cold.) | We came back.");
    check("We left.\n\n(Applause.)\n\nWe came.", "We left. | (Applause.) | We came.");
}

#[test]
fn a_short_quotation_is_whole() {
    check("\"Why? Who knows!\" said Mr. Marlo. He left.", "\"Why? Who knows!\" said Mr. Marlo. | He left.");
    let long = format!("“{}Done.”", "We sent three hundred tents to the north. ".repeat(9));
    assert_eq!(split(&long, Span::new(0, long.len()), Rules::builtin()).len(), 10);
}

#[test]
fn other_languages() {
    for (text, wanted) in [
        (
            "«Мы рады. Спасибо», – сказал В.Холт. В 2023 г. Норландия и ООО «Норд» подписали договор.",
            "«Мы рады. Спасибо», – сказал В.Холт. | В 2023 г. Норландия и ООО «Норд» подписали договор.",
        ),
        ("Рост на 3,5 млрд долл. Это хорошо.", "Рост на 3,5 млрд долл. | Это хорошо."),
        (
            "Am 3. Oktober kam Dr. Weber. Das war z. B. wichtig.",
            "Am 3. Oktober kam Dr. Weber. | Das war z. B. wichtig.",
        ),
        ("„Gut. Weiter“, sagte er. Dann ging er.", "„Gut. Weiter“, sagte er. | Dann ging er."),
        ("M. Dupré est venu. « Bonjour. » Il a souri.", "M. Dupré est venu. | « Bonjour. » | Il a souri."),
        (
            "Sayın Başkan, teşekkürler. Prof. Dr. Aktaş konuştu.",
            "Sayın Başkan, teşekkürler. | Prof. Dr. Aktaş konuştu.",
        ),
        (
            "Hörmətli cənab Prezident. Əziz dostlar. Mən şadam.",
            "Hörmətli cənab Prezident. | Əziz dostlar. | Mən şadam.",
        ),
    ] {
        check(text, wanted);
    }
}

#[test]
fn stops_of_other_scripts() {
    for wanted in [
        "我们来了。| 我们看到了桥！| 为什么？| 谁知道。",
        "总统说：“我们来了。我们赞成。”| 会谈后双方签署了协议。",
        "“我们来了。”总统说。| 他走了。",
        "我们感谢你们。（掌声）| 现在开始。",
        "「橋は完成しました。」と大統領は述べた。| 次の議題に移る。",
        "جئنا لنبني الجسر؟| نعم. | ثم ذهبنا.",
        "Մենք եկանք։ | Դուք գնացիք։ | Շնորհակալություն։",
        "हम आए। | आप गए। | धन्यवाद।",
        "گزشتہ سال ہم آئے۔ | آپ گئے۔",
    ] {
        let text = wanted.replace(" | ", " ").replace("| ", "");
        let found: Vec<&str> =
            split(&text, Span::new(0, text.len()), Rules::builtin()).iter().map(|s| s.of(&text)).collect();
        let parts: Vec<&str> = wanted.split('|').map(str::trim).collect();
        assert_eq!(found, parts);
    }
}

#[test]
fn lines_and_lists() {
    check("We sent\nthree tents to Mr.\nHolt.\nHe came.", "We sent\nthree tents to Mr.\nHolt. | He came.");
    check("harvest\nroads and bridges\nschools", "harvest | roads and bridges | schools");
    check("1. The harvest 2. The roads", "1. The harvest | 2. The roads");
    check("- Thank you.\n- You are welcome.", "- Thank you. | - You are welcome.");
}

#[test]
fn a_wide_ellipsis_before_a_stop_loses_nothing() {
    check("0…. . Mr. Holt", "0… | . . Mr. Holt");
}

#[test]
fn a_span_that_does_not_fit_gives_nothing() {
    assert!(split("é", Span::new(1, 2), Rules::builtin()).is_empty());
    assert!(split("a", Span::new(0, 9), Rules::builtin()).is_empty());
}

proptest! {
    #[test]
    fn every_word_lies_in_one_sentence(text in "([A-Za-z0-9é«»„“”\"'().!?…\\[\\] \n•-]{0,4}|[.] |Mr[.] |1[.] |[(]a[)] ){0,60}") {
        let found = split(&text, Span::new(0, text.len()), Rules::builtin());
        let mut covered = String::new();
        let mut last = 0;
        for span in &found {
            prop_assert!(span.start >= last && !span.is_empty() && span.trimmed(&text) == *span);
            last = span.end;
            covered.push_str(span.of(&text));
        }
        let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&covered), bare(&text));
    }
}
