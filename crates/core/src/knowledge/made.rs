//! What later rooms make of the knowledge, and keep with it.

use super::Knowledge;
use std::any::Any;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// What another room makes of the knowledge, once: its scanner. A copy, which may be changed, makes its own.
#[derive(Default)]
pub(super) struct Made(OnceLock<Arc<dyn Any + Send + Sync>>);

impl Clone for Made {
    fn clone(&self) -> Self {
        Made::default()
    }
}

impl fmt::Debug for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Made")
    }
}

impl Knowledge {
    /// What `make` makes of this knowledge, made once.
    pub(crate) fn once<T: Any + Send + Sync>(&self, make: impl Fn(&Self) -> T) -> Arc<T> {
        let made = self.made.0.get_or_init(|| Arc::new(make(self)));
        // What is kept is of another type only where two rooms keep something.
        Arc::clone(made)
            .downcast()
            .unwrap_or_else(|_| Arc::new(make(self)))
    }
}
