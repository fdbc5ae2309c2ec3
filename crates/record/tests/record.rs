//! What a record must hold to: known and new, crash and damage, rebuild, one writer.

use std::fs;
use std::path::{Path, PathBuf};

use variorum_record::query::Field;
use variorum_record::{Added, Checker, Error, Provenance, Record, Search, Status, files_under};
use variorum_text::statement::StatementKind;
use variorum_text::verdict::{Claim, Code};

const OFFICE: &str = "\
Talks between the President of Norland and the President of Varania

25 May 2031
Brona

President of Norland Vera Holt: Good afternoon, friends. We have sent three hundred tents to the flooded valleys. \
The bridge at Brona will open again before the end of the month. I want to thank you for the bread and the blankets.

President of Varania Adam Varga: Thank you, Madam President. We shall never forget the boats that came by night. \
Our trade grew by eleven percent last year, and the railway will be ready in the spring.

Vera Holt: That is good news. Let us go on with the harbour fund and the school for river pilots.
";

const PORTAL: &str = "\
Holt and Varga speak about the flood

25 May 2031

Vera Holt said:

- Good afternoon, friends. We have sent three hundred tents to the flooded valleys. The bridge at Brona will open again \
before the end of the month. I want to thank you for the bread and the blankets.

Adam Varga said:

- Thank you, Madam President. We shall never forget the boats that came by night. Our trade grew by eleven percent last year, \
and the railway will be ready in the spring.
";

struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let place = Place { dir: tempfile::tempdir().expect("a folder") };
        fs::create_dir(place.pages()).expect("made");
        fs::write(place.pages().join("office.txt"), OFFICE).expect("written");
        fs::write(place.pages().join("portal.txt"), PORTAL).expect("written");
        Record::make(&place.record()).expect("made");
        place
    }

    fn record(&self) -> PathBuf {
        self.dir.path().join("r")
    }

    fn pages(&self) -> PathBuf {
        self.dir.path().join("pages")
    }

    fn archive(&self) -> PathBuf {
        self.record().join("archive/00000001.warc.gz")
    }

    fn add(&self) -> Vec<Added> {
        add(&self.record(), &self.pages())
    }

    fn read(&self) -> Record {
        Record::open_read_only(&self.record()).expect("opens")
    }
}

fn add(record: &Path, pages: &Path) -> Vec<Added> {
    let mut record = Record::open(record).expect("opens");
    let mut told = Vec::new();
    let mut adder = record.adder().expect("a writer");
    for (path, name) in files_under(pages).expect("a folder") {
        adder.file(&path, &name, &Provenance::default(), &mut |a| told.push(a.clone())).expect("added");
    }
    adder.finish(&mut |a| told.push(a.clone())).expect("finished");
    told
}

fn states(told: &[Added]) -> Vec<(&str, Status)> {
    told.iter().map(|a| (a.source.as_str(), a.status)).collect()
}

/// Everything a user can ask, as one text.
fn answers(record: &Record) -> String {
    let found = record.search(&Search::of("bridge")).expect("search").found;
    let claim = |words: &str| Claim { words: words.into(), by: Some("Holt".into()), on: None };
    let checker = Checker::new(record).expect("a checker");
    let verdicts = [
        checker.check(&claim("The bridge at Brona will open again")).expect("an answer"),
        checker
            .check(&claim("The bridge at Lindar will open before the end of the month"))
            .expect("an answer"),
    ];
    let mut out =
        format!("{:?}\n{:?}\n", record.meetings().expect("meetings"), record.scope().expect("scope"));
    for document in record.documents().expect("documents") {
        out += &format!(
            "{document:?}\n{}\n{:?}\n{:?}\n",
            record.text(&document).expect("text"),
            record.statements(&document).expect("statements"),
            record.told(&document).expect("told")
        );
    }
    for f in found {
        out += &format!("{} {:?} {:?} {} {}\n", f.document.entry.id, f.row, f.hits, f.n_witnesses, f.score);
    }
    for answer in verdicts {
        out += &format!("{:?} {:?}\n", answer.verdict, answer.sentence);
    }
    out
}

#[test]
fn new_then_known_and_nothing_changes() {
    let place = Place::new();
    assert_eq!(states(&place.add()), [("office.txt", Status::New), ("portal.txt", Status::New)]);
    let (bytes, before) = (fs::read(place.archive()).expect("bytes"), answers(&place.read()));
    assert_eq!(states(&place.add()), [("office.txt", Status::Known), ("portal.txt", Status::Known)]);
    assert_eq!(fs::read(place.archive()).expect("bytes"), bytes);
    assert_eq!(answers(&place.read()), before);
}

#[test]
fn quoted_words_are_statements_beside_the_sentences_of_the_page() {
    let place = Place::new();
    let page = "The council of Brona met on Friday.\n\n“We open the ferry on Monday,” said Vera Holt. Peer Varga denied that \
                the bridge was closed.\n";
    fs::write(place.pages().join("report.txt"), page).expect("written");
    place.add();
    let told = |record: &Record| -> Vec<(StatementKind, Option<String>)> {
        let documents = record.documents().expect("documents");
        let report = documents.iter().find(|d| d.capture.source == "report.txt").expect("the report");
        let units = record.statements(report).expect("statements");
        assert!(units.iter().all(|r| r.statement.kind == StatementKind::Narration));
        record
            .told(report)
            .expect("told")
            .into_iter()
            .map(|r| (r.statement.kind, r.statement.speaker))
            .collect()
    };
    let record = place.read();
    let expected = [
        (StatementKind::Quotation, Some("Vera Holt".to_string())),
        (StatementKind::Reported, Some("Peer Varga".to_string())),
    ];
    assert_eq!(told(&record), expected);
    let filters = vec![(Field::Speaker, "Vera Holt".to_string())];
    let search = Search { filters, ..Search::of("ferry Monday") };
    let found = record.search(&search).expect("search").found;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].row.statement.kind, StatementKind::Quotation);
    drop(record);
    let (record, _) = Record::rebuild(&place.record(), |_, _| {}).expect("rebuilt");
    assert_eq!(told(&record), expected);
}

#[test]
fn the_same_bytes_twice_in_one_run_are_one_capture() {
    let place = Place::new();
    fs::write(place.pages().join("second.txt"), OFFICE).expect("written");
    let told = place.add();
    assert_eq!(states(&told)[2], ("second.txt", Status::Known));
    assert_eq!(told[0].document, told[2].document);
}

#[test]
fn two_versions_are_one_meeting_and_shared_words_one_statement() {
    let place = Place::new();
    place.add();
    let record = place.read();
    let meetings = record.meetings().expect("meetings");
    assert_eq!(meetings.len(), 1, "{meetings:?}");
    assert_eq!(meetings[0].members.len(), 2);
    let found = record.search(&Search::of("bridge Brona")).expect("search").found;
    assert_eq!((found.len(), found[0].n_witnesses), (1, 2), "{found:?}");
    assert_eq!(found[0].row.statement.speaker.as_deref(), Some("Vera Holt"));
}

#[test]
fn search_keeps_to_speaker_and_phrase() {
    let place = Place::new();
    place.add();
    let record = place.read();
    let n = |query: &str, by: Option<&str>| {
        let filters = by.map(|by| (Field::Speaker, by.to_string())).into_iter().collect();
        let results = record.search(&Search { filters, ..Search::of(query) }).expect("search");
        assert_eq!(results.total, results.found.len(), "{query}");
        results.total
    };
    assert_eq!(n("thank you", None), 2);
    assert_eq!(n("thank you", Some("Varga")), 1);
    assert_eq!(n("thank you", Some("Jonas Varga")), 0);
    assert_eq!(n("\"boats that came\"", None), 1);
    assert_eq!(n("\"came boats\"", None), 0);
    assert_eq!(n("zeppelin", None), 0);
    assert_eq!(n("", None), 10);
}

#[test]
fn words_over_a_full_stop_are_found_as_they_stand() {
    let place = Place::new();
    place.add();
    let record = place.read();
    let words = "the flooded valleys. The bridge at Brona".to_string();
    let claim = Claim { words, by: None, on: None };
    let answer = Checker::new(&record).expect("a checker").check(&claim).expect("an answer");
    assert_eq!(answer.verdict.code, Code::Exact);
    assert_eq!(answer.verdict.evidence.len(), 2);
}

#[test]
fn a_deleted_index_comes_back() {
    let place = Place::new();
    place.add();
    let before = answers(&place.read());
    fs::remove_dir_all(place.record().join("index")).expect("removed");
    assert_eq!(answers(&place.read()), before);
    fs::write(place.record().join("index/meta.json"), "nonsense").expect("written");
    assert_eq!(answers(&Record::open(&place.record()).expect("opens")), before);
}

/// The segments of the concordance.
fn segments(place: &Place) -> Vec<PathBuf> {
    let words = place.record().join("index/words");
    let mut found: Vec<PathBuf> =
        fs::read_dir(words).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    found.sort();
    found
}

#[test]
fn an_index_that_is_not_whole_comes_back() {
    let place = Place::new();
    place.add();
    let before = answers(&place.read());
    let segment = segments(&place).pop().expect("a segment");
    // A segment that no commit tells of: the writer was killed before the commit.
    fs::copy(&segment, segment.with_file_name("00000077.words")).expect("copied");
    assert_eq!(answers(&place.read()), before);
    fs::write(place.pages().join("third.txt"), OFFICE.replace("25 May", "26 May").replace("tents", "boats"))
        .expect("written");
    place.add();
    assert!(!segment.with_file_name("00000077.words").exists(), "what no commit tells of is swept");
    // A segment that is gone, cut short, or of another record.
    let before = answers(&place.read());
    for harm in [&|path: &Path| fs::remove_file(path).expect("removed"), &|path: &Path| {
        let bytes = fs::read(path).expect("bytes");
        fs::write(path, &bytes[..bytes.len() / 2]).expect("written");
    }] as [&dyn Fn(&Path); 2]
    {
        segments(&place).iter().for_each(|path| harm(path));
        assert_eq!(answers(&place.read()), before);
    }
}

#[test]
fn an_older_index_catches_up() {
    let place = Place::new();
    let only = place.dir.path().join("only");
    fs::create_dir(&only).expect("made");
    fs::write(only.join("office.txt"), OFFICE).expect("written");
    add(&place.record(), &only);
    let kept = place.dir.path().join("kept");
    copy_folder(&place.record().join("index"), &kept);
    place.add();
    let before = answers(&place.read());
    // The catalogue was committed, the index was not.
    fs::remove_dir_all(place.record().join("index")).expect("removed");
    copy_folder(&kept, &place.record().join("index"));
    assert_eq!(answers(&place.read()), before);
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}

#[test]
fn a_changed_byte_of_the_index_is_refused_and_told() {
    let place = Place::new();
    place.add();
    let segment = segments(&place).pop().expect("a segment");
    let mut bytes = fs::read(&segment).expect("bytes");
    bytes[10] ^= 1;
    fs::write(&segment, &bytes).expect("written");
    let record = place.read();
    let claim = Claim { words: "The bridge at Brona will open again".into(), by: None, on: None };
    let error = Checker::new(&record).expect("a checker").check(&claim).expect_err("damage");
    assert!(matches!(&error, Error::Index { .. }), "{error}");
    assert!(error.hint().is_some_and(|h| h.contains("rebuild")), "{error}");
    assert!(record.faults(false).expect("faults").iter().any(|f| f.contains("wrong checksum")));
}

#[test]
fn without_catalogue_and_index_a_rebuild_gives_the_same_answers() {
    let place = Place::new();
    place.add();
    let before = answers(&place.read());
    for name in ["catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
        let _ = fs::remove_file(place.record().join(name));
    }
    fs::remove_dir_all(place.record().join("index")).expect("removed");
    assert!(matches!(Record::open(&place.record()), Err(Error::NoCatalogue { .. })));
    let (record, damaged) = Record::rebuild(&place.record(), |_, _| {}).expect("rebuilt");
    assert!(damaged.is_empty());
    assert_eq!(answers(&record), before);
    drop(record);
    assert_eq!(answers(&place.read()), before);
    assert_eq!(states(&place.add()), [("office.txt", Status::Known), ("portal.txt", Status::Known)]);
}

#[test]
fn whole_records_behind_the_catalogue_are_taken_up() {
    // A crash after the archive was flushed and before the catalogue was committed.
    let place = Place::new();
    fs::rename(place.pages().join("portal.txt"), place.dir.path().join("portal.txt")).expect("moved");
    place.add();
    let older =
        fs::read(place.record().join("catalogue.sqlite")).expect("closed, so that all is in one file");
    fs::rename(place.dir.path().join("portal.txt"), place.pages().join("portal.txt")).expect("moved");
    place.add();
    let before = answers(&place.read());
    let _ = fs::remove_file(place.record().join("catalogue.sqlite-wal"));
    let _ = fs::remove_file(place.record().join("catalogue.sqlite-shm"));
    fs::write(place.record().join("catalogue.sqlite"), older).expect("written");
    let record = Record::open(&place.record()).expect("opens");
    assert_eq!(answers(&record), before);
}

#[test]
fn a_torn_last_record_is_cut_off() {
    let place = Place::new();
    place.add();
    let (whole, before) = (fs::read(place.archive()).expect("bytes"), answers(&place.read()));
    for torn in [&whole[..40], b"\x1f\x8b\x08\0"] {
        fs::write(place.archive(), [&whole[..], torn].concat()).expect("written");
        let record = Record::open(&place.record()).expect("opens");
        assert_eq!(answers(&record), before);
        assert_eq!(fs::read(place.archive()).expect("bytes"), whole);
    }
    assert_eq!(states(&place.add()), [("office.txt", Status::Known), ("portal.txt", Status::Known)]);
}

#[test]
fn a_capture_whose_text_was_not_written_is_read_again() {
    // The crash came between the two records of one capture.
    let place = Place::new();
    place.add();
    let before = place.read().documents().expect("documents");
    let cut = before[1].place.offset;
    let bytes = fs::read(place.archive()).expect("bytes");
    fs::write(place.archive(), &bytes[..cut as usize]).expect("written");
    let (record, _) = Record::rebuild(&place.record(), |_, _| {}).expect("rebuilt");
    let after = record.documents().expect("documents");
    assert_eq!(
        after.iter().map(|d| &d.id).collect::<Vec<_>>(),
        before.iter().map(|d| &d.id).collect::<Vec<_>>()
    );
    assert_eq!(record.faults(true).expect("checked"), Vec::<String>::new());
}

#[test]
fn damage_in_the_archive_is_found_and_the_rest_is_kept() {
    let place = Place::new();
    place.add();
    let first = place.read().captures().expect("captures")[0].clone();
    let mut bytes = fs::read(place.archive()).expect("bytes");
    let at = (first.place.offset + first.place.length / 2) as usize;
    bytes[at] ^= 1;
    fs::write(place.archive(), bytes).expect("written");
    let record = place.read();
    assert!(matches!(record.kept(&first), Err(Error::Damaged { .. })));
    assert_eq!(record.faults(false).expect("checked").len(), 0);
    assert_eq!(record.faults(true).expect("checked").len(), 1);
    drop(record);
    let (record, damaged) = Record::rebuild(&place.record(), |_, _| {}).expect("rebuilt");
    assert_eq!((damaged.len(), record.documents().expect("documents").len()), (1, 1));
}

#[test]
fn a_second_writer_is_refused_and_readers_are_not() {
    let place = Place::new();
    place.add();
    let writer = Record::open(&place.record()).expect("opens");
    assert!(matches!(Record::open(&place.record()), Err(Error::Locked { .. })));
    assert!(matches!(Record::rebuild(&place.record(), |_, _| {}), Err(Error::Locked { .. })));
    assert_eq!(place.read().documents().expect("documents").len(), 2);
    drop(writer);
    assert!(Record::open(&place.record()).is_ok());
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_kept() {
    let place = Place::new();
    let pages = place.pages();
    fs::write(pages.join("a-empty.txt"), "  \n").expect("written");
    fs::write(pages.join("b-picture.png"), b"\x89PNG\r\n\x1a\n\0\0\0").expect("written");
    fs::write(pages.join("c-cut.html.gz"), b"\x1f\x8b\x08\0\0").expect("written");
    fs::write(pages.join("d-cut.warc.gz"), b"\x1f\x8b\x08\0\0").expect("written");
    fs::write(pages.join("e-empty.warc"), b"").expect("written");
    let told = place.add();
    let failed: Vec<&str> =
        told.iter().filter(|a| a.status == Status::Failed).map(|a| a.source.as_str()).collect();
    assert_eq!(
        failed,
        ["a-empty.txt", "b-picture.png", "c-cut.html.gz", "d-cut.warc.gz:0", "e-empty.warc"],
        "{told:?}"
    );
    assert!(told.iter().all(|a| (a.status == Status::Failed) == a.message.is_some()));
    assert_eq!(place.read().documents().expect("documents").len(), 2);
}

#[test]
fn a_foreign_record_is_kept_byte_for_byte() {
    let place = Place::new();
    let body = format!("<html><body><h1>Talks</h1><p>{}</p></body></html>", OFFICE.replace('\n', "</p><p>"));
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nX-Own: kept\r\nWARC-Record-ID: <urn:uuid:0d5c09f7-0000-4000-8000-000000000001>\r\n\
         WARC-Target-URI: https://norland.example/talks\r\nWARC-Date: 2031-05-26T08:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    fs::write(place.pages().join("web.warc"), format!("{head}{block}\r\n\r\n")).expect("written");
    place.add();
    let record = place.read();
    let capture =
        record.captures().expect("captures").into_iter().find(|c| c.url.is_some()).expect("the page");
    assert_eq!(capture.url.as_deref(), Some("https://norland.example/talks"));
    assert_eq!(capture.captured.as_deref(), Some("2031-05-26T08:00:00Z"));
    let kept = record.kept(&capture).expect("kept");
    assert_eq!((kept.head.raw, kept.block), (head.into_bytes(), block.into_bytes()));
    let before = answers(&record);
    drop(record);
    let (record, _) = Record::rebuild(&place.record(), |_, _| {}).expect("rebuilt");
    assert_eq!(answers(&record), before);
}

#[test]
fn the_order_of_adding_does_not_count() {
    let (forward, backward) = (Place::new(), Place::new());
    forward.add();
    let mut record = Record::open(&backward.record()).expect("opens");
    let mut adder = record.adder().expect("a writer");
    for name in ["portal.txt", "office.txt"] {
        adder.file(&backward.pages().join(name), name, &Provenance::default(), &mut |_| {}).expect("added");
    }
    adder.finish(&mut |_| {}).expect("finished");
    drop(record);
    assert_eq!(forward.read().meetings().expect("meetings"), backward.read().meetings().expect("meetings"));
    let found = |p: &Place| {
        let found = p.read().search(&Search::of("thank")).expect("search").found;
        found
            .into_iter()
            .map(|f| (f.row.statement, f.document.entry.id.clone(), f.score.to_bits()))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&forward), found(&backward));
}

/// Pages of a few meetings: copies, parts and formulae, more of them in one bucket than it has
/// hubs, so that new documents displace some.
fn many_pages() -> Vec<(String, String)> {
    let words = |name: &str, from: usize, to: usize| -> String {
        (from..to)
            .map(|n| if n % 12 == 11 { format!("{name}{n}. We ") } else { format!("{name}{n} ") })
            .collect()
    };
    let mut pages = Vec::new();
    for event in 0..5 {
        let name = ["ferry", "harvest", "bridge", "railway", "school"][event];
        for version in 0..8 {
            let said = match version % 4 {
                0 => words(name, 0, 120),
                1 => format!("{}{}", words("welcome", 0, 30), words(name, 0, 110)),
                2 => format!("{}{}", words(name, 0, 40), words(&format!("own{event}v{version}n"), 0, 60)),
                _ => words(name, version * 9, version * 9 + 40),
            };
            let head = if version % 3 == 2 {
                String::new()
            } else {
                format!("{} May 2031\nBrona\n\n", 3 + 5 * event)
            };
            let text = format!(
                "Talks about the {name}, {version}\n\n{head}President of Norland Vera Holt: We {said}end.\n\n\
                 President of Varania Adam Varga: We {}end.\n\nVera Holt: Thank you.\n",
                words("welcome", 0, 25)
            );
            pages.push((format!("{name}{version}.txt"), text));
        }
    }
    pages
}

fn meetings_of(path: &Path) -> String {
    format!("{:#?}", Record::open_read_only(path).expect("opens").meetings().expect("meetings"))
}

#[test]
fn documents_that_come_one_by_one_give_the_meetings_of_all_at_once() {
    let pages = many_pages();
    let at_once = tempfile::tempdir().expect("a folder");
    let enter = |dir: &Path, some: &[(String, String)]| {
        let mut record =
            if dir.join("r").exists() { Record::open(&dir.join("r")) } else { Record::make(&dir.join("r")) }
                .expect("opens");
        let mut adder = record.adder().expect("a writer");
        for (name, text) in some {
            let bytes = text.clone().into_bytes();
            let media = variorum_text::page::MediaType::Text;
            adder.bytes(bytes, name, media, &Provenance::default(), &mut |_| {}).expect("added");
        }
        adder.finish(&mut |_| {}).expect("finished");
    };
    enter(at_once.path(), &pages);
    let expected = meetings_of(&at_once.path().join("r"));
    let n_meetings = expected.matches("id: \"m:").count();
    assert!((5..30).contains(&n_meetings), "{n_meetings}");
    for (step, first) in [(7, 11), (13, 17), (3, 24)] {
        let mut order = pages.clone();
        for n in 0..order.len() {
            order.swap(n, (n * step + first) % pages.len());
        }
        let dir = tempfile::tempdir().expect("a folder");
        let (begin, rest) = order.split_at(first);
        enter(dir.path(), begin);
        let mut n = 0;
        while n < rest.len() {
            let more = 1 + n % 3;
            enter(dir.path(), &rest[n..rest.len().min(n + more)]);
            n += more;
        }
        assert_eq!(meetings_of(&dir.path().join("r")), expected, "step {step}");
        Record::rebuild(&dir.path().join("r"), |_, _| {}).expect("rebuilt");
        assert_eq!(meetings_of(&dir.path().join("r")), expected, "rebuilt, step {step}");
    }
}
