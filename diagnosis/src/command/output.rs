use std::io::{self, IsTerminal, Write, stdout};

use netsuite_oauth1::Explanation;
use netsuite_oauth1_diagnosis::{Diagnosis, Mistake, Verdict};

use super::arguments::Arguments;

/// The code of the note about an encoded URL.
const URL_NOTE: &str = "url-as-a-browser-sends-it";

/// Prints a diagnosis, and a note about the URL.
pub(crate) fn diagnosis(
    arguments: &Arguments,
    diagnosis: &Diagnosis,
    note: Option<&str>,
) -> io::Result<()> {
    if arguments.json {
        return writeln!(stdout(), "{}", json(diagnosis, note));
    }
    let mut text = diagnosis.to_string();
    if let Some(note) = note {
        text.push_str("\n\nNote: ");
        text.push_str(note);
        text.push('.');
    }
    print(&text, diagnosis.verdict() == Verdict::Right)
}

/// Prints every step of a signature.
pub(crate) fn explanation(
    arguments: &Arguments,
    explanation: &Explanation,
    note: Option<&str>,
) -> io::Result<()> {
    if arguments.json {
        let members = [
            ("base_string", explanation.base_string().as_str()),
            ("signature", &explanation.authorization().signature()),
            ("authorization", explanation.authorization().as_str()),
        ];
        let members = members.map(|(name, value)| format!("{}:{}", quoted(name), quoted(value)));
        return writeln!(stdout(), "{{{}}}", members.join(","));
    }
    writeln!(stdout(), "{explanation}")?;
    match note {
        Some(note) => writeln!(stdout(), "\nNote: {note}."),
        None => Ok(()),
    }
}

/// Prints a report, in colours on a terminal.
pub(crate) fn print(text: &str, is_good: bool) -> io::Result<()> {
    let mut stdout = stdout().lock();
    // https://no-color.org
    let is_colored =
        stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    if !is_colored {
        return writeln!(stdout, "{text}");
    }
    let (red, green, dim, end) = ("\x1b[1;31m", "\x1b[1;32m", "\x1b[2m", "\x1b[0m");
    for (at, line) in text.lines().enumerate() {
        let color = match line.trim_start() {
            _ if at == 0 => {
                if is_good {
                    green
                } else {
                    red
                }
            }
            line if line.starts_with("Fix:") => green,
            line if line.starts_with('^') => red,
            line if line.starts_with("Note:") => dim,
            _ => "",
        };
        let end = if color.is_empty() { "" } else { end };
        writeln!(stdout, "{color}{line}{end}")?;
    }
    Ok(())
}

/// Writes a diagnosis as one JSON object.
fn json(diagnosis: &Diagnosis, note: Option<&str>) -> String {
    let alternatives: Vec<String> = diagnosis
        .alternatives()
        .iter()
        .map(|all| list(all))
        .collect();
    let notes = diagnosis
        .notes()
        .iter()
        .map(|note| (note.code(), note.what()));
    let notes: Vec<String> = notes
        .chain(note.map(|note| (URL_NOTE, note)))
        .map(|(code, what)| format!("{{\"code\":{},\"what\":{}}}", quoted(code), quoted(what)))
        .collect();
    format!(
        "{{\"verdict\":{},\"mistakes\":{},\"alternatives\":[{}],\"notes\":[{}]}}",
        quoted(diagnosis.verdict().as_str()),
        list(diagnosis.mistakes()),
        alternatives.join(","),
        notes.join(","),
    )
}

fn list(mistakes: &[Mistake]) -> String {
    let mistakes: Vec<String> = mistakes
        .iter()
        .map(|mistake| {
            format!(
                "{{\"code\":{},\"what\":{},\"fix\":{}}}",
                quoted(mistake.code()),
                quoted(mistake.what()),
                quoted(mistake.fix()),
            )
        })
        .collect();
    format!("[{}]", mistakes.join(","))
}

/// Writes a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
