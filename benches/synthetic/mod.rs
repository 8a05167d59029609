//! Studies of any size.

use retally::Study;

/// The files of a study with as many crosstabs of six groups by five years, each with counts, percentages and margins.
pub fn files(tables: usize) -> Vec<(String, String)> {
    let mut manifest = "[study]\ntitle = 'Synthetic'\nsize = 105\n".to_owned();
    let mut files = Vec::new();
    for table in 0..tables {
        let file = format!("t{table}.csv");
        manifest += &format!(
            "[[table]]\nfile = '{file}'\nstub = ['group{table}', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']\n"
        );
        files.push((file, crosstab()));
    }
    files.push(("study.toml".to_owned(), manifest));
    files
}

fn crosstab() -> String {
    let mut csv = ",,2011,2012,2013,2014,2015,Total\n".to_owned();
    for group in 1..=6 {
        csv += &format!("g{group},n,{group},{group},{group},{group},{group},{}\n,%", 5 * group);
        let share = format!(",{:.1}", f64::from(group) * 100.0 / 21.0);
        csv += &format!("{}\n", share.repeat(6));
    }
    csv + "Total,n,21,21,21,21,21,105\n,%,20.0,20.0,20.0,20.0,20.0,100\n"
}

pub fn read(files: &[(String, String)]) -> Study {
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Study::from_files("synthetic", files).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2)
    })
}
