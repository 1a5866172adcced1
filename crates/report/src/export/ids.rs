use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

/// A row's id: what identifies it, as 128 bits. It depends on nothing but the content, so that two machines that read
/// the same text give the same id.
pub(super) fn id(parts: &[&str]) -> String {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(&(part.len() as u64).to_le_bytes());
        hasher.write(part.as_bytes());
    }
    let hash = hasher.finish128();
    format!("{:016x}{:016x}", hash.h1, hash.h2)
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_tell_their_parts_apart_and_stay() {
        assert_ne!(id(&["ab", "c"]), id(&["a", "bc"]));
        assert_eq!(id(&["a"]), id(&["a"]));
        assert_eq!(id(&["a"]).len(), 32);
    }
}
