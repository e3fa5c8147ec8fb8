//! Messages on a stream: parts of a bounded length, read in steps and against a deadline.
//!
//! A part is a little-endian u32 length (1 to 1 MiB), one byte (0: the last part of its message, 1: more
//! follow) and the bytes. Whoever says a length gets no memory for it before he sends the bytes.

use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// Longest part, in bytes.
pub const PART: usize = 1 << 20;
/// Longest message a seat may send: a file of evidence and what goes with it.
pub const LONGEST_REQUEST: usize = (32 << 20) + (64 << 10);
/// Longest message an office may send.
pub const LONGEST_ANSWER: usize = 256 << 20;
/// From its first byte on, a message must go on arriving within this time.
const WHOLE: Duration = Duration::from_secs(5);
/// Bytes read at once.
const STEP: usize = 64 << 10;

/// Writes a message.
pub fn write(stream: &mut UnixStream, message: &[u8]) -> io::Result<()> {
    let mut parts = message.chunks(PART).peekable();
    while let Some(part) = parts.next() {
        let more = u8::from(parts.peek().is_some());
        let mut bytes = Vec::with_capacity(part.len() + 5);
        bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
        bytes.push(more);
        bytes.extend_from_slice(part);
        stream.write_all(&bytes)?;
    }
    Ok(())
}

/// Reads a message of at most `longest` bytes. Waits for its first byte as long as `idle` says (`None`: for
/// ever); then each part must be there in time. `grow` is told before bytes are kept, and may refuse.
///
/// # Errors
/// The other side has gone, was too slow, or sent what is no message.
pub fn read(
    stream: &mut UnixStream,
    longest: usize,
    idle: Option<Duration>,
    grow: &mut dyn FnMut(usize) -> bool,
) -> io::Result<Vec<u8>> {
    let mut message = Vec::new();
    stream.set_read_timeout(idle)?;
    loop {
        let mut head = [0; 5];
        stream.read_exact(&mut head[..1])?;
        let until = Instant::now() + WHOLE;
        fill(stream, &mut head[1..], until)?;
        let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
        if length == 0 || length > PART || head[4] > 1 || message.len() + length > longest {
            return Err(io::Error::new(ErrorKind::InvalidData, "no part of a message"));
        }
        let end = message.len() + length;
        while message.len() < end {
            let step = STEP.min(end - message.len());
            if !grow(step) {
                return Err(io::Error::new(ErrorKind::OutOfMemory, "too much at once"));
            }
            let from = message.len();
            message.resize(from + step, 0);
            fill(stream, &mut message[from..], until)?;
        }
        if head[4] == 0 {
            return Ok(message);
        }
        stream.set_read_timeout(Some(WHOLE))?;
    }
}

/// Fills a buffer before a deadline.
fn fill(stream: &mut UnixStream, mut buffer: &mut [u8], until: Instant) -> io::Result<()> {
    while !buffer.is_empty() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(n) => buffer = &mut buffer[n..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_whole(stream: &mut UnixStream, longest: usize) -> io::Result<Vec<u8>> {
        read(stream, longest, Some(Duration::from_secs(10)), &mut |_| true)
    }

    #[test]
    fn messages_of_every_length_come_through() {
        let (mut here, mut there) = UnixStream::pair().unwrap();
        let lengths = [1, 4, STEP, STEP + 1, PART - 1, PART, PART + 1, 3 * PART + 7];
        let writer = std::thread::spawn(move || {
            for length in lengths {
                write(&mut here, &vec![length as u8; length]).unwrap();
            }
        });
        for length in lengths {
            assert_eq!(read_whole(&mut there, 4 * PART).unwrap(), vec![length as u8; length]);
        }
        writer.join().unwrap();
        assert_eq!(read_whole(&mut there, PART).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }

    #[test]
    fn lengths_that_lie_cost_nothing() {
        for head in [[0, 0, 0, 0, 0], [255, 255, 255, 255, 0], [1, 0, 0, 0, 2], [1, 0, 16, 0, 0]] {
            let (mut here, mut there) = UnixStream::pair().unwrap();
            here.write_all(&head).unwrap();
            assert_eq!(read_whole(&mut there, 1 << 30).unwrap_err().kind(), ErrorKind::InvalidData);
        }
        let (mut here, mut there) = UnixStream::pair().unwrap();
        write(&mut here, &[7; 100]).unwrap();
        assert_eq!(read_whole(&mut there, 99).unwrap_err().kind(), ErrorKind::InvalidData);
    }

    #[test]
    fn what_may_not_grow_is_not_kept() {
        let (mut here, mut there) = UnixStream::pair().unwrap();
        let writer = std::thread::spawn(move || write(&mut here, &vec![1; PART]));
        let mut asked = 0;
        let result = read(&mut there, PART, None, &mut |step| {
            asked += step;
            asked <= 2 * STEP
        });
        assert_eq!(result.unwrap_err().kind(), ErrorKind::OutOfMemory);
        assert_eq!(asked, 3 * STEP);
        drop(there);
        assert!(writer.join().unwrap().is_err());
    }
}
