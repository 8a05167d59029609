//! A table that was read, as the files of a study.

use std::sync::Arc;

use crate::reading::found::crude::Crude;
use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::written::names::Names;
use crate::reading::written::original::{of_csv, of_size};
use crate::reading::written::summary_table::write_all;
use crate::reading::written::write::Written;
use crate::study::{self, Original, Spot};

/// A table as files of a study.
pub(in crate::reading) struct Files {
    pub file: String,
    pub csv: String,
    pub tables: String,
    /// The lines of `tables` that state numbers of respondents, with what stands behind each.
    pub sizes: Vec<(usize, (Option<study::Row>, Spot))>,
    pub original: Arc<Original>,
    /// What speaks for each of the tables.
    pub bits: Vec<i64>,
}

impl Files {
    pub fn of(reading: &SheetReading, names: &Names, file: String) -> Self {
        let Written { csv, tables, sizes } = write_all(reading, names, &file);
        let sizes = sizes.iter().map(|size| (size.line, of_size(reading, size))).collect();
        let original = Arc::new(of_csv(reading, &csv));
        let of_statistics = reading.summary.iter().flat_map(|summary| vec![summary.without; summary.tables()]);
        let of_computed = reading.all_computed().map(|computed| computed.without);
        let of_crude = |crude: &Crude| vec![crude.without; crude.comparisons.len()];
        let of_estimates = reading
            .estimates
            .iter()
            .flat_map(|estimates| std::iter::once(estimates.without).chain(estimates.crude.iter().flat_map(of_crude)));
        let of_others = of_statistics.chain(of_estimates).chain(of_computed);
        let of_tests = |part: usize| {
            reading.tests.iter().filter(move |tests| tests.tests.iter().any(|test| test.part == part && !test.follows))
        };
        let without =
            |(part, entry): (usize, &Entry)| of_tests(part).map(|tests| tests.without).fold(entry.without, i64::min);
        let bits = reading.entries.iter().enumerate().map(without).chain(of_others).collect();
        Self { file, csv, tables, sizes, original, bits }
    }
}
