use std::io::{self, IsTerminal, Write, stdout};

use netsuite_oauth1::Explanation;
use netsuite_oauth1_diagnosis::{Diagnosis, Mistake};

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
    print(&text)
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
pub(crate) fn print(report: &str) -> io::Result<()> {
    let mut stdout = stdout().lock();
    // https://no-color.org
    let is_colored =
        stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    if is_colored {
        writeln!(stdout, "{}", colored(report))
    } else {
        writeln!(stdout, "{report}")
    }
}

/// Colours the first line of a report, the fixes, the first difference and the notes.
fn colored(report: &str) -> String {
    let [red, green, dim] = ["\x1b[1;31m", "\x1b[1;32m", "\x1b[2m"];
    let lines = report.lines().enumerate().map(|(at, line)| {
        let color = match line.trim_start() {
            start if start.starts_with("Right:") || start.starts_with("Fix:") => green,
            start if at == 0 || start.starts_with('^') => red,
            start if start.starts_with("Note:") => dim,
            _ => return line.to_owned(),
        };
        format!("{color}{line}\x1b[0m")
    });
    lines.collect::<Vec<_>>().join("\n")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_red_its_fix_is_green_and_a_note_is_dim() {
        let report = "\
Explained: the following leads to exactly this signature.

1. The query is not signed (query-left-out)
   Fix: sign the query.

signed  GET&https
           ^ first difference

Note: the URL was read as a browser does.";
        let expected = "\
\x1b[1;31mExplained: the following leads to exactly this signature.\x1b[0m

1. The query is not signed (query-left-out)
\x1b[1;32m   Fix: sign the query.\x1b[0m

signed  GET&https
\x1b[1;31m           ^ first difference\x1b[0m

\x1b[2mNote: the URL was read as a browser does.\x1b[0m";
        assert_eq!(colored(report), expected);
    }

    #[test]
    fn a_right_signature_is_green() {
        let report = "Right: the signature is correct, and no mistake was found.";
        assert_eq!(colored(report), format!("\x1b[1;32m{report}\x1b[0m"));
    }
}
