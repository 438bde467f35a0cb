//! The bar chart.

use std::fmt::Write as _;

use benches::Measured;

/// Draws a bar for each call, and a line at 1, the time of `oauth1-request`.
pub(crate) fn chart(rows: &[Measured]) -> String {
    let most = rows
        .iter()
        .map(|row| row.of_oauth1_request)
        .fold(1.0, f64::max);
    let scale = BARS / most;
    let bottom = TOP + LINE * f64::from(u32::try_from(rows.len()).unwrap());
    let height = bottom + 28.0;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="Time of one header, relative to oauth1-request">
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
<text x="{LEFT}" y="20">Time of one Authorization header, relative to oauth1-request (less is better)</text>
"##
    );
    for (row, place) in rows.iter().zip(0_u32..) {
        let (name, ratio) = (row.name.replace('`', ""), row.of_oauth1_request);
        let y = TOP + LINE * f64::from(place);
        // Only this crate's own calls have bounds.
        let class = if row.bounds.is_some() { "own" } else { "peer" };
        let (text_y, width) = (y + 16.0, ratio * scale);
        let _ = writeln!(
            svg,
            r#"<text class="name" x="{}" y="{text_y}">{name}</text>
<rect class="{class}" x="{LEFT}" y="{}" width="{width:.1}" height="16" rx="2"/>
<text x="{:.1}" y="{text_y}">{ratio:.2}</text>"#,
            LEFT - 8.0,
            y + 3.0,
            // Right of the line, which would otherwise cross the number.
            LEFT + width.max(scale) + 6.0,
        );
    }
    let x = LEFT + scale;
    let _ = write!(
        svg,
        r#"<line x1="{x:.1}" y1="{TOP}" x2="{x:.1}" y2="{bottom}"/>
<text class="note" x="{x:.1}" y="{}" text-anchor="middle">1.0: oauth1-request, the fastest other crate (SHA-1, no realm)</text>
</svg>
"#,
        bottom + 18.0,
    );
    svg
}

/// In pixels.
const WIDTH: f64 = 880.0;
const LEFT: f64 = 350.0;
const BARS: f64 = WIDTH - LEFT - 60.0;
const TOP: f64 = 34.0;
const LINE: f64 = 22.0;
