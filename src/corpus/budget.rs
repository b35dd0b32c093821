//! What a file may cost: one budget for all that is packed in it, however deep.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use super::Limits;
use super::problem::{Reason, size};

/// What unpacks to no more than this is never too much: it is read in a tenth of a second, whatever it was packed in.
const FORGIVEN_BYTES: u64 = 32 * 1024 * 1024;

/// What the archives inside a file have cost, and what they may.
#[derive(Debug, Default)]
pub(super) struct Budget {
    limits: Limits,
    /// The size of the file itself.
    file_bytes: u64,
    unpacked_bytes: Cell<u64>,
    members: Cell<usize>,
    /// What was spent first, if anything is.
    spent: RefCell<Option<String>>,
}

impl Budget {
    /// Makes the budget of a file of this size.
    pub(super) fn new(limits: Limits, file_bytes: u64) -> Rc<Self> {
        Rc::new(Self { limits, file_bytes, ..Self::default() })
    }

    /// Says why nothing more is unpacked of the file, if that is so.
    pub(super) fn spent(&self) -> Result<(), Reason> {
        match &*self.spent.borrow() {
            Some(why) => Err(Reason::failed(format!("the rest of it was left unread: it {why}"))),
            None => Ok(()),
        }
    }

    /// Counts a file in an archive at this depth, or says why it is not read.
    pub(super) fn take_member(&self, depth: usize) -> Result<(), Reason> {
        let Limits { depth: deepest, members, .. } = self.limits;
        if depth > deepest {
            return Err(Reason::failed(format!("lies in more than {deepest} archives inside each other")));
        }
        self.members.set(self.members.get() + 1);
        if self.members.get() > members {
            self.spend(format!("holds more than {members} files, the limit"));
        }
        self.spent()
    }

    /// Wraps what a decoder gives for `packed` bytes, which may still grow.
    pub(super) fn meter<R: Read>(self: &Rc<Self>, unpacked: R, packed: &Rc<Cell<u64>>) -> Metered<R> {
        Metered {
            unpacked,
            packed: Rc::clone(packed),
            bytes: 0,
            budget: Rc::clone(self),
            fault: Rc::default(),
        }
    }

    fn spend(&self, why: String) -> String {
        self.spent.borrow_mut().get_or_insert(why).clone()
    }

    /// Counts bytes that were unpacked, or says what they are too many for.
    fn take_bytes(&self, bytes: u64) -> Result<(), String> {
        let all = self.unpacked_bytes.get().saturating_add(bytes);
        self.unpacked_bytes.set(all);
        if all > self.limits.unpacked_bytes {
            let most = size(self.limits.unpacked_bytes);
            return Err(self.spend(format!("unpacks to more than {most}, the limit")));
        }
        match self.is_too_many(all, self.file_bytes) {
            true => Err(self.spend(self.too_many())),
            false => Ok(()),
        }
    }

    fn is_too_many(&self, unpacked: u64, packed: u64) -> bool {
        unpacked > FORGIVEN_BYTES && unpacked > packed.saturating_mul(self.limits.expansion)
    }

    fn too_many(&self) -> String {
        format!("unpacks to more than {} times its size, the limit", self.limits.expansion)
    }
}

/// What a decoder gives, counted.
///
/// Damage ends it, so that what comes before is read; a limit that is passed is an error.
pub(super) struct Metered<R> {
    unpacked: R,
    packed: Rc<Cell<u64>>,
    bytes: u64,
    budget: Rc<Budget>,
    fault: Fault,
}

/// Where a reader leaves word of the damage that ended it.
pub(super) type Fault = Rc<RefCell<Option<String>>>;

impl<R> Metered<R> {
    /// Returns where it will be said what the damage was, if there is any.
    pub(super) fn fault(&self) -> Fault {
        Rc::clone(&self.fault)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault.borrow().is_some() {
            return Ok(0);
        }
        let read = match self.unpacked.read(buffer) {
            Ok(read) => read,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => return Err(cause),
            // The limit of an archive further out is no damage of this one.
            Err(cause) if self.budget.spent().is_err() => return Err(cause),
            Err(cause) => {
                *self.fault.borrow_mut() = Some(cause.to_string());
                return Ok(0);
            }
        };
        self.bytes += read as u64;
        self.budget.take_bytes(read as u64).map_err(io::Error::other)?;
        if self.budget.is_too_many(self.bytes, self.packed.get()) {
            return Err(io::Error::other(self.budget.too_many()));
        }
        Ok(read)
    }
}

/// Names the damage that ended a reader, if any did.
pub(super) fn damage(fault: &Fault) -> Result<(), Reason> {
    match fault.borrow().as_deref() {
        Some(what) => {
            let what = what.trim_end_matches('.').to_lowercase();
            Err(Reason::failed(format!("damaged, and read up to there: {what}")))
        }
        None => Ok(()),
    }
}

/// A reader that counts what goes through it.
pub(super) struct Counted<R> {
    reader: R,
    bytes: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, bytes: Rc::default() }
    }

    /// Returns where the count stands while the reader is in use.
    pub(super) fn count(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.bytes)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

/// A reader that gives no more than it is allowed until it is allowed more.
pub(super) struct Allowed<R> {
    reader: R,
    left: Rc<Cell<u64>>,
    /// What is wrong when it wants more.
    excess: &'static str,
}

impl<R> Allowed<R> {
    pub(super) fn new(reader: R, left: &Rc<Cell<u64>>, excess: &'static str) -> Self {
        Self { reader, left: Rc::clone(left), excess }
    }
}

impl<R: Read> Read for Allowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| io::Error::other(self.excess))?);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(budget: &Rc<Budget>, packed: u64, unpacked: u64) -> Result<u64, String> {
        let mut metered = budget.meter(io::repeat(b'x').take(unpacked), &Rc::new(Cell::new(packed)));
        io::copy(&mut metered, &mut io::sink()).map_err(|cause| cause.to_string())
    }

    #[test]
    fn what_expands_too_much_is_stopped_and_the_rest_goes_on() {
        let budget = Budget::new(Limits { expansion: 10, ..Limits::default() }, 1 << 40);
        let small = FORGIVEN_BYTES;
        assert_eq!(read(&budget, 1, small), Ok(small));
        let stopped = Err("unpacks to more than 10 times its size, the limit".to_owned());
        assert_eq!(read(&budget, 1, small + 1), stopped);
        assert_eq!(read(&budget, small, 2 * small), Ok(2 * small));
        assert_eq!(budget.spent(), Ok(()));
    }

    #[test]
    fn a_file_is_stopped_as_a_whole() {
        let small = FORGIVEN_BYTES;
        let limits = Limits { expansion: 10, ..Limits::default() };
        let budget = Budget::new(limits, small / 10);
        assert_eq!(read(&budget, small, small), Ok(small));
        assert!(read(&budget, small, 1).is_err() && budget.spent().is_err());
        let budget = Budget::new(Limits { unpacked_bytes: 1 << 20, ..limits }, small);
        let stopped = Err("unpacks to more than 1 MiB, the limit".to_owned());
        assert_eq!(read(&budget, small, small), stopped);
        let budget = Budget::new(Limits { members: 2, depth: 1, ..limits }, small);
        let taken = [1, 1, 2, 1].map(|depth| budget.take_member(depth).is_ok());
        assert_eq!(taken, [true, true, false, false]);
    }

    #[test]
    fn damage_ends_a_reader() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("corrupt deflate stream"))
            }
        }
        let budget = Budget::new(Limits::default(), 1);
        let mut metered = budget.meter(io::repeat(b'x').take(9).chain(Broken), &Rc::default());
        let mut text = String::new();
        assert_eq!(metered.read_to_string(&mut text).map_err(|cause| cause.to_string()), Ok(9));
        let reason = damage(&metered.fault()).expect_err("it is damaged");
        assert_eq!(reason.text, "damaged, and read up to there: corrupt deflate stream");
    }
}
