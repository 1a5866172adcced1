//! Bytes to text: by byte order mark, as UTF-8, else by guessing the encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Text, and what it was decoded from.
pub(crate) struct Decoded {
    /// The text; without byte order mark where it was not UTF-8 already.
    pub(crate) text: String,
    /// The encoding, where it was not UTF-8.
    pub(crate) encoding: Option<&'static str>,
    /// True where some bytes meant nothing in that encoding and became U+FFFD.
    pub(crate) is_lossy: bool,
}

impl Decoded {
    /// What people should be told about the decoding.
    pub(crate) fn note(&self) -> Option<String> {
        let name = self.encoding.unwrap_or("UTF-8");
        match (self.encoding, self.is_lossy) {
            (None, false) => None,
            (Some(_), false) => Some(format!("not UTF-8: read as {name}")),
            (_, true) => Some(format!(
                "read as {name}; some bytes mean nothing in it and were lost"
            )),
        }
    }
}

/// Decodes `bytes`. UTF-8 stays byte for byte what it is, its byte order mark included, so that offsets are
/// those of the file.
pub(crate) fn decode(bytes: Vec<u8>) -> Decoded {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            return Decoded {
                text,
                encoding: None,
                is_lossy: false,
            };
        }
        Err(error) => error.into_bytes(),
    };
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None if is_damaged_utf8(&bytes) => UTF_8,
        None => guess(&bytes),
    };
    let (text, _, is_lossy) = encoding.decode(&bytes);
    Decoded {
        text: text.into_owned(),
        encoding: (encoding != UTF_8).then(|| encoding.name()),
        is_lossy,
    }
}

/// True where nearly all that is not ASCII is UTF-8: a few damaged bytes, not another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// True where `bytes` are no text in any encoding: they hold zeros, and no byte order mark says that they are UTF-16.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    Encoding::for_bom(bytes).is_none() && memchr::memchr(0, head).is_some()
}

#[cfg(test)]
mod tests {
    use super::{decode, is_binary};

    #[test]
    fn encodings_are_told_apart() {
        let utf16: Vec<u8> = std::iter::once(0xfeff_u16)
            .chain("Résolution 7".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let cyrillic = encoding_rs::WINDOWS_1251
            .encode("РЕЗОЛЮЦИЯ 7 (Пересм. Дубай, 2018 г.) Полномочной конференции")
            .0
            .into_owned();
        for (bytes, want, encoding) in [
            ("Résolution 7".as_bytes().to_vec(), "Résolution 7", None),
            ("\u{feff}R".as_bytes().to_vec(), "\u{feff}R", None),
            (utf16, "Résolution 7", Some("UTF-16LE")),
            (
                b"La R\xe9solution 7 a \xe9t\xe9 r\xe9vis\xe9e \x96 voir l\x92annexe".to_vec(),
                "La Résolution 7 a été révisée – voir l’annexe",
                Some("windows-1252"),
            ),
            (
                cyrillic,
                "РЕЗОЛЮЦИЯ 7 (Пересм. Дубай, 2018 г.) Полномочной конференции",
                Some("windows-1251"),
            ),
        ] {
            assert!(!is_binary(&bytes), "{want}");
            let got = decode(bytes);
            assert_eq!((got.text.as_str(), got.encoding), (want, encoding));
            assert!(!got.is_lossy);
        }
        assert!(is_binary(b"\x7fELF\0\0\0"));
        let damaged = decode("à é î õ ü – cut \u{e9}".bytes().chain([0xc3]).collect());
        assert!(damaged.is_lossy && damaged.encoding.is_none());
        assert!(damaged.text.starts_with("à é î õ ü – cut"));
    }
}
