//! The threshold is a dial: how many findings there are above each of its values, and how many of them are true.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;
use retally::reading::{Options, Paper};
use serde::Deserialize;

/// A finding that was held against its paper by hand.
#[derive(Deserialize)]
pub struct Judged {
    paper: String,
    table: String,
    printed: String,
    verdict: bool,
}

/// What there is above a threshold.
pub struct Point {
    pub enough: i64,
    /// How many cells are read.
    pub cells: usize,
    pub true_ones: usize,
    pub false_ones: usize,
    pub unjudged: usize,
}

/// What a line of the chart shows of a point.
type Number = fn(&Point) -> usize;

/// The findings that were judged.
pub fn judged() -> Result<Vec<Judged>, Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged_papers.csv");
    Ok(csv::Reader::from_path(file)?.deserialize().collect::<Result<_, _>>()?)
}

/// Thresholds up to this one.
const MOST: i64 = 100;

/// Reads the papers with one threshold after the other.
pub fn measure(papers: &[(String, Paper)], judged: &[Judged]) -> Vec<Point> {
    (0..=MOST).step_by(5).map(|enough| point(papers, judged, enough)).collect()
}

fn point(papers: &[(String, Paper)], judged: &[Judged], enough: i64) -> Point {
    let mut point = Point { enough, cells: 0, true_ones: 0, false_ones: 0, unjudged: 0 };
    for (name, paper) in papers {
        let reading = paper.read_with(&Options { enough });
        point.cells += reading.tables().iter().flat_map(|table| &table.how).map(|how| how.cells.1).sum::<usize>();
        let Some(audit) = reading.audit() else { continue };
        for finding in audit.findings() {
            // Where two sums disagree, neither is the one that is reported.
            let is_one = finding.reported.contains(|sign: char| sign.is_ascii_digit());
            let reported = if is_one { finding.reported.clone() } else { finding.printed.join(" ") };
            let table = finding.claims.iter().find_map(|claim| audit.study().claims()[*claim].table);
            let table = table.map_or("", |table| audit.study().tables()[table].name.as_str());
            let known = judged.iter().find(|judged| judged.is_of(name, table, &reported));
            match known.map(|known| known.verdict) {
                Some(true) => point.true_ones += 1,
                Some(false) => point.false_ones += 1,
                None => point.unjudged += 1,
            }
        }
    }
    point
}

impl Judged {
    /// Whether it is of this figure in a part of this table.
    fn is_of(&self, paper: &str, table: &str, reported: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let is_printed = || numbers(reported).iter().any(|number| numbers(&self.printed).contains(number));
        if self.table == "Text" {
            return self.paper == paper && table.is_empty() && is_printed();
        }
        let label = plain(self.table.trim_end_matches(['.', ':']));
        let rest = plain(table).strip_prefix(&label).map(str::to_owned);
        self.paper == paper
            && rest.is_some_and(|rest| !rest.starts_with(|sign: char| sign.is_ascii_digit()))
            && is_printed()
    }
}

/// The numbers of a text, whatever their decimal sign.
fn numbers(text: &str) -> Vec<String> {
    let text = text.replace(['·', ','], ".");
    let numbers = text.split(|sign: char| !sign.is_ascii_digit() && sign != '.').map(|number| number.trim_matches('.'));
    numbers.filter(|number| !number.is_empty()).map(str::to_owned).collect()
}

/// Draws the curve.
pub fn draw(points: &[Point], file: &Path) -> Result<(), Box<dyn Error>> {
    let most = points.iter().map(|point| point.true_ones.max(point.false_ones).max(point.unjudged)).max().unwrap_or(0);
    let root = SVGBackend::new(file, (720, 420)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("Findings in papers read without a manifest", ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(44)
        .y_label_area_size(52)
        .build_cartesian_2d(0..MOST, 0..most + most / 10 + 1)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .x_desc("what must speak for a reading, in bits")
        .y_desc("findings")
        .label_style(("sans-serif", 13))
        .draw()?;
    let enough = Options::default().enough;
    let dial = [(enough, 0), (enough, most + most / 10)];
    chart.draw_series(LineSeries::new(dial, BLACK.mix(0.4)))?;
    let name = Text::new("as set", (enough + 1, most + most / 10), ("sans-serif", 13));
    chart.draw_series([name])?;
    let series: [(&str, RGBColor, Number); 3] = [
        ("true", RGBColor(31, 95, 166), |point| point.true_ones),
        ("not judged", RGBColor(120, 120, 120), |point| point.unjudged),
        ("false", RGBColor(200, 60, 40), |point| point.false_ones),
    ];
    for (label, colour, number) in series {
        let line = points.iter().map(|point| (point.enough, number(point)));
        let drawn = chart.draw_series(LineSeries::new(line, colour.stroke_width(2)))?;
        drawn.label(label).legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::MiddleRight)
        .background_style(WHITE)
        .label_font(("sans-serif", 13))
        .draw()?;
    root.present()?;
    Ok(())
}
