//! Tickmark from the user's chair: every test runs the program and then checks the whole record.

mod archives;
mod authority;
mod board;
mod case;
mod confidential;
mod coverage;
mod documented;
mod drafts;
mod every_report;
mod evidence;

mod faults;
mod fetching;
mod gate;
mod golden;
mod hostile;
mod merging;
mod office;
mod opentimestamps;
mod origins;
mod others;
mod programs;
mod proofs;
mod report_docx;
mod report_fields;
mod report_html;
mod report_pdf;
mod report_texts;
mod review;
mod seed;
mod tampering;
mod tiles;
mod timestamps;
mod tlog;
mod witnesses;
mod workbook;
