//! Errors put into clean tables.

#[path = "../../examples/power/measure/mod.rs"]
mod measure;

use measure::{Misprint, Options, Power};

use crate::support::flagship;

fn measure(seed: u64, tables: usize) -> Power {
    Power::measure(&[flagship()], &Options { seed, tables }, &mut |_| {})
}

#[test]
fn nothing_is_found_where_there_is_no_error_and_all_that_can_be_seen_is_found() {
    let power = measure(2018, 40);
    assert_eq!(power.false_findings, []);
    assert!(power.unused.is_empty(), "{power}");
    for (misprint, score) in &power.scores {
        assert!(score.found >= score.broken, "{misprint}: {score:?}");
        assert!(score.possible + score.broken <= score.cases, "{misprint}: {score:?}");
        assert_eq!(score.contradicted, 0, "{misprint}");
    }
}

#[cfg(feature = "documents")]
#[test]
fn nothing_is_found_falsely_in_tables_that_are_read_back_without_a_manifest() {
    let read_back = measure::ReadBack::measure(&Options { seed: 2018, tables: 40 }, &mut |_| {});
    assert_eq!(read_back.false_findings, [""; 0]);
    let blocks = read_back.layouts["blocks"];
    assert!(blocks.read * 10 >= blocks.tables * 9 && blocks.kept * 10 >= blocks.relations * 9, "{read_back}");
    let all = read_back.overall();
    assert!(all.tables >= 40 && all.found_back <= all.found && all.found <= all.errors, "{read_back}");
}

#[test]
fn the_tour_shows_what_comes_out() {
    let (one, other) = (measure(1, 40), measure(2, 4));
    let kinds: Vec<Misprint> = one.scores.iter().map(|(misprint, _)| *misprint).collect();
    assert_eq!(kinds, Misprint::all().collect::<Vec<_>>());
    assert!(one.to_string().lines().all(|line| line.chars().count() <= 100));
    assert_ne!(one.to_string(), other.to_string());
    let tour = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/tour.md")).unwrap();
    assert!(tour.contains(one.to_string().trim_end()), "src/tour.md should show\n{one}");
}

#[test]
fn a_study_whose_cells_do_not_fit_is_not_used_and_told() {
    let study = crate::support::table("", "stub = 'f'\nheader = 'arm'\ncells = 'n (%)'", "f,A\na,4 (40)\nb,6 (60\n");
    let power = Power::measure(&[study], &Options { seed: 1, tables: 3 }, &mut |_| {});
    assert_eq!(power.unused, ["test"]);
    assert!(power.to_string().contains("not used, because not every figure can be recomputed: test"));
}
