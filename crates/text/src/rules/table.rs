//! A table of words and values, as a TOML file holds it: what the rules are made of.
//!
//! ```text
//! lines = ["Share", "Print"]        a `Value::Array` of two `Value::String` under the key `lines`
//! ```
//! The tables of `data/` lie in the program as plain data, which the build makes of the TOML; only a
//! user's own table is parsed when the program runs. What a table means is known to the other modules.

use std::borrow::Cow;
use std::ops::Deref;
use std::str::FromStr;

/// Keys with values, in the order of the keys, each key once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table(Cow<'static, [(Text, Value)]>);

/// A text: two places in the letters that lie in the program, or letters of its own.
#[derive(Clone, Debug)]
pub enum Text {
    /// From one byte of the program's letters up to another.
    Laid(u32, u32),
    /// Of a user's table.
    Own(String),
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Laid(from, to) => LETTERS.get(*from as usize..*to as usize).unwrap_or(""),
            Text::Own(text) => text,
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text; a date too, as it is written.
    String(Text),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A list.
    Array(Cow<'static, [Value]>),
    /// A table.
    Table(Table),
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// The embedded table of a file of `data/`; an empty one when there is no such file.
pub(super) fn embedded(file: &str) -> &'static Table {
    static NONE: Table = Table::EMPTY;
    EMBEDDED.iter().find(|(name, _)| *name == file).map_or(&NONE, |(_, table)| table)
}

impl Table {
    /// The table without keys.
    pub const EMPTY: Table = Table(Cow::Borrowed(&[]));

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let at = self.0.binary_search_by(|(k, _)| (**k).cmp(key)).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| &**key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Keys with values in order.
    pub fn iter(&self) -> Rows<'_> {
        Rows(self.0.iter())
    }
}

/// Walks over keys and values.
#[derive(Clone, Debug)]
pub struct Rows<'t>(std::slice::Iter<'t, (Text, Value)>);

impl<'t> Iterator for Rows<'t> {
    type Item = (&'t str, &'t Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&**key, value))
    }
}

impl<'t> IntoIterator for &'t Table {
    type Item = (&'t str, &'t Value);
    type IntoIter = Rows<'t>;

    fn into_iter(self) -> Rows<'t> {
        self.iter()
    }
}

impl Value {
    /// The text.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }

    /// The whole number.
    pub fn as_integer(&self) -> Option<i64> {
        if let Value::Integer(n) = self { Some(*n) } else { None }
    }

    /// The number that is no whole one.
    pub fn as_float(&self) -> Option<f64> {
        if let Value::Float(n) = self { Some(*n) } else { None }
    }

    /// True or false.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Boolean(b) = self { Some(*b) } else { None }
    }

    /// The list.
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Value::Array(list) = self { Some(list) } else { None }
    }

    /// The table.
    pub fn as_table(&self) -> Option<&Table> {
        if let Value::Table(table) = self { Some(table) } else { None }
    }
}

impl FromStr for Table {
    type Err = toml::de::Error;

    /// Parses TOML.
    ///
    /// # Errors
    /// When the text is no TOML: what is wrong and where.
    fn from_str(text: &str) -> Result<Table, toml::de::Error> {
        Ok(Table::from(text.parse::<toml::Table>()?))
    }
}

impl From<toml::Table> for Table {
    fn from(table: toml::Table) -> Table {
        Table(table.into_iter().map(|(key, value)| (Text::Own(key), Value::from(value))).collect())
    }
}

impl From<toml::Value> for Value {
    fn from(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::String(Text::Own(text)),
            toml::Value::Integer(n) => Value::Integer(n),
            toml::Value::Float(n) => Value::Float(n),
            toml::Value::Boolean(b) => Value::Boolean(b),
            toml::Value::Datetime(day) => Value::String(Text::Own(day.to_string())),
            toml::Value::Array(list) => Value::Array(list.into_iter().map(Value::from).collect()),
            toml::Value::Table(table) => Value::Table(Table::from(table)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_the_program_is_what_the_files_say() {
        for (file, text, _) in super::super::EMBEDDED {
            assert_eq!(*embedded(file), text.parse::<Table>().expect("a table"), "{file}");
        }
    }

    #[test]
    fn values_are_found_by_key() {
        let table: Table = "b = 2\na = [\"x\", 1.5, true]\nc.d = 2031-05-25".parse().expect("a table");
        assert_eq!(table.keys().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(table.get("b").and_then(Value::as_integer), Some(2));
        let list = table.get("a").and_then(Value::as_array).expect("a list");
        assert_eq!(list[0].as_str(), Some("x"));
        assert_eq!((list[1].as_float(), list[2].as_bool()), (Some(1.5), Some(true)));
        let inner = table.get("c").and_then(Value::as_table).expect("a table");
        assert_eq!(inner.get("d").and_then(Value::as_str), Some("2031-05-25"));
        assert!(table.get("e").is_none() && "a = ".parse::<Table>().is_err());
    }
}
