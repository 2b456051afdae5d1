//! How much a web archive or a library may cost to read.

/// The bounds on one file that another program made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of one page or file in a web archive, unpacked, in bytes.
    pub body: u64,
    /// Size of all that a web archive unpacks to, in bytes.
    pub unpacked: u64,
    /// How many times larger than its packed size an archive may be, once it is past [`Limits::free`].
    pub ratio: u64,
    /// Bytes that may be unpacked before the ratio counts.
    pub free: u64,
    /// Records of a web archive.
    pub records: u64,
    /// Faults and revisits of which each is told; the rest are counted.
    pub told: usize,
    /// Entries of a WACZ file.
    pub entries: u64,
    /// Size of a list in a WACZ file, as of its pages, in bytes.
    pub list: u64,
    /// Size of a reference library, in bytes.
    pub library: u64,
    /// References of a library.
    pub references: usize,
    /// Size of a file of linked data, such as a feed of reviews or of annotations, in bytes.
    pub linked: u64,
    /// Reviews or annotations in it.
    pub linked_items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 256 << 20,
            unpacked: 64 << 30,
            ratio: 250,
            free: 512 << 20,
            records: 5_000_000,
            told: 10_000,
            entries: 10_000,
            list: 64 << 20,
            library: 128 << 20,
            references: 500_000,
            linked: 32 << 20,
            linked_items: 50_000,
        }
    }
}
