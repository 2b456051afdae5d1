//! Which companies own one another in a ring, and the order of rings from what is owned to what owns it.

/// Which companies own one another in a ring; a company that does not is a ring of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Rings {
    /// The ring of each company; what is owned has a lower number than what owns it.
    of: Vec<usize>,
    /// The companies of each ring.
    members: Vec<Vec<usize>>,
}

/// A company on the way down, and how many of its links have been followed.
struct Visit {
    company: usize,
    followed: usize,
}

/// What finding rings keeps (Tarjan 1972), on the heap: a chain may be longer than a thread's stack.
struct Search {
    seen: Vec<Option<usize>>,
    lowest: Vec<usize>,
    waiting: Vec<usize>,
    is_waiting: Vec<bool>,
    count: usize,
}

impl Rings {
    /// Finds the rings by what each company owns.
    pub fn of(owned: &[Vec<usize>]) -> Self {
        let size = owned.len();
        let mut rings = Self { of: vec![0; size], members: Vec::new() };
        let (seen, lowest, is_waiting) = (vec![None; size], vec![0; size], vec![false; size]);
        let mut search = Search { seen, lowest, waiting: Vec::new(), is_waiting, count: 0 };
        for company in 0..size {
            if search.seen[company].is_none() {
                rings.search(owned, company, &mut search);
            }
        }
        rings
    }

    fn search(&mut self, owned: &[Vec<usize>], first: usize, search: &mut Search) {
        let mut way = vec![search.visit(first)];
        while let Some(Visit { company, followed }) = way.last_mut() {
            let company = *company;
            let Some(&next) = owned[company].get(*followed) else {
                way.pop();
                self.close(company, search);
                if let Some(back) = way.last() {
                    search.lowest[back.company] = search.lowest[back.company].min(search.lowest[company]);
                }
                continue;
            };
            *followed += 1;
            match search.seen[next] {
                None => way.push(search.visit(next)),
                Some(order) if search.is_waiting[next] => {
                    search.lowest[company] = search.lowest[company].min(order);
                }
                Some(_) => {}
            }
        }
    }

    fn close(&mut self, company: usize, search: &mut Search) {
        if search.seen[company] != Some(search.lowest[company]) {
            return;
        }
        let mut members = Vec::new();
        while let Some(member) = search.waiting.pop() {
            search.is_waiting[member] = false;
            self.of[member] = self.members.len();
            members.push(member);
            if member == company {
                break;
            }
        }
        members.sort_unstable();
        self.members.push(members);
    }

    /// Gives the rings of more than one company.
    pub fn rings(&self) -> impl Iterator<Item = &[usize]> {
        self.members.iter().map(Vec::as_slice).filter(|members| members.len() > 1)
    }

    pub fn together(&self, one: usize, two: usize) -> bool {
        self.of[one] == self.of[two]
    }

    pub fn in_ring(&self, company: usize) -> bool {
        self.members[self.of[company]].len() > 1
    }

    /// Sorts companies by their rings: upward what is owned first, downward what owns it.
    pub fn sort(&self, companies: &mut [usize], upward: bool) {
        companies
            .sort_by_key(|company| (if upward { self.of[*company] } else { usize::MAX - self.of[*company] }, *company));
    }
}

impl Search {
    fn visit(&mut self, company: usize) -> Visit {
        self.seen[company] = Some(self.count);
        self.lowest[company] = self.count;
        self.count += 1;
        self.waiting.push(company);
        self.is_waiting[company] = true;
        Visit { company, followed: 0 }
    }
}
