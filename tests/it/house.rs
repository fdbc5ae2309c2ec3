//! Running the command as a user does, and reading what it prints.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// What one run of the command gave.
pub struct Run {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// The objects of JSON Lines output.
    pub fn objects(&self) -> Vec<Value> {
        let object = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|e| panic!("no JSON: {e}: {line}\n{}", self.err))
        };
        self.out.lines().map(object).collect()
    }

    /// The only object.
    pub fn object(&self) -> Value {
        let mut objects = self.objects();
        assert_eq!(objects.len(), 1, "one line was expected: {}\n{}", self.out, self.err);
        objects.remove(0)
    }

    /// Checks that the run ended as told, without a panic and without a half-told error.
    pub fn ended(self, code: i32) -> Run {
        assert!(!self.err.contains("panicked"), "{}", self.err);
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", clip(&self.out), clip(&self.err));
        self
    }

    /// Checks that standard error holds these words.
    pub fn says(self, words: &str) -> Run {
        assert!(self.err.contains(words), "`{words}` is not said: {}", clip(&self.err));
        self
    }
}

/// Runs `variorum` with these arguments, without a terminal and without standard input.
pub fn variorum<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Run {
    let done =
        Command::new(program()).args(arguments).env_remove("VARIORUM_RECORD").stdin(Stdio::null()).output();
    run_of(done.expect("the command can be started"))
}

/// As `variorum`, in a folder of its own and with bytes on standard input.
pub fn variorum_fed(arguments: &[&str], input: &[u8]) -> Run {
    use std::io::Write;
    let mut child = Command::new(program())
        .args(arguments)
        .env_remove("VARIORUM_RECORD")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be started");
    // The command may end before it has read all; that is its right.
    let _ = child.stdin.take().expect("stdin is piped").write_all(input);
    run_of(child.wait_with_output().expect("the command ends"))
}

fn run_of(done: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command prints UTF-8");
    Run { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
}

fn clip(text: &str) -> String {
    text.chars().take(2000).collect()
}

/// The command: `VARIORUM_BIN` when set (`./check` does), else built anew.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| match std::env::var_os("VARIORUM_BIN") {
        Some(path) => PathBuf::from(path),
        None => build(),
    })
}

fn build() -> PathBuf {
    let done =
        Command::new(env!("CARGO")).args(["build", "--quiet", "-p", "variorum"]).current_dir(root()).status();
    assert!(done.is_ok_and(|s| s.success()), "`cargo build -p variorum` failed");
    let tests = std::env::current_exe().expect("a test has a path");
    let debug =
        tests.ancestors().find(|p| p.join("deps").is_dir()).expect("tests stand in target/debug/deps");
    debug.join(format!("variorum{}", std::env::consts::EXE_SUFFIX))
}

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the workspace")
}

/// An invented page of `tests/pages`.
pub fn page(name: &str) -> PathBuf {
    root().join("tests/pages").join(name)
}

/// A folder for one test, gone when it is dropped.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

/// Writes a file into `dir` and gives its path as text.
pub fn write(dir: &tempfile::TempDir, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    path.to_str().expect("temporary paths are UTF-8").to_string()
}
