//! The labels of the figures of a table, as they are printed.

use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use crate::quantity::Statistic;
use crate::study::caption::Caption;
use crate::study::claim::Claim;
use crate::study::layout::Layout;
use crate::study::meaning::{Label, Meaning};
use crate::study::names::tidy;

/// Labels as they are printed, without markers and numbers of respondents; those of ignored rows of numbers are none.
pub(crate) fn of(labels: &[Label], layout: &Layout) -> Arc<[Caption]> {
    let caption = |label: &Label| {
        let text = tidy(&layout.split(label.cell).label);
        let names_one = matches!(label.meaning, Meaning::Several(_)) && Statistic::from_label(&text).is_some();
        let is_statistic = names_one || label.notation.is_some() || matches!(label.meaning, Meaning::Statistic(_));
        let is_said = !text.is_empty() && (is_statistic || label.meaning != Meaning::Nothing);
        is_said.then_some(Caption { text, is_statistic })
    };
    let mut captions: Vec<Caption> = labels.iter().filter_map(caption).collect();
    captions.dedup();
    captions.into()
}

/// Marks the figures whose row is not told by its last label from that of another figure that is printed the same.
pub(crate) fn tell_apart(claims: &mut [Claim]) {
    let key = |claim: &Claim| (claim.captions.key(), claim.quantity.statistic, claim.figure.text().to_owned());
    let mut times: HashMap<_, usize> = HashMap::default();
    for claim in claims.iter() {
        *times.entry(key(claim)).or_default() += 1;
    }
    for claim in claims.iter_mut() {
        claim.captions.need_heading = times.get(&key(claim)).is_some_and(|times| *times > 1);
    }
}
