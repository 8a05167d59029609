//! What a reader knows in five seconds: what is wrong, where, how bad, and what was not checked.

use maud::{Markup, html};

use crate::audit::{Mark, Tally};
use crate::diagnosis::Severity;
use crate::report::page::anchor;
use crate::report::page::badge::{badge, class, emphasised, glyph, number};
use crate::report::page::paper::Paper;
use crate::report::page::parts::printed;
use crate::report::view::has_manifest;
use crate::report::words;

/// Of how many findings, or groups of them, the others are folded.
const MOST_LISTED: usize = 8;

/// The paper, its findings, what was checked, and the way to its tables.
pub(super) fn summary(paper: &Paper) -> Markup {
    html! {
        header.paper {
            p.kicker { "Published numbers, re-tallied" }
            h1 { (paper.study.title()) }
            @if let Some(imprint) = words::imprint(paper.study) { p.imprint { (imprint) } }
        }
        section.summary aria-labelledby="summary" {
            h2.verdict #summary { (verdict(paper)) }
            (findings(paper))
            (extent(paper))
            details { summary { "What was checked, by kind" } (joint_consistency(paper)) (kinds(paper)) }
            details { summary { "How to read the tables" } (legend()) }
        }
        (contents(paper))
    }
}

/// How many findings there are, and what depends on them.
fn verdict(paper: &Paper) -> String {
    let (findings, Tally { consistent, inconsistent, .. }) = (&paper.findings, paper.audit.tally());
    let of = |severity| (severity, findings.iter().filter(|finding| finding.severity == severity).count());
    let weights = [Severity::Claim, Severity::Figure, Severity::LastDigit].map(of);
    let weights: Vec<_> = weights.into_iter().filter(|weight| weight.1 > 0).collect();
    let number = words::count(findings.len(), "finding");
    match weights.as_slice() {
        [] if consistent + inconsistent == 0 => "No finding: nothing could be checked".to_owned(),
        [] if consistent == 1 => "No finding: the one check that could be decided holds".to_owned(),
        [] => format!("No finding: all {consistent} checks that could be decided hold"),
        [(severity, 1)] => format!("{number}, which concerns {}", concern(*severity)),
        [(severity, _)] => format!("{number}, each of which concerns {}", concern(*severity)),
        [(worst, n), others @ ..] => {
            let others: String = others.iter().map(|(severity, n)| format!(", {n} {}", concern(*severity))).collect();
            format!("{number}: {n} {} {}{others}", words::verb(*n, "concerns", "concern"), concern(*worst))
        }
    }
}

/// What a finding concerns.
fn concern(severity: Severity) -> &'static str {
    match severity {
        Severity::Claim => "a claim or decision",
        Severity::Figure => "a figure",
        Severity::LastDigit => "only a last digit",
    }
}

/// The findings, the worst first; of many those that are alike together, as many of each as the list has room for.
fn findings(paper: &Paper) -> Markup {
    let all = 0..paper.findings.len();
    let groups = if all.len() > MOST_LISTED { paper.alike(all) } else { all.map(|at| vec![at]).collect() };
    let (shown, folded) = groups.split_at(MOST_LISTED.min(groups.len()));
    html! {
        @if !groups.is_empty() {
            @for habit in paper.audit.in_common() { p.worth { (habit) "." } }
            (list(paper, shown, MOST_LISTED / shown.len()))
            @if !folded.is_empty() {
                details.more {
                    summary { (words::count(folded.iter().map(Vec::len).sum(), "more finding")) }
                    (list(paper, folded, 1))
                }
            }
            p.caution { (known(paper)) (words::NO_ACCUSATION) }
        }
        @for stale in paper.audit.stale() {
            p.stale {
                span.badge.(class(Mark::Inconsistent)) { "stale" } " listed in the manifest, no longer found: "
                (stale.finding) " with " (stale.printed.join(", "))
            }
        }
    }
}

/// Which findings are new, and that those which are known are so to the auditor.
fn known(paper: &Paper) -> String {
    let (all, new) = (paper.findings.len(), words::new(paper.audit));
    let known = match (all - new, new) {
        (0, _) if has_manifest(paper.study) => return "All are new. ".to_owned(),
        (0, _) => return String::new(),
        (1, 0) => "It is known:".to_owned(),
        (_, 0) => "All are known:".to_owned(),
        (known, new) => format!("{new} {} new, {known} known:", words::verb(new, "is", "are")),
    };
    format!(
        "{known} the manifest of this audit lists {} with a note. That is the auditor’s word, not the authors’. ",
        words::verb(all - new, "it", "each")
    )
}

/// So many findings of each group, the others of it on demand.
fn list(paper: &Paper, groups: &[Vec<usize>], each: usize) -> Markup {
    html! {
        ol.findings { @for group in groups {
            @let (shown, alike) = group.split_at(each.min(group.len()));
            @for (place, at) in shown.iter().enumerate() {
                li {
                    (item(paper, *at))
                    @if place + 1 == shown.len() && !alike.is_empty() {
                        details.alike {
                            summary { (alike.len()) " more like this" }
                            ol.findings { @for at in alike { li { (item(paper, *at)) } } }
                        }
                    }
                }
            }
        } }
    }
}

fn item(paper: &Paper, at: usize) -> Markup {
    let finding = paper.findings[at];
    html! { (number(at, finding)) " " span { (emphasised(&finding.message)) } " " (badge(finding)) }
}

/// What was checked, how much an error would have been noticed, and what was not checked.
fn extent(paper: &Paper) -> Markup {
    let open = open(paper);
    html! {
        p.extent { "Checked: " (words::extent(paper.audit)) "." }
        (bar(paper))
        @if let Some(sensitivity) = words::sensitivity(&paper.detectability.overall()) {
            p.worth { "How much an error would have been noticed: " strong { (sensitivity) } "." }
        }
        @if !open.is_empty() { p.worth { "Not checked: " a href="#open" { (open.join("; ")) } "." } }
    }
}

/// The verdicts as parts of a bar, with the key that says what they are.
fn bar(paper: &Paper) -> Markup {
    let tally = paper.audit.tally();
    let is_known = paper.audit.is_as_acknowledged();
    let parts = [
        (tally.consistent, Mark::Consistent, words::verb(tally.consistent, "holds", "hold")),
        (tally.undecided, Mark::Undecided, "undecided"),
        (
            tally.inconsistent,
            if is_known { Mark::Acknowledged } else { Mark::Inconsistent },
            words::verb(tally.inconsistent, "does not hold", "do not hold"),
        ),
    ];
    let parts = || parts.iter().filter(|part| part.0 > 0);
    html! {
        div.bar aria-hidden="true" {
            @for (number, mark, _) in parts() { span.(class(*mark)) style={ "flex-grow:" (number) } {} }
        }
        ul.key {
            @for (number, mark, says) in parts() {
                li { span.swatch.(class(*mark)) aria-hidden="true" {} " " (number) " " (says) }
            }
        }
    }
}

/// What was not checked, in a few words each.
fn open(paper: &Paper) -> Vec<String> {
    let (study, undecided) = (paper.study, paper.audit.tally().undecided);
    let unchecked = paper.audit.unchecked().count();
    let several = |number: usize, says: String| (number > 0).then_some(says);
    [
        several(study.omitted().len(), format!("{} not read", words::omitted(study))),
        several(study.ignored(), format!("{} left out", words::count(study.ignored(), "cell"))),
        several(
            study.unread().len(),
            format!("{} in labels or texts not read", words::count(study.unread().len(), "number")),
        ),
        several(unchecked, format!("{} to which no other is related", words::count(unchecked, "figure"))),
        several(undecided, format!("{} undecided", words::count(undecided, "relation"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn joint_consistency(paper: &Paper) -> Markup {
    html! {
        @if let Some(consistency) = words::joint_consistency(&paper.audit.together()) {
            p.worth {
                "Joint consistency: " strong { (consistency) } ". One exact value that rounds to each figure satisfies all these checks at "
                "once; the summary statistics of each variable are checked by themselves."
            }
        }
        @if let Some(cut_off) = words::cut_off(paper.audit) { p.worth { (cut_off) "." } }
        p.worth {
            "How much an error would have been noticed: each digit of each figure was changed to each of the nine others in turn; a change "
            "that violates no relation would not be detected."
        }
    }
}

fn kinds(paper: &Paper) -> Markup {
    html! {
        div.scroll role="region" aria-label="Relations by kind" tabindex="0" {
            table.kinds {
                caption { "Relations by kind" }
                thead {
                    tr {
                        th scope="col" { "Relation" } th scope="col" { "Hold" } th scope="col" { "Do not hold" }
                        th scope="col" { "Undecided" }
                    }
                }
                tbody {
                    @for (kind, tally) in words::kinds(paper.audit) {
                        tr {
                            th scope="row" { a href={ "#kind-" (kind) } { (kind) } " " span.says { (kind.says()) } }
                            td { (tally.consistent) } td { (tally.inconsistent) } td { (tally.undecided) }
                        }
                    }
                }
            }
        }
    }
}

/// What the marks of cells mean.
fn legend() -> Markup {
    html! {
        ul.legend {
            @for mark in Mark::ALL.into_iter().rev() {
                li {
                    span.sample.(class(mark)) { "12" span.mark { (glyph(mark)) } }
                    span { strong { (mark.name()) } ": " (mark.says()) }
                }
            }
        }
        p.worth { "A number before a figure is that of a finding in which it may be wrong: all such figures are marked alike." }
    }
}

/// The way to the tables: beside the page where that is wide.
fn contents(paper: &Paper) -> Markup {
    html! {
        nav.contents aria-labelledby="contents" {
            h2 #contents { "Contents" }
            ul {
                li { a href="#summary" { "Summary" } }
                @for parts in paper.study.printed_parts() {
                    @let found: usize = parts.clone().map(|at| paper.findings_of(Some(at)).count()).sum();
                    @let (anchor, label) = printed(paper.study, &parts);
                    li {
                        a href={ "#" (anchor) } title=[paper.study.tables()[parts.start].title.as_deref()] { (emphasised(&label)) }
                        @if found > 0 { " " span.found { (words::count(found, "finding")) } }
                    }
                }
                @if paper.study.claims().iter().any(|claim| anchor::cell_of(paper.study, claim).is_none()) {
                    li { a href="#text" { "Claims of the text" } }
                }
                li { a href="#open" { "Not checked and undecided" } }
                li { a href="#relations" { "All relations" } }
                li { a href="#about" { "About this page" } }
            }
        }
    }
}
