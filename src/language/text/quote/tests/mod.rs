//! Quotations beside their sources, as a table and as properties.

mod properties;
mod table;
