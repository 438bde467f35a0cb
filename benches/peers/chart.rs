//! The bar chart.

use std::fmt::Write as _;

pub(crate) struct Bar {
    pub(crate) name: String,
    /// In one-shot MACs.
    pub(crate) ratio: f64,
    pub(crate) is_own: bool,
}

/// Draws bars from left to right, and a line where the one-shot MAC ends.
pub(crate) fn chart(bars: &[Bar]) -> String {
    let most = bars.iter().map(|bar| bar.ratio).fold(1.0, f64::max);
    let scale = BARS / most;
    let bottom = TOP + LINE * f64::from(u32::try_from(bars.len()).unwrap());
    let height = bottom + 28.0;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="Time of one header, in one-shot MACs">
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
<text x="{LEFT}" y="20">Time of one Authorization header, in one-shot MACs (less is better)</text>
"##
    );
    for (bar, place) in bars.iter().zip(0_u32..) {
        let Bar { name, ratio, .. } = bar;
        let y = TOP + LINE * f64::from(place);
        let class = if bar.is_own { "own" } else { "peer" };
        let (text_y, width) = (y + 16.0, ratio * scale);
        let _ = writeln!(
            svg,
            r#"<text class="name" x="{}" y="{text_y}">{name}</text>
<rect class="{class}" x="{LEFT}" y="{}" width="{width:.1}" height="16" rx="2"/>
<text x="{:.1}" y="{text_y}">{ratio:.2}</text>"#,
            LEFT - 8.0,
            y + 3.0,
            // Beyond the line, which would else run through the number.
            LEFT + width.max(scale) + 6.0,
        );
    }
    let x = LEFT + scale;
    let _ = write!(
        svg,
        r#"<line x1="{x:.1}" y1="{TOP}" x2="{x:.1}" y2="{bottom}"/>
<text class="note" x="{x:.1}" y="{}" text-anchor="middle">1.0: a bare HMAC-SHA256 of the base string</text>
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
