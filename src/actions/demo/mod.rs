//! The worked cases of `tickmark demo`.

pub mod review;
pub mod river;
pub mod seed_case;
