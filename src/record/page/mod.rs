//! The verifier in a page: `verify.html`, in which a bundle or a report is verified without anything being installed.
//!
//! The page is one file that asks for nothing else: this crate as WebAssembly, and a worker that hands it the files that
//! somebody dropped. `src/record/page/build` makes it.

pub mod answer;
#[cfg(target_family = "wasm")]
mod exports;
mod trust;
