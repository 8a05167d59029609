//! Tables in which nothing follows from anything: those of papers, with each column shuffled by itself. What is read of their columns as
//! computed, and found in them, is so by accident.

use retally::document::Sheet;
use retally::reading::Paper;

#[path = "../power/measure/random.rs"]
#[allow(dead_code)] // The other example takes more of it.
mod random;

use random::Random;

/// What shuffled tables come to.
#[derive(Default)]
pub struct Shuffled {
    pub tables: usize,
    /// In how many columns, or rows, are read as computed.
    pub read: usize,
    pub findings: usize,
}

/// Shuffles the columns of each table as often as this, and reads them.
pub fn measure(papers: &[(String, Paper)], times: u64) -> Shuffled {
    let mut sum = Shuffled::default();
    for (at, (name, sheet)) in papers
        .iter()
        .flat_map(|(name, paper)| paper.document().sheets.iter().map(move |sheet| (name, sheet)))
        .enumerate()
    {
        for time in 0..times {
            let mut random = Random::new(times * at as u64 + time);
            let Some(csv) = shuffled(sheet, &mut random) else { continue };
            let Ok(paper) = Paper::from_bytes(&format!("{name}.csv"), csv.as_bytes()) else { continue };
            let reading = paper.read();
            let is_computed = |how: &retally::reading::How| how.notation == "numbers" || how.computed.1 > 0;
            sum.tables += 1;
            for table in reading.tables().iter().filter(|table| table.how.as_ref().is_ok_and(is_computed)) {
                sum.read += 1;
                println!("{name}: {}, shuffled: {table}", sheet.label);
                sum.findings += reading.audit().map_or(0, |audit| audit.findings().len());
            }
        }
    }
    sum
}

/// A table as CSV, with the cells of each column below the header in another order.
fn shuffled(sheet: &Sheet, random: &mut Random) -> Option<String> {
    let mut lines: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(sheet.to_csv().as_bytes())
        .records()
        .map(|record| Some(record.ok()?.iter().map(str::to_owned).collect()))
        .collect::<Option<_>>()?;
    let head = sheet.head_rows.max(1);
    let columns = lines.first()?.len();
    for column in 1..columns {
        let mut cells: Vec<String> = lines.iter().skip(head).map(|line| line[column].clone()).collect();
        random.shuffle(&mut cells);
        lines.iter_mut().skip(head).zip(cells).for_each(|(line, cell)| line[column] = cell);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    lines.iter().try_for_each(|line| writer.write_record(line)).ok()?;
    String::from_utf8(writer.into_inner().ok()?).ok()
}
