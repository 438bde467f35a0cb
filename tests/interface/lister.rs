//! Lists the public interface of a package from its formatted source: declarations, variants,
//! fields and implementations, without bodies and documentation.
//!
//! It relies on the lint `unreachable_pub`, which warns about `pub` on unreachable items.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Compares the interface of the package in `folder` with its recorded text.
///
/// If the environment variable `RECORD` is set, records the present interface first.
pub(crate) fn check(folder: &str, recorded: &str) {
    let folder = Path::new(folder);
    let (source, recorded) = (folder.join("src"), folder.join(recorded));
    let mut files = Vec::new();
    find(&source, &mut files);
    files.sort();
    let (mut interface, mut foreign) = (String::new(), BTreeSet::new());
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let items = items(&source);
        if !items.is_empty() {
            let name = file.strip_prefix(folder).unwrap().display().to_string();
            let _ = writeln!(interface, "{name}\n{items}");
            foreign.extend(foreign_types(&source, &items));
        }
    }
    interface.push_str("types of other crates\n");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    for (package, name) in foreign {
        if let Some(version) = version(&manifest, &package) {
            let _ = writeln!(interface, "    {package} {version}: {name}");
        }
    }
    if env::var_os("RECORD").is_some() {
        fs::write(&recorded, &interface).unwrap();
    }
    let before = fs::read_to_string(&recorded).unwrap_or_default();
    let differs =
        |(before, now): (&str, &str)| (before != now).then(|| format!("-{before}\n+{now}"));
    let lines = before
        .lines()
        .chain([""])
        .zip(interface.lines().chain([""]));
    if let Some(difference) = lines.into_iter().find_map(differs) {
        panic!(
            "the public interface changed:\n{difference}\nRECORD=1 cargo test --test interface \
             records it in {}",
            recorded.display()
        );
    }
    assert_eq!(before, interface);
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Lists the public items of a file.
fn items(source: &str) -> String {
    let mut items = String::new();
    let private: Vec<&str> = source.lines().filter_map(private_type).collect();
    let mut lines = Code::new(source);
    let mut attributes = Vec::new();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" {
            lines.skip_item();
        } else if line.starts_with("#[") {
            attributes.push(line);
        } else if let Some(name) = line.strip_prefix("macro_rules! ") {
            let declared = self::items(&lines.macro_body());
            if !declared.is_empty() {
                let _ = write!(items, "    macro {name}\n{declared}");
            }
        } else if line.starts_with("$(") {
            // Attributes of a declaration in a macro.
            let mut end = line;
            while !end.ends_with(")*") {
                end = lines.next().unwrap_or_else(|| ")*".to_owned());
            }
        } else if SHARED.iter().any(|call| line.starts_with(call)) {
            if !words(&line).any(|word| private.contains(&word)) {
                let _ = writeln!(items, "    {line}");
            }
        } else if line.ends_with("! {") && declares_enums(source, &line) {
            let _ = write!(items, "    {line}\n{}", lines.names());
        } else {
            let item = lines.declaration(&line);
            if line.starts_with("pub ") || line.starts_with("impl") {
                let is_inherent = line.starts_with("impl") && !item.contains(" for ");
                let members = lines.members(&item);
                let is_private =
                    line.starts_with("impl") && words(&item).any(|word| private.contains(&word));
                if !is_private && (!is_inherent || !members.is_empty()) {
                    for attribute in attributes.iter().filter(|text| is_public(text)) {
                        let _ = writeln!(items, "    {attribute}");
                    }
                    let _ = writeln!(
                        items,
                        "    {}\n{members}",
                        item.trim_end_matches([' ', '{', '}'])
                    );
                    items.truncate(items.trim_end().len() + 1);
                }
            } else {
                lines.members(&item);
            }
            attributes.clear();
        }
    }
    items
}

/// Calls of shared macros that implement traits.
const SHARED: [&str; 3] = ["debug!(", "display!(", "text!("];

/// Returns whether a macro call declares public enums: with a macro of this file or a shared one.
fn declares_enums(source: &str, call: &str) -> bool {
    !call.starts_with("macro_rules") && (source.contains("  pub enum ") || call == "names! {")
}

/// Returns the name of the type that a line declares, if the type is not public.
fn private_type(line: &str) -> Option<&str> {
    let mut words = words(line).skip_while(|word| ["pub", "crate", "super"].contains(word));
    let is_type = ["struct", "enum", "trait"].contains(&words.next()?);
    (is_type && !line.starts_with("pub ") && !line.starts_with(' ')).then(|| words.next())?
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| !c.is_alphanumeric() && c != '_';
    text.split(is_end).filter(|word| !word.is_empty())
}

/// Returns the types of other crates that a file imports and shows in its interface, with their
/// crates.
fn foreign_types(source: &str, items: &str) -> Vec<(String, String)> {
    let mut lines = Code::new(source);
    let mut types = Vec::new();
    while let Some(line) = lines.next() {
        let Some(path) = line.strip_prefix("use ") else {
            continue;
        };
        let import = lines.declaration(path);
        // In `Duration as StdDuration`, the file uses the last name.
        let names = words(&import).filter(|word| word.starts_with(char::is_uppercase));
        let package = words(&import).next().unwrap_or_default();
        for name in names.filter(|name| words(items).any(|word| word == *name)) {
            types.push((package.to_owned(), name.to_owned()));
        }
    }
    types
}

/// Returns the version of a dependency in Cargo.toml.
fn version<'a>(manifest: &'a str, package: &str) -> Option<&'a str> {
    let mut values = manifest
        .lines()
        .filter_map(|line| line.strip_prefix(package)?.strip_prefix(" = "));
    // A feature with the package's name has a list as its value.
    let value = values.find(|value| !value.starts_with('['))?;
    value.split('"').nth(1)
}

/// Returns whether an attribute belongs to the interface.
fn is_public(attribute: &str) -> bool {
    [
        "#[derive",
        "#[non_exhaustive",
        "#[cfg",
        "#[must_use",
        "#[deprecated",
        "#[from",
    ]
    .iter()
    .any(|start| attribute.trim_start().starts_with(start))
}

/// The lines of a file without comments and blank lines. Each attribute is joined to one line.
struct Code<'a> {
    lines: std::iter::Peekable<std::str::Lines<'a>>,
}

impl<'a> Code<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            lines: source.lines().peekable(),
        }
    }

    fn next(&mut self) -> Option<String> {
        loop {
            let line = self.lines.next()?;
            let text = line.trim();
            if text.is_empty() || text.starts_with("//") || text.starts_with("#![") {
                continue;
            }
            let mut line = line.to_owned();
            while text.starts_with("#[") && !line.ends_with(']') {
                line.push_str(self.lines.next().unwrap_or("]").trim());
            }
            return Some(line);
        }
    }

    /// Reads a declaration up to its body, and joins it to one line.
    fn declaration(&mut self, start: &str) -> String {
        let mut item = start.trim().to_owned();
        while !item.ends_with(['{', ';', '}', ',']) {
            let Some(line) = self.next() else { break };
            let space = if item.ends_with('(') || line.trim().starts_with([')', '.']) {
                ""
            } else {
                " "
            };
            item.push_str(space);
            item.push_str(line.trim());
            if item.ends_with(',') && item.matches('(').count() > item.matches(')').count() {
                item.push(' ');
            }
        }
        match item.split_once(" = ") {
            Some((name, _)) if item.contains("const ") => name.to_owned(),
            _ => item.replace(",  ", ", ").replace(", )", ")"),
        }
    }

    /// Reads the body of an item, if it has one, and lists its public members.
    fn members(&mut self, item: &str) -> String {
        let mut members = String::new();
        if !item.ends_with('{') {
            return members;
        }
        let is_enum = item.starts_with("pub enum");
        let is_trait = item.starts_with("pub trait");
        let mut attributes = Vec::new();
        while let Some(line) = self.next() {
            if line == "}" || line == "};" {
                break;
            }
            let text = line.trim();
            let is_member = line.starts_with("    ") && !line.starts_with("     ");
            if text.starts_with("#[") {
                attributes.push(text.to_owned());
                continue;
            }
            let is_variant = is_enum && text != "}" && text != "},";
            let is_type = is_member && text.starts_with("type ");
            if is_variant || is_type || is_member && (is_trait || text.starts_with("pub ")) {
                for attribute in attributes.iter().filter(|text| is_public(text)) {
                    let _ = writeln!(members, "        {attribute}");
                }
                let depth = if is_member {
                    "        "
                } else {
                    "            "
                };
                let declaration = if is_enum {
                    // In a macro, the documentation comes before the name.
                    text.rsplit("] ").next().unwrap_or_default().to_owned()
                } else {
                    self.declaration(&line)
                };
                let _ = writeln!(members, "{depth}{}", declaration.trim_end_matches(" {"));
            }
            attributes.clear();
        }
        members
    }

    /// Returns the expansion of a macro with one rule.
    fn macro_body(&mut self) -> String {
        let lines = std::iter::from_fn(|| self.next().filter(|line| line != "}"));
        let body = lines.skip_while(|line| !line.ends_with("=> {")).skip(1);
        let body = body.take_while(|line| line != "    };");
        let mut text = String::new();
        for line in body {
            text += line.strip_prefix("        ").unwrap_or(&line);
            text.push('\n');
        }
        text
    }

    /// Lists the names in a macro call: the first word of each line, if it starts with a capital.
    fn names(&mut self) -> String {
        let mut names = String::new();
        while let Some(line) = self.next().filter(|line| line != "}") {
            if line.trim().starts_with(char::is_uppercase) {
                let name = words(&line).next().unwrap_or_default();
                let _ = writeln!(names, "        {name}");
            }
        }
        names
    }

    /// Skips the next item with its body.
    fn skip_item(&mut self) {
        while let Some(line) = self.next() {
            if line == "}" || line.ends_with(';') && !line.starts_with(' ') {
                break;
            }
        }
    }
}
