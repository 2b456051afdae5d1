//! From a place in evened-out text back to the bytes that it came from, and the other way round.

/// Where the two texts begin to differ in pace: between two breaks each byte stands for one byte.
///
/// A break is kept only where characters were folded or dropped: nine bytes each, in ordinary prose one for every
/// line or quotation mark, and never more than one for every two bytes of text.
#[derive(Default)]
pub(super) struct Offsets {
    plain: Vec<u32>,
    source: Vec<u32>,
    /// How many bytes of the source the folded character takes; 0 where bytes go side by side.
    folded: Vec<u8>,
}

impl Offsets {
    /// Notes that from these offsets on bytes go side by side.
    pub fn side_by_side(&mut self, plain: usize, source: usize) {
        if self.folded.last() == Some(&0) && self.drift() == plain as i64 - source as i64 {
            return;
        }
        self.push(plain, source, 0);
    }

    /// Notes that one folded character stands for `length` bytes of the source.
    pub fn folded(&mut self, plain: usize, source: usize, length: usize) {
        self.push(plain, source, length.min(255) as u8);
    }

    /// Gives the source offset where the character at `plain` begins.
    pub fn start(&self, plain: usize) -> usize {
        let Some(at) = self.plain.partition_point(|start| *start as usize <= plain).checked_sub(1) else { return 0 };
        let source = self.source[at] as usize;
        if self.folded[at] > 0 { source } else { source + plain - self.plain[at] as usize }
    }

    /// Gives the source offset where the character before `plain` ends.
    pub fn end(&self, plain: usize) -> usize {
        let Some(last) = plain.checked_sub(1) else { return 0 };
        let Some(at) = self.plain.partition_point(|start| *start as usize <= last).checked_sub(1) else { return 0 };
        let source = self.source[at] as usize;
        let length = self.folded[at] as usize;
        if length > 0 { source + length } else { source + plain - self.plain[at] as usize }
    }

    /// Gives the place in the evened-out text of a source offset, or of what stands next before it.
    pub fn plain(&self, source: usize) -> usize {
        let Some(at) = self.source.partition_point(|start| *start as usize <= source).checked_sub(1) else { return 0 };
        let plain = self.plain[at] as usize;
        if self.folded[at] > 0 {
            return plain;
        }
        let next = self.plain.get(at + 1).map_or(usize::MAX, |next| *next as usize);
        (plain + source - self.source[at] as usize).min(next)
    }

    /// Forgets what was noted from `plain` on, because the character there is made anew.
    pub fn forget(&mut self, plain: usize) {
        let keep = self.plain.partition_point(|start| (*start as usize) < plain);
        self.plain.truncate(keep);
        self.source.truncate(keep);
        self.folded.truncate(keep);
    }

    /// Gives the bytes of memory that the map takes.
    pub fn bytes(&self) -> usize {
        self.plain.capacity() * 4 + self.source.capacity() * 4 + self.folded.capacity()
    }

    /// Gives back what was held for more breaks.
    pub fn shrink(&mut self) {
        self.plain.shrink_to_fit();
        self.source.shrink_to_fit();
        self.folded.shrink_to_fit();
    }

    fn drift(&self) -> i64 {
        let last = self.plain.len() - 1;
        i64::from(self.plain[last]) - i64::from(self.source[last])
    }

    fn push(&mut self, plain: usize, source: usize, folded: u8) {
        self.plain.push(plain as u32);
        self.source.push(source as u32);
        self.folded.push(folded);
    }
}
