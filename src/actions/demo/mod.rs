//! The worked case of `tickmark demo`.

pub mod review;
pub mod seed_case;
