//! What a command prints, and how it fails.

use std::fmt::{self, Display};
use std::io::{ErrorKind, IsTerminal, Write};

use retally::report::{Colour, Style, on_one_line, printable};

use crate::wrap::wrap;

/// Why a command cannot go on: one line for the standard error, whatever names and files contain.
pub struct Failure(String);

impl Failure {
    pub fn new(what: impl Display) -> Self {
        Self(what.to_string())
    }

    /// Something is the matter with a file.
    pub fn of(path: impl AsRef<std::path::Path>, what: impl Display) -> Self {
        Self(format!("{}: {what}", path.as_ref().display()))
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<retally::Error> for Failure {
    fn from(error: retally::Error) -> Self {
        Self::new(error)
    }
}

/// The exit status when something cannot be read or written.
pub const FAILED: u8 = 2;

/// The two streams.
pub struct Output {
    /// Whether only errors are printed.
    pub quiet: bool,
}

impl Output {
    /// Prints what people read: a terminal's lines are wrapped, and nothing in it steers a terminal but the colours of a style.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let Style { colour, width } = self.style();
        let text = wrap(text, width);
        self.write(&if colour == Colour::Ansi { text } else { printable(&text) })
    }

    /// Says something on the side, unless it is to be quiet.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            eprintln!("note: {}", on_one_line(text));
        }
    }

    /// Prints text as it is, unless it is to be quiet. A reader who has seen enough may close the pipe.
    pub fn write(&self, text: &str) -> Result<(), Failure> {
        if self.quiet {
            return Ok(());
        }
        let mut stdout = std::io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::of("standard output", error)),
            _ => Ok(()),
        }
    }

    /// Tells of a failure, and gives the exit status.
    pub fn fail(&self, failure: &Failure) -> u8 {
        // Where the standard error is closed nobody can be told.
        let _ = writeln!(std::io::stderr(), "error: {}", on_one_line(&failure.0));
        FAILED
    }

    /// The style of the terminal, if it is one: its width, and colours where they are wanted: see <https://no-color.org>.
    pub fn style(&self) -> Style {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let stdout = std::io::stdout();
        let is_coloured = stdout.is_terminal() && !no_colour;
        let colour = if is_coloured { Colour::Ansi } else { Colour::Never };
        Style { colour, width: terminal_size::terminal_size_of(stdout).map(|(width, _)| usize::from(width.0)) }
    }
}
