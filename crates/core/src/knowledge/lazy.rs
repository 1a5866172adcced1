//! Expressions of `mappings/` that are compiled when one is asked for: a run needs few of them, and each takes longer to
//! compile than most texts to read. Those that are built in are tried by the tests, those of a user as they are loaded.

use std::fmt;
use std::sync::OnceLock;

/// An expression that is compiled once, when it is asked for.
#[derive(Clone)]
pub(crate) struct Lazy<R = regex::Regex> {
    pattern: String,
    compiled: OnceLock<Option<R>>,
    compile: fn(&str) -> Result<R, regex::Error>,
}

impl Lazy {
    /// An expression for texts.
    pub(crate) fn new(pattern: String) -> Self {
        Lazy::by(pattern, regex::Regex::new)
    }

    /// The same, where what is no expression is said at once: with its place in a file that is being read.
    ///
    /// # Errors
    /// A pattern that is no expression.
    pub(crate) fn parsed(pattern: String) -> Result<Self, regex::Error> {
        match regex_syntax::parse(&pattern) {
            Ok(_) => Ok(Lazy::new(pattern)),
            Err(error) => Err(regex::Error::Syntax(error.to_string())),
        }
    }
}

impl Default for Lazy {
    fn default() -> Self {
        Lazy::new(String::new())
    }
}

impl<R> Lazy<R> {
    /// One that is compiled by `compile`.
    pub(crate) fn by(pattern: String, compile: fn(&str) -> Result<R, regex::Error>) -> Self {
        Lazy {
            pattern,
            compiled: OnceLock::new(),
            compile,
        }
    }

    /// As it is written.
    pub(crate) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The expression; none where it is none, which [`check`](Self::check) says.
    pub(crate) fn get(&self) -> Option<&R> {
        let compiled = self
            .compiled
            .get_or_init(|| (self.compile)(&self.pattern).ok());
        compiled.as_ref()
    }

    /// Compiles it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn check(&self) -> Result<(), regex::Error> {
        match self.get() {
            Some(_) => Ok(()),
            None => (self.compile)(&self.pattern).map(drop),
        }
    }
}

/// As it is written, compiled or not.
impl<R> fmt::Debug for Lazy<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pattern)
    }
}
