//! Whether all figures can hold together, against brute force.

use proptest::prelude::*;

use crate::support::{flagship, table};

const COUNTS: &str = "stub = 'f'\nheader = 'g'\nbind = {statistic = 'n'}";

/// Two rows of three, some of which are hidden as fewer than four, with their margins but without the number of all.
#[derive(Clone, Debug)]
struct Hidden {
    cells: [[Option<i64>; 3]; 2],
    rows: [i64; 2],
    columns: [i64; 3],
}

const HIDDEN: i64 = 4;

impl Hidden {
    fn of(cells: [[i64; 3]; 2], change: (usize, i64)) -> Self {
        let mut rows = cells.map(|row| row.iter().sum());
        let mut columns = [0, 1, 2].map(|column| cells[0][column] + cells[1][column]);
        rows.iter_mut().chain(&mut columns).nth(change.0).map(|margin| *margin = (*margin + change.1).max(0)).unwrap();
        Self { cells: cells.map(|row| row.map(|cell| (cell >= HIDDEN).then_some(cell))), rows, columns }
    }

    fn csv(&self) -> String {
        let text = |cell: Option<i64>| cell.map_or(format!("<{HIDDEN}"), |cell| cell.to_string());
        let row = |name: &str, row: [String; 3], total: String| format!("{name},{},{total}\n", row.join(","));
        let rows = [0, 1].map(|at| row(["a", "b"][at], self.cells[at].map(text), self.rows[at].to_string()));
        format!(
            "f,x,y,z,Total\n{}{}{}",
            rows[0],
            rows[1],
            row("Total", self.columns.map(|sum| sum.to_string()), String::new())
        )
    }

    /// Whether some numbers in the hidden cells make all sums right.
    fn can_be(&self) -> bool {
        let choices = |cell: Option<i64>| cell.map_or(0..=HIDDEN - 1, |cell| cell..=cell);
        let pairs = |column: usize| {
            let sum = self.columns[column];
            choices(self.cells[0][column]).filter(move |top| choices(self.cells[1][column]).contains(&(sum - top)))
        };
        pairs(0).any(|x| {
            pairs(1).any(|y| {
                pairs(2).any(|z| {
                    x + y + z == self.rows[0] && self.columns.iter().sum::<i64>() == self.rows.iter().sum::<i64>()
                })
            })
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Hidden counts are found to be possible or not, exactly.
    #[test]
    fn what_is_hidden_can_be_or_not(
        cells in prop::array::uniform2(prop::array::uniform3(0i64..7)),
        change in (0usize..5, -2i64..3),
    ) {
        let hidden = Hidden::of(cells, change);
        let study = table("", COUNTS, &hidden.csv());
        let audit = study.audit();
        prop_assert_eq!(audit.findings().is_empty(), hidden.can_be(), "{}\n{}", hidden.csv(), audit);
        prop_assert!(!hidden.can_be() || audit.together().unshown.is_empty(), "{}", audit);
    }

    /// Counts with their percentages: all is shown to be possible, as it is.
    #[test]
    fn what_was_counted_is_shown(counts in prop::collection::vec(0i64..400, 2..6)) {
        let total: i64 = counts.iter().sum();
        prop_assume!(total > 0);
        let rows: String = (0..).zip(&counts).map(|(at, n)| format!("g{at},{n},{}\n", percent(*n, total))).collect();
        let study = table("", "stub = 'f'\nheader = 'statistic'", &format!("f,n,%\n{rows}Total,{total},100\n"));
        let together = study.audit().together();
        prop_assert_eq!((together.shown(), together.changed.len()), (study.relations().len(), 0));
    }
}

/// Half up, with one decimal.
fn percent(part: i64, whole: i64) -> String {
    let tenths = (2000 * part + whole) / (2 * whole);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The number of all is not reported: rows that add up to 1500 and columns that add up to 1401 are seen only together, and
/// what is left for each margin is what the others add up to.
#[test]
fn what_is_left_is_exact_in_circles() {
    let study = table("", COUNTS, "f,x,y,Total\na,<900,<900,800\nb,<900,<900,700\nTotal,600,801,\n");
    let audit = study.audit();
    let [found] = audit.findings() else { panic!("{audit}") };
    let mut left: Vec<(&str, &str)> = (found.suspects.iter())
        .map(|suspect| (study.claims()[suspect.claim].figure.text(), suspect.implied.as_str()))
        .collect();
    left.sort_unstable();
    assert_eq!(left, [("600", "699"), ("700", "601"), ("800", "701"), ("801", "900")]);
    assert!(found.repairs.iter().all(|repair| repair.is_shown));
    assert_eq!((audit.together().changed.len(), audit.together().unshown.len()), (1, 0));
}

#[test]
fn the_flagship_holds_together_but_for_what_its_findings_change() {
    let study = flagship();
    let audit = study.audit();
    let together = audit.together();
    assert_eq!((together.shown(), together.decided, together.changed.len()), (147, 150, 5));
    // Ages, years and their identity are tied: that data exist for each is shown, and that they exist together is another matter.
    assert!(together.unshown.iter().all(|at| audit.outcomes()[*at].relation.kind.name() == "existence"));
    let shown: Vec<bool> = audit.findings().iter().map(|finding| finding.repairs[0].is_shown).collect();
    assert_eq!(shown, [true, true, true, true, false]);
}

/// 49.95 and 50.05 would be exactly 100, but neither prints so half up: the benefit of a tie is no witness.
#[test]
fn ends_that_do_not_belong_are_no_witness() {
    let study = |other: &str| {
        let csv = format!("f,%\na,49.9\nb,{other}\nTotal,100\n");
        table("rounding = 'half-up'", "stub = 'f'\nheader = 'statistic'", &csv)
    };
    let (tie, right) = (study("50.0"), study("50.1"));
    assert_eq!((tie.audit().findings().len(), tie.audit().together().unshown.len()), (0, 1));
    assert_eq!((right.audit().findings().len(), right.audit().together().unshown.len()), (0, 0));
}
