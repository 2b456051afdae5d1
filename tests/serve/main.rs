//! The review desk as a browser sees it: every test opens it, asks and posts, and then checks the whole record.

mod article;
mod attacks;
mod board;
mod capture;
#[allow(dead_code)]
#[path = "../desk/case.rs"]
mod case;
mod claim;
mod door;
mod drafts;
mod ownership;
mod record;
mod reports;
mod search;
mod settings;
mod sources;
mod standing;
mod visit;
