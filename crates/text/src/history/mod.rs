//! The history of one page: captures of one address in the order of time, and its edits.
//!
//! ```text
//! 2031-04-12  We have sent 300 tents. The road is open.
//! 2031-04-13  (a captcha: a failed capture, no removal)
//! 2031-04-14  We have sent 340 tents. The road is open.    figure: 300 / 340
//! ```
//! Only readings of one reader are compared, so that a better reader makes no edit. `usable` says
//! whether a capture shows the page, `address` when two addresses are one page's, `steady` which
//! words are there to stay, `printed` what a page prints outside its text, `edits` lays captures against each other. The program says what is in one
//! capture and not in another, never when or by whom it was taken out.

mod address;
mod edits;
mod printed;
mod steady;
mod usable;

pub use address::canonical;
pub use edits::{Edit, History, Remark, State, history};
pub use usable::{Failure, failure};
