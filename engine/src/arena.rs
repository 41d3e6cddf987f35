//! Many strings in few allocations. Chunks are filled and never moved, so that a growing corpus needs no second copy
//! of itself: the browser's memory never shrinks, and a doubling vector would leave a third of it unused.

/// Bytes of a full chunk. A longer string has a chunk of its own.
const CHUNK_BYTES: usize = 1 << 20;

/// An append-only list of strings: 4 bytes a string besides its text.
#[derive(Clone, Debug, Default)]
pub struct TextArena {
    chunks: Vec<String>,
    /// Index of the first string of each chunk.
    first: Vec<u32>,
    /// End of each string within its chunk.
    ends: Vec<u32>,
}

impl TextArena {
    /// How many strings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of text in all.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.chunks.iter().map(|chunk| chunk.len() as u64).sum()
    }

    /// Appends a string (at most 4 GiB of text, which import sees to).
    pub fn push(&mut self, text: &str) {
        let fits = self
            .chunks
            .last()
            .is_some_and(|chunk| chunk.len() + text.len() <= chunk.capacity());
        if !fits {
            self.start_chunk(text.len());
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push_str(text);
            self.ends.push(crate::num::count(chunk.len()));
        }
    }

    /// String `index`; empty past the end.
    #[must_use]
    pub fn get(&self, index: u32) -> &str {
        let chunk = self
            .first
            .partition_point(|&first| first <= index)
            .saturating_sub(1);
        self.in_chunk(chunk, index).unwrap_or_default()
    }

    /// All strings in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..crate::num::count(self.len())).map(|index| self.get(index))
    }

    /// Gives back what the last chunk holds unused.
    pub fn shrink(&mut self) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.shrink_to_fit();
        }
        self.ends.shrink_to_fit();
    }

    fn start_chunk(&mut self, at_least: usize) {
        // Small collections get small chunks: the first holds 64 KiB.
        let size = if self.chunks.is_empty() {
            CHUNK_BYTES / 16
        } else {
            CHUNK_BYTES
        };
        self.first.push(crate::num::count(self.ends.len()));
        self.chunks.push(String::with_capacity(size.max(at_least)));
    }

    fn in_chunk(&self, chunk: usize, index: u32) -> Option<&str> {
        let end = *self.ends.get(index as usize)? as usize;
        let start = if self.first.get(chunk) == Some(&index) {
            0
        } else {
            self.ends[index as usize - 1] as usize
        };
        self.chunks.get(chunk)?.get(start..end)
    }
}

/// An append-only list of lists of numbers, in the same manner: per record its token ids.
#[derive(Clone, Debug, Default)]
pub struct NumberArena {
    chunks: Vec<Vec<u32>>,
    first: Vec<u32>,
    ends: Vec<u32>,
}

impl NumberArena {
    /// How many lists there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Appends a list.
    pub fn push(&mut self, numbers: &[u32]) {
        let fits = self
            .chunks
            .last()
            .is_some_and(|chunk| chunk.len() + numbers.len() <= chunk.capacity());
        if !fits {
            let size = if self.chunks.is_empty() {
                CHUNK_BYTES / 64
            } else {
                CHUNK_BYTES / 4
            };
            self.first.push(crate::num::count(self.ends.len()));
            self.chunks.push(Vec::with_capacity(size.max(numbers.len())));
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.extend_from_slice(numbers);
            self.ends.push(crate::num::count(chunk.len()));
        }
    }

    /// List `index`; empty past the end.
    #[must_use]
    pub fn get(&self, index: u32) -> &[u32] {
        let chunk = self
            .first
            .partition_point(|&first| first <= index)
            .saturating_sub(1);
        self.in_chunk(chunk, index)
    }

    /// The lists of ascending indices; quicker than to look each up.
    pub fn each(&self, indices: impl Iterator<Item = u32>) -> impl Iterator<Item = (u32, &[u32])> {
        let mut chunk = 0;
        indices.map(move |index| {
            while self.first.get(chunk + 1).is_some_and(|&first| first <= index) {
                chunk += 1;
            }
            (index, self.in_chunk(chunk, index))
        })
    }

    fn in_chunk(&self, chunk: usize, index: u32) -> &[u32] {
        let Some(&end) = self.ends.get(index as usize) else {
            return &[];
        };
        let start = if self.first[chunk] == index {
            0
        } else {
            self.ends[index as usize - 1]
        };
        &self.chunks[chunk][start as usize..end as usize]
    }

    /// Gives back what the last chunk holds unused.
    pub fn shrink(&mut self) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.shrink_to_fit();
        }
        self.ends.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back_across_chunks() {
        let mut arena = TextArena::default();
        let long = "x".repeat(CHUNK_BYTES + 5);
        let texts: Vec<String> = (0..3000)
            .map(|i| {
                if i == 1500 {
                    long.clone()
                } else {
                    "é".repeat(i % 90)
                }
            })
            .collect();
        texts.iter().for_each(|text| arena.push(text));
        arena.shrink();
        assert!(arena.chunks.len() > 2);
        assert!(arena.iter().eq(texts.iter().map(String::as_str)));
        assert_eq!(arena.get(3000), "");
    }

    #[test]
    fn lists_come_back_across_chunks() {
        let mut arena = NumberArena::default();
        let lists: Vec<Vec<u32>> = (0..40_000u32)
            .map(|i| (0..i % 11).map(|j| i * j).collect())
            .collect();
        lists.iter().for_each(|list| arena.push(list));
        assert!(arena.chunks.len() > 1);
        assert!((0..40_000u32).all(|i| arena.get(i) == lists[i as usize]));
        assert!(arena.get(40_000).is_empty());
        let some = || (0..40_000u32).step_by(7);
        assert!(
            arena
                .each(some())
                .eq(some().map(|i| (i, lists[i as usize].as_slice())))
        );
    }
}
