//! One YAML file laid over another: added, changed, replaced, removed, key by key.

use serde_yaml::{Mapping, Value};

/// Lays `over` over `base`. Items of lists name each other by what they hold under `identity`.
///
/// # Errors
/// A message about what is to be removed and is not there, or about an unknown tag.
pub(super) fn lay_over(base: Value, over: Value, identity: &[&str]) -> Result<Value, String> {
    let over = match marked(over)? {
        Marked::Replace(value) => return Ok(value),
        Marked::Remove(value) => return without(base, &value, identity),
        Marked::Plain(value) => value,
    };
    match (base, over) {
        (Value::Mapping(base), Value::Mapping(over)) => {
            Ok(Value::Mapping(keys(base, over, identity)?))
        }
        (Value::Sequence(base), Value::Sequence(over)) => {
            Ok(Value::Sequence(items(base, over, identity)?))
        }
        (_, over) => Ok(over),
    }
}

/// What the tag before a value says.
enum Marked {
    Plain(Value),
    Replace(Value),
    Remove(Value),
}

fn marked(value: Value) -> Result<Marked, String> {
    let Value::Tagged(tagged) = value else {
        return Ok(Marked::Plain(value));
    };
    match tagged.tag.to_string().trim_start_matches('!') {
        "replace" => Ok(Marked::Replace(tagged.value)),
        "remove" => Ok(Marked::Remove(tagged.value)),
        other => Err(format!("`!{other}`: only !replace and !remove are known")),
    }
}

fn keys(mut base: Mapping, over: Mapping, identity: &[&str]) -> Result<Mapping, String> {
    for (key, value) in over {
        let merged = match (base.remove(&key), value) {
            (_, Value::Tagged(tagged)) if tagged.value.is_null() && tagged.tag == "remove" => {
                continue;
            }
            (Some(old), value) => lay_over(old, value, identity)?,
            (None, value) => lay_over(Value::Null, value, identity)?,
        };
        base.insert(key, merged);
    }
    Ok(base)
}

fn items(mut base: Vec<Value>, over: Vec<Value>, identity: &[&str]) -> Result<Vec<Value>, String> {
    for item in over {
        match marked(item)? {
            Marked::Remove(item) => base = without_item(base, &item, identity)?,
            Marked::Replace(item) => match place(&base, &item, identity) {
                Some(at) => base[at] = item,
                None => base.push(item),
            },
            Marked::Plain(item) => match place(&base, &item, identity) {
                Some(at) => {
                    let old = std::mem::take(&mut base[at]);
                    base[at] = lay_over(old, item, identity)?;
                }
                None => base.push(lay_over(Value::Null, item, identity)?),
            },
        }
    }
    Ok(base)
}

fn without(base: Value, gone: &Value, identity: &[&str]) -> Result<Value, String> {
    match (base, gone) {
        (Value::Sequence(mut base), Value::Sequence(gone)) => {
            for item in gone {
                base = without_item(base, item, identity)?;
            }
            Ok(Value::Sequence(base))
        }
        (_, gone) => Err(format!("!remove {}: not there", shown(gone))),
    }
}

fn without_item(
    mut base: Vec<Value>,
    gone: &Value,
    identity: &[&str],
) -> Result<Vec<Value>, String> {
    match place(&base, gone, identity) {
        Some(at) => {
            base.remove(at);
            Ok(base)
        }
        None => Err(format!("!remove {}: there is none", shown(gone))),
    }
}

/// Where the item stands that `item` means: the same in all of `identity` that it has, or else altogether.
fn place(base: &[Value], item: &Value, identity: &[&str]) -> Option<usize> {
    let named: Vec<&str> = identity
        .iter()
        .copied()
        .filter(|k| item.get(*k).is_some())
        .collect();
    if named.is_empty() {
        return base.iter().position(|other| other == item);
    }
    let same = |other: &Value| named.iter().all(|key| other.get(*key) == item.get(*key));
    base.iter().position(same)
}

fn shown(value: &Value) -> String {
    let text = serde_yaml::to_string(value).unwrap_or_default();
    text.trim().replace('\n', ", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(base: &str, over: &str) -> Result<Value, String> {
        let read = |text| serde_yaml::from_str(text).expect("YAML");
        lay_over(read(base), read(over), &["id"])
    }

    #[test]
    fn keys_and_items_are_added_changed_replaced_and_removed() {
        let base = "things: [{id: A, words: [x, y], n: 1}, {id: B}]\nflat: [p, q]\n";
        for (over, wanted) in [
            (
                "flat: [q, r]",
                "things: [{id: A, words: [x, y], n: 1}, {id: B}]\nflat: [p, q, r]",
            ),
            (
                "flat: !replace [r]",
                "things: [{id: A, words: [x, y], n: 1}, {id: B}]\nflat: [r]",
            ),
            (
                "flat: !remove [p]",
                "things: [{id: A, words: [x, y], n: 1}, {id: B}]\nflat: [q]",
            ),
            (
                "flat: !remove",
                "things: [{id: A, words: [x, y], n: 1}, {id: B}]",
            ),
            (
                "things: [{id: A, words: [z], n: 2}, !remove {id: B}, {id: C}]",
                "things: [{id: A, words: [x, y, z], n: 2}, {id: C}]\nflat: [p, q]",
            ),
            (
                "things: [{id: A, words: !replace [z]}, !replace {id: B, n: 3}]",
                "things: [{id: A, words: [z], n: 1}, {id: B, n: 3}]\nflat: [p, q]",
            ),
        ] {
            let wanted: Value = serde_yaml::from_str(wanted).expect("YAML");
            assert_eq!(laid(base, over), Ok(wanted), "{over}");
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_removed() {
        let base = "things: [{id: A}]";
        assert!(laid(base, "things: [!remove {id: Z}]").is_err_and(|e| e.contains("id: Z")));
        assert!(laid(base, "things: [!delete {id: A}]").is_err_and(|e| e.contains("!delete")));
    }
}
