//! What one account may take of an office: seats, memory for what is under way, mistakes.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes of one account that may be under way at once, in requests and answers together.
const BYTES: usize = 32 << 20;
/// How long an answer waits for room.
const PATIENCE: Duration = Duration::from_secs(5);
/// Broken messages within a minute after which an account waits a minute.
const STRIKES: usize = 10;
const MINUTE: Duration = Duration::from_secs(60);

/// The accounts that have seats.
#[derive(Default)]
pub struct Allowances {
    accounts: Mutex<HashMap<u32, Arc<Account>>>,
}

/// One account.
#[derive(Default)]
struct Account {
    held: Mutex<Held>,
    freed: Condvar,
}

#[derive(Default)]
struct Held {
    seats: u32,
    bytes: usize,
    strikes: Vec<Instant>,
}

/// A seat that counts until it is dropped.
pub struct Place(Arc<Account>);

/// Bytes that count until they are dropped.
pub struct Bytes {
    account: Arc<Account>,
    count: usize,
}

impl Allowances {
    /// A seat for an account, unless it has `limit` or has sent too much that was broken.
    pub fn seat(&self, uid: u32, limit: u32) -> Option<Place> {
        let account = {
            let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
            accounts.retain(|_, account| account.is_in_use());
            Arc::clone(accounts.entry(uid).or_default())
        };
        {
            let mut held = account.held.lock().unwrap_or_else(PoisonError::into_inner);
            held.strikes.retain(|at| at.elapsed() < MINUTE);
            if held.seats >= limit || held.strikes.len() >= STRIKES {
                return None;
            }
            held.seats += 1;
        }
        Some(Place(account))
    }
}

impl Account {
    /// It has seats, or is remembered for what it sent.
    fn is_in_use(&self) -> bool {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.seats > 0 || held.bytes > 0 || held.strikes.iter().any(|at| at.elapsed() < MINUTE)
    }
}

impl Place {
    /// Room for bytes that come in; none is waited for.
    pub fn take(&self) -> Bytes {
        Bytes { account: Arc::clone(&self.0), count: 0 }
    }

    /// Something broken came from here.
    pub fn strike(&self) {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner).strikes.push(Instant::now());
    }

    /// Room for an answer: waits until there is some, or nothing of this account is under way. `None` when
    /// none came in time.
    pub fn room(&self, count: usize) -> Option<Bytes> {
        let until = Instant::now() + PATIENCE;
        let mut held = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        while held.bytes > 0 && held.bytes + count > BYTES {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            held = self.0.freed.wait_timeout(held, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        held.bytes += count;
        Some(Bytes { account: Arc::clone(&self.0), count })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner).seats -= 1;
    }
}

impl Bytes {
    /// More bytes have come; false when the account has too many under way.
    pub fn grow(&mut self, more: usize) -> bool {
        let mut held = self.account.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.bytes + more > BYTES.max(super::frame::LONGEST_REQUEST) {
            return false;
        }
        held.bytes += more;
        self.count += more;
        true
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.account.held.lock().unwrap_or_else(PoisonError::into_inner).bytes -= self.count;
        self.account.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_and_bytes_are_given_back() {
        let all = Allowances::default();
        let first = all.seat(7, 2).unwrap();
        let second = all.seat(7, 2).unwrap();
        assert!(all.seat(7, 2).is_none());
        assert!(all.seat(8, 2).is_some());
        drop(second);
        assert!(all.seat(7, 2).is_some());
        let mut bytes = first.take();
        assert!(bytes.grow(BYTES));
        assert!(!first.take().grow(BYTES));
        drop(bytes);
        let answer = first.room(2 * BYTES);
        assert!(answer.is_some(), "one answer may be larger than all");
        drop(answer);
        assert!(first.room(1).is_some());
    }

    #[test]
    fn an_account_that_sends_rubbish_waits() {
        let all = Allowances::default();
        let place = all.seat(7, 100).unwrap();
        (0..STRIKES).for_each(|_| place.strike());
        assert!(all.seat(7, 100).is_none());
        assert!(all.seat(8, 100).is_some());
    }
}
