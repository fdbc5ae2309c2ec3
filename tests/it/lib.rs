//! Nothing: the tests of this package are the one binary `it` (`main.rs`).
