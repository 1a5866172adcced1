//! The folders of knowledge, each laid over the one before: `mappings/shared`, those of the organisations, those
//! of the user.

use super::load::{KnowledgeError, form_error, located, nearest, parse_yaml};
use super::merge::lay_over;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::{Arc, Mutex};

include!(concat!(env!("OUT_DIR"), "/mappings.rs"));

/// A file of `mappings/` that is built in.
struct Builtin {
    /// Its folder and name.
    name: &'static str,
    /// As it is written.
    text: &'static str,
    /// A YAML file as JSON; empty for others.
    json: &'static str,
}

/// What all organisations share.
const SHARED: &str = "shared";
/// The file that says whom a folder describes.
const ORGANISATION: &str = "organisation.yaml";

/// Whose knowledge is wanted.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The organisations, by the names of their folders in `mappings/`; none: the first that is described.
    pub organisations: Vec<String>,
    /// Folders of the user that are laid over them, one after the other.
    pub folders: Vec<PathBuf>,
    /// The conference or day as of which is asked: `WTSA-16`, `2018-11-16`, `2018`.
    pub as_of: Option<String>,
}

/// An organisation that is described (`organisation.yaml`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Short name, that of its folder.
    pub id: String,
    /// Its name.
    pub name: String,
    /// For a folder of the user: the organisations that it is laid over.
    #[serde(default)]
    pub over: Vec<String>,
    /// True for the one that is meant where none is named.
    #[serde(default)]
    pub default: bool,
    /// What its documents call it and its bodies: they are its own where nobody says whose they are.
    #[serde(default)]
    pub named_by: Vec<String>,
}

/// A folder of knowledge.
#[derive(Clone, Debug)]
enum Layer {
    /// A folder of `mappings/`, built in.
    Builtin(String),
    /// A folder of the user.
    Folder(PathBuf),
}

/// The folders in the order in which they are laid over each other.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    layers: Vec<Layer>,
    /// The organisations whose knowledge this is.
    pub(crate) organisations: Vec<Organisation>,
    /// The names of files that somebody asked for.
    asked: Arc<Mutex<BTreeSet<String>>>,
}

/// The organisations that are built in, the default first.
pub fn organisations() -> &'static [Organisation] {
    static KNOWN: LazyLock<Vec<Organisation>> = LazyLock::new(|| {
        let suffix = format!("/{ORGANISATION}");
        let described = FILES.iter().filter(|file| file.name.ends_with(&suffix));
        let mut found: Vec<Organisation> = described
            .filter_map(|file| serde_json::from_str(file.json).ok())
            .collect();
        found.sort_by_key(|o| !o.default);
        found
    });
    &KNOWN
}

impl Layers {
    /// The folders that `setup` asks for.
    pub(crate) fn new(setup: &Setup) -> Result<Self, KnowledgeError> {
        let own = setup.folders.iter().map(|dir| described_in(dir));
        let own = own.collect::<Result<Vec<_>, _>>()?;
        let builtin = organisations();
        let is_builtin = |o: &&Organisation| builtin.iter().any(|b| b.id == o.id);
        let mut wanted = setup.organisations.clone();
        let (known, new): (Vec<_>, Vec<_>) = own.iter().flatten().partition(is_builtin);
        // A folder that describes somebody else stands on what all share, and on whom it names.
        wanted.extend(known.iter().map(|o| o.id.clone()));
        wanted.extend(new.iter().flat_map(|o| o.over.iter().cloned()));
        if wanted.is_empty() && new.is_empty() {
            wanted.extend(builtin.first().map(|o| o.id.clone()));
        }
        let mut organisations: Vec<Organisation> = Vec::new();
        for name in wanted {
            let known = builtin.iter().find(|o| o.id == name);
            let known = known.ok_or_else(|| KnowledgeError::NoOrganisation {
                known: builtin
                    .iter()
                    .map(|o| o.id.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
                name,
            })?;
            if !organisations.contains(known) {
                organisations.push(known.clone());
            }
        }
        let mut layers = vec![Layer::Builtin(SHARED.to_owned())];
        layers.extend(organisations.iter().map(|o| Layer::Builtin(o.id.clone())));
        layers.extend(setup.folders.iter().cloned().map(Layer::Folder));
        organisations.extend(new.into_iter().cloned());
        Ok(Layers {
            layers,
            organisations,
            asked: Arc::default(),
        })
    }

    /// True where nothing but what is built in, and was tried by the tests, is laid together.
    pub(crate) fn is_builtin(&self) -> bool {
        let mut layers = self.layers.iter();
        layers.all(|layer| matches!(layer, Layer::Builtin(_)))
    }

    /// Reads the YAML file `name`, each layer's laid over the one before. Items of its lists are known by what they
    /// hold under `identity`.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        name: &str,
        identity: &[&str],
    ) -> Result<T, KnowledgeError> {
        if let Some(read) = self.read_builtin(name, identity) {
            return Ok(read);
        }
        let texts = self.texts(name)?;
        let [rest @ .., (file, text)] = &texts[..] else {
            let file = format!("mappings/{name}");
            return parse_yaml(&file, "{}").map_err(|_| {
                let message = "no folder of knowledge holds it".to_owned();
                KnowledgeError::Meaning { file, message }
            });
        };
        if rest.is_empty() {
            return parse_yaml(file, text);
        }
        let mut merged: Option<serde_yaml::Value> = None;
        for (file, text) in &texts {
            let value: serde_yaml::Value = parse_yaml(file, text)?;
            merged = Some(match merged {
                None => value,
                Some(base) => lay_over(base, value, identity)
                    .map_err(|message| KnowledgeError::meaning(file, message))?,
            });
        }
        // It was found after the files were laid together: only the name in it says where.
        serde_yaml::from_value(merged.unwrap_or_default()).map_err(|error| {
            match form_error(file, &error) {
                KnowledgeError::Form { message, .. } if message.contains('`') => {
                    located(&texts, message)
                }
                // A file that makes the same mistake for itself has its place.
                KnowledgeError::Form { message, .. } => {
                    let alone = |(file, text): &(String, Cow<'_, str>)| {
                        let error = parse_yaml::<T>(file, text).err()?;
                        let same = matches!(&error, KnowledgeError::Form { message: m, .. } if m.ends_with(&message));
                        same.then_some(error)
                    };
                    let found = texts.iter().rev().find_map(alone);
                    found.unwrap_or_else(|| KnowledgeError::meaning(file, message))
                }
                other => other,
            }
        })
    }

    /// The same of what is built in, from its JSON; none where a user's folder or a mistake asks for the YAML.
    fn read_builtin<T: DeserializeOwned>(&self, name: &str, identity: &[&str]) -> Option<T> {
        if !self.is_builtin() {
            return None;
        }
        self.expect(name);
        let files = self.layers.iter().filter_map(|layer| layer.builtin(name));
        let json: Vec<&str> = files.map(|file| file.json).collect();
        match json.as_slice() {
            [] => None,
            [only] => serde_json::from_str(only).ok(),
            [first, above @ ..] => {
                let value = |json: &str| serde_json::from_str::<serde_yaml::Value>(json).ok();
                let mut merged = value(first)?;
                for json in above {
                    merged = lay_over(merged, value(json)?, identity).ok()?;
                }
                serde_yaml::from_value(merged).ok()
            }
        }
    }

    /// The texts of the file `name`, with their names for messages, from the lowest layer to the highest.
    pub(crate) fn texts(
        &self,
        name: &str,
    ) -> Result<Vec<(String, Cow<'static, str>)>, KnowledgeError> {
        self.expect(name);
        let mut texts = Vec::new();
        for layer in &self.layers {
            match layer {
                Layer::Builtin(_) => {
                    let file = layer.builtin(name).into_iter();
                    texts.extend(file.map(|file| {
                        let shown = format!("mappings/{}", file.name);
                        (shown, Cow::Borrowed(file.text))
                    }));
                }
                Layer::Folder(dir) if dir.join(name).is_file() => {
                    let path = dir.join(name);
                    let file = path.display().to_string();
                    let text = std::fs::read_to_string(&path).map_err(|error| {
                        KnowledgeError::Unreadable {
                            file: file.clone(),
                            error,
                        }
                    })?;
                    texts.push((file, Cow::Owned(text)));
                }
                Layer::Folder(_) => {}
            }
        }
        Ok(texts)
    }

    /// Says that a file of that name is read, be it later.
    pub(crate) fn expect(&self, name: &str) {
        if let Ok(mut asked) = self.asked.lock() {
            asked.insert(name.to_owned());
        }
    }

    /// The names of the files that stand in the folder `folder` of any layer (`texts` → `texts/PP.yaml`), sorted.
    pub(crate) fn names_in(&self, folder: &str) -> Result<Vec<String>, KnowledgeError> {
        let mut names = BTreeSet::new();
        for layer in &self.layers {
            names.extend(layer.files()?);
        }
        let begins = format!("{folder}/");
        names.retain(|name| name.starts_with(&begins));
        Ok(names.into_iter().collect())
    }

    /// That every file of every layer was asked for.
    ///
    /// # Errors
    /// The first that nothing reads, with the nearest name that something reads.
    pub(crate) fn check_all_read(&self) -> Result<(), KnowledgeError> {
        let asked = self.asked.lock().map(|a| a.clone()).unwrap_or_default();
        for layer in &self.layers {
            let mut files = layer.files()?.into_iter();
            if let Some(name) = files.find(|n| n != ORGANISATION && !asked.contains(n)) {
                let meant = nearest(&name, asked.iter().map(String::as_str));
                let meant = match meant {
                    Some(meant) => format!("did you mean {meant}?"),
                    None => format!(
                        "read are {}",
                        asked.iter().cloned().collect::<Vec<_>>().join(", ")
                    ),
                };
                return Err(KnowledgeError::Meaning {
                    file: layer.shown(&name),
                    message: format!("nothing reads this file; {meant}"),
                });
            }
        }
        Ok(())
    }
}

impl Layer {
    /// Its file of that name, where it is built in and has one.
    fn builtin(&self, name: &str) -> Option<&'static Builtin> {
        let Layer::Builtin(folder) = self else {
            return None;
        };
        let inner = |file: &Builtin| file.name.strip_prefix(folder.as_str())?.strip_prefix('/');
        FILES.iter().find(|file| inner(file) == Some(name))
    }

    /// The names of its files, inside of it; what cannot hold knowledge (a README, hidden files) is left out.
    fn files(&self) -> Result<Vec<String>, KnowledgeError> {
        match self {
            Layer::Builtin(folder) => {
                let begins = format!("{folder}/");
                let inner = FILES
                    .iter()
                    .filter_map(|file| file.name.strip_prefix(&begins));
                Ok(inner.map(str::to_owned).collect())
            }
            Layer::Folder(dir) => {
                let mut found = Vec::new();
                collect(dir, "", &mut found)?;
                Ok(found)
            }
        }
    }

    fn shown(&self, name: &str) -> String {
        match self {
            Layer::Builtin(folder) => format!("mappings/{folder}/{name}"),
            Layer::Folder(dir) => dir.join(name).display().to_string(),
        }
    }
}

fn collect(dir: &Path, begin: &str, found: &mut Vec<String>) -> Result<(), KnowledgeError> {
    let unreadable = |error| KnowledgeError::Unreadable {
        file: dir.display().to_string(),
        error,
    };
    let entries = std::fs::read_dir(dir).map_err(unreadable)?;
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.to_lowercase().ends_with(".md") {
            continue;
        }
        // A link may lead back to a folder above.
        let kind = entry.file_type().map_err(unreadable)?;
        match kind.is_dir() {
            true => collect(&entry.path(), &format!("{begin}{name}/"), found)?,
            false => found.push(format!("{begin}{name}")),
        }
    }
    found.sort();
    Ok(())
}

/// Whom a folder of the user describes; nobody where it only adds to what is known.
fn described_in(dir: &Path) -> Result<Option<Organisation>, KnowledgeError> {
    if !dir.is_dir() {
        return Err(KnowledgeError::NoFolder(dir.display().to_string()));
    }
    let path = dir.join(ORGANISATION);
    if !path.is_file() {
        return Ok(None);
    }
    let file = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|error| KnowledgeError::Unreadable {
        file: file.clone(),
        error,
    })?;
    parse_yaml(&file, &text).map(Some)
}
