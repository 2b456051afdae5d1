//! The draft handed on as a DOCX.
