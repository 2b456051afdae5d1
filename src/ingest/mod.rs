//! Reads a file of any format into text that knows where it came from.
