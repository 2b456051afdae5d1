//! What goes to other programs whole: archives and tiles.

pub mod archive;
pub mod datasette;
pub mod tiles;
