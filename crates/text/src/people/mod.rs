//! People: who is meant by a printed name, office or form of address, on a day.
//!
//! `President Holt`, `THE PRESIDENT`, `В.Хольт` and `Vera Petrovna` can be one person; that is said only
//! when it is certain, else the candidates are listed. `fold` spells names one way, `patronymic` reads
//! fathers' names by rule, `name` and `office` cut what is printed, `register` holds people and posts,
//! `resolve` answers, `heading` reads the offices of a title, `slip` mends labels, `page` names the speakers
//! of one page, `keys` tells by which word speakers of many pages are compared, `gather` the people of a
//! whole record, `wanted` meets the one asked for.

pub mod fold;
pub mod gather;
mod heading;
pub mod keys;
pub mod name;
pub mod office;
pub mod page;
pub mod patronymic;
pub mod register;
pub mod resolve;
mod slip;
pub mod wanted;

pub use gather::{Heard, HeardPage, Held, Known, People, Unresolved, gather};
pub use name::{Likeness, Name};
pub use office::Office;
pub use register::{NameKind, OtherName, Person, Post, Register};
pub use resolve::{Basis, Mention, Resolution, is_nobody};
