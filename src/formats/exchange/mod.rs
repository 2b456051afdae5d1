//! Takes in what other programs keep and gives out what they read: web archives, reference libraries, lists of archives.
//!
//! Everything here takes bytes or streams and gives values; nothing opens a file, reads a clock or prints. Whatever a
//! stranger made is read within [`Limits`], and what is wrong with it is a [`Fault`].

pub mod annotations;
pub mod archiver;
pub mod digest;
pub mod fault;
pub mod kind;
pub mod library;
pub mod limits;
pub mod linked;
mod meter;
pub mod reviews;
pub mod wacz;
pub mod warc;

pub use fault::Fault;
pub use kind::{Kind, kind};
pub use limits::Limits;
