//! What a command prints, and how it fails.

use std::fmt::{self, Display};
use std::io::{ErrorKind, IsTerminal, Write};

use retally::report::Colour;

/// Why a command cannot go on: one line for the standard error.
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
    /// Prints text as it is, unless it is to be quiet. A reader who has seen enough may close the pipe.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
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
        let _ = writeln!(std::io::stderr(), "error: {failure}");
        FAILED
    }

    /// Whether the terminal wants colours: see <https://no-color.org>.
    pub fn colour(&self) -> Colour {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if std::io::stdout().is_terminal() && !no_colour { Colour::Ansi } else { Colour::Never }
    }
}
