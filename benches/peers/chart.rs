//! Draws the bar chart.

use std::fmt::Write as _;

use benches::{Counted, Measured};

/// Draws the time of each call relative to `oauth1-request`, and the instructions of this crate's
/// calls beyond the MAC.
pub(crate) fn chart(rows: &[Measured], counts: &[Counted]) -> String {
    let times: Vec<Bar> = rows.iter().map(Bar::of_time).collect();
    let counts: Vec<Bar> = counts.iter().map(Bar::of_count).collect();
    let (mut body, top) = panel(
        "Time of one Authorization header, relative to oauth1-request (less is better)",
        &times,
        Some((1.0, "1.0: oauth1-request, the fastest other crate")),
        0.0,
    );
    let (second, height) = panel(
        "Instructions beyond the MAC (less is better)",
        &counts,
        None,
        top,
    );
    body.push_str(&second);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="Time and instructions of one Authorization header">
<style>
text {{ font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }}
.name {{ text-anchor: end }}
.note {{ fill: #59636e }}
.own {{ fill: #0969da }}
.peer {{ fill: #afb8c1 }}
line {{ stroke: #cf222e; stroke-dasharray: 4 3 }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #f0f6fc }}
.note {{ fill: #9198a1 }}
.own {{ fill: #4493f8 }}
.peer {{ fill: #656c76 }}
line {{ stroke: #f85149 }}
}}
</style>
{body}</svg>
"##
    )
}

struct Bar {
    name: String,
    value: f64,
    label: String,
    is_own: bool,
}

impl Bar {
    fn of_time(row: &Measured) -> Self {
        Self {
            name: row.name.replace('`', ""),
            value: row.of_oauth1_request,
            label: format!("{:.2}", row.of_oauth1_request),
            is_own: row.bounds.is_some(),
        }
    }

    fn of_count(counted: &Counted) -> Self {
        Self {
            name: counted.name.replace('`', ""),
            value: counted.beyond_mac(),
            label: format!("{:.0}", counted.beyond_mac()),
            is_own: counted.bound.is_some(),
        }
    }
}

/// Draws bars below `top`, with an optional line at a value. Returns the SVG and its lower end.
fn panel(title: &str, bars: &[Bar], line: Option<(f64, &str)>, top: f64) -> (String, f64) {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let scale = BARS / most;
    let first = top + TITLE;
    let bottom = first + LINE * f64::from(u32::try_from(bars.len()).unwrap());
    let mut svg = format!("<text x=\"{LEFT}\" y=\"{}\">{title}</text>\n", top + 20.0);
    let line_x = line.map_or(LEFT, |(value, _)| LEFT + value * scale);
    for (bar, place) in bars.iter().zip(0_u32..) {
        let y = first + LINE * f64::from(place);
        let width = bar.value * scale;
        let _ = writeln!(
            svg,
            r#"<text class="name" x="{}" y="{text_y}">{}</text>
<rect class="{}" x="{LEFT}" y="{}" width="{width:.1}" height="16" rx="2"/>
<text x="{:.1}" y="{text_y}">{}</text>"#,
            LEFT - 8.0,
            bar.name,
            if bar.is_own { "own" } else { "peer" },
            y + 3.0,
            // To the right of the line, so that it does not cross the number.
            (LEFT + width).max(line_x) + 6.0,
            bar.label,
            text_y = y + 16.0,
        );
    }
    if let Some((_, note)) = line {
        let _ = writeln!(
            svg,
            r#"<line x1="{line_x:.1}" y1="{first}" x2="{line_x:.1}" y2="{bottom}"/>
<text class="note" x="{line_x:.1}" y="{}">{note}</text>"#,
            bottom + 18.0,
        );
    }
    (svg, bottom + 28.0)
}

// In pixels.
const WIDTH: f64 = 880.0;
const LEFT: f64 = 350.0;
const BARS: f64 = WIDTH - LEFT - 70.0;
const TITLE: f64 = 34.0;
const LINE: f64 = 22.0;
