//! Tickmark from the user's chair: every test runs the program and then checks the whole record.

mod board;
mod case;
mod confidential;
mod coverage;
mod documented;
mod drafts;
mod evidence;

mod faults;
mod fetching;
mod gate;
mod golden;
mod hostile;
mod review;
mod seed;
mod tampering;
mod workbook;
