//! A process that reads papers, which can be ended when one takes too long or too much.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use retally::sweep::{Content, Failed, Limits, Line, Source, examine};
use serde::{Deserialize, Serialize};

/// The name of the subcommand that reads papers for a sweep.
pub const COMMAND: &str = "sweep-reader";

/// How often it is looked how much memory a process takes.
const LOOK: Duration = Duration::from_millis(50);

/// What is asked of a process: a paper in a file, or in so many bytes that follow.
#[derive(Serialize, Deserialize)]
struct Question {
    name: String,
    path: Option<PathBuf>,
    bytes: u64,
}

/// Reads papers in a process of its own.
pub struct Reader {
    limits: Limits,
    megabytes: u64,
    process: Option<Process>,
}

struct Process {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<String>,
}

impl Reader {
    pub fn new(limits: &Limits, megabytes: u64) -> Self {
        Self { limits: limits.clone(), megabytes, process: None }
    }

    /// The line of a paper, whatever happens to the process.
    pub fn examine(&mut self, source: &Source) -> Line {
        let start = Instant::now();
        let line = match self.answer(source, start) {
            Ok(line) => line,
            Err(why) => {
                self.process = None;
                Line::failed(source, Failed::of(why))
            }
        };
        Line { milliseconds: Some(start.elapsed().as_millis() as u64), ..line }
    }

    fn answer(&mut self, source: &Source, start: Instant) -> Result<Line, String> {
        let (question, bytes) = question(source)?;
        let cannot = |error: io::Error| format!("no process can be had that reads it: {error}");
        let process = match &mut self.process {
            Some(process) => process,
            none => none.insert(Process::start().map_err(cannot)?),
        };
        // A process that is gone gives no answer either.
        let _ = process.ask(&question, bytes);
        let answer = process.wait(self.limits.time, self.megabytes, start)?;
        // What it keeps of this paper is not to count as that of the next one.
        if process.megabytes().is_some_and(|kept| kept > self.megabytes / 2) {
            self.process = None;
        }
        Line::from_json(&answer).map_err(|error| format!("the process that read it gave no line: {error}"))
    }
}

/// What a process is asked, and the bytes that follow.
fn question(source: &Source) -> Result<(String, &[u8]), String> {
    let (path, bytes) = match &source.content {
        Content::Path(path) => (Some(path.clone()), &[][..]),
        Content::Bytes(bytes) => (None, bytes.as_slice()),
        Content::Unreadable(why) => return Err(why.clone()),
    };
    let question = Question { name: source.name.clone(), path, bytes: bytes.len() as u64 };
    let written = serde_json::to_string(&question).map_err(|error| format!("its name cannot be handed on: {error}"))?;
    Ok((written + "\n", bytes))
}

impl Process {
    fn start() -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let gone = || io::Error::other("it has no streams");
        let (questions, answers) = (child.stdin.take().ok_or_else(gone)?, child.stdout.take().ok_or_else(gone)?);
        let (send, received) = channel();
        thread::spawn(move || {
            BufReader::new(answers).lines().map_while(Result::ok).all(|line| send.send(line).is_ok())
        });
        Ok(Self { child, questions, answers: received })
    }

    fn ask(&mut self, question: &str, bytes: &[u8]) -> io::Result<()> {
        self.questions.write_all(question.as_bytes())?;
        self.questions.write_all(bytes)?;
        self.questions.flush()
    }

    /// The answer, if it comes in time and does not take too much memory.
    fn wait(&mut self, time: Duration, megabytes: u64, start: Instant) -> Result<String, String> {
        loop {
            let left = time.saturating_sub(start.elapsed());
            match self.answers.recv_timeout(left.min(LOOK)) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Disconnected) => return Err(self.how_it_ended()),
                Err(RecvTimeoutError::Timeout) if left.is_zero() => {
                    return Err(format!("limit reached: it takes longer than {} s", time.as_secs()));
                }
                Err(RecvTimeoutError::Timeout) if self.megabytes().is_some_and(|taken| taken > megabytes) => {
                    return Err(format!("limit reached: it takes more than {megabytes} MB of memory"));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn how_it_ended(&mut self) -> String {
        let status = self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
        format!("the process that read it ended ({status}), which is a fault of retally")
    }

    /// How much memory it takes, where the system says so.
    fn megabytes(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let taken = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(taken.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the papers that are asked for on the standard input, and answers with a line each. It ends where its input does: with whoever
/// started it.
pub fn answer() -> io::Result<()> {
    let (mut questions, mut answers, mut text) = (io::stdin().lock(), io::stdout().lock(), String::new());
    let limits = Limits::default();
    loop {
        text.clear();
        if questions.read_line(&mut text)? == 0 {
            return Ok(());
        }
        let Question { name, path, bytes } = serde_json::from_str(&text)?;
        let content = match path {
            Some(path) => Content::Path(path),
            None => {
                let mut content = Vec::new();
                questions.by_ref().take(bytes).read_to_end(&mut content)?;
                Content::Bytes(content)
            }
        };
        let line = examine(&Source { name, content }, &limits);
        // Where the sweep is gone nobody waits for the line.
        let answered = answers.write_all(format!("{}\n", line.to_json()).as_bytes()).and_then(|()| answers.flush());
        if answered.is_err() {
            return Ok(());
        }
    }
}
