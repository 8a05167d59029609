//! What was read, how to cite the paper and the page, and what that can and cannot say.

use indexmap::IndexSet;
use maud::{Markup, html};

use crate::report::page::paper::Paper;
use crate::report::view::has_manifest;
use crate::report::words;
use crate::study::{Source, Study};

/// The section at the end of the page.
pub(super) fn colophon(paper: &Paper, date: Option<&str>) -> Markup {
    let study = paper.study;
    html! {
        section.about #about aria-labelledby="about-name" {
            h2 #about-name { "About this page" }
            p {
                "Every figure is taken as its printed digits, and stands for all values that round to them. The relations that must "
                "hold between the figures, whoever the " (study.units()) " were, are derived from what the tables count, "
                "and decided exactly, in integers and fractions. " (words::NO_ACCUSATION)
            }
            h3 { "How to cite the paper" }
            p.cite { (citation(study)) }
            h3 { "How to cite this audit" }
            p.cite {
                "Audit of “" (study.title()) "”. Re-tallied with retally " (env!("CARGO_PKG_VERSION"))
                @if let Some(date) = date { ", " time datetime=(date) { (date) } } "."
            }
            h3 { "What was read" }
            p {
                @if has_manifest(study) { "The study as written down is the folder " code { (study.name()) } ": " }
                @else { "The tables were read, without a manifest, from " }
                @for (at, file) in files(study).iter().enumerate() { @if at > 0 { ", " } code { (file) } } "."
                @if study.ignored() > 0 { " " (words::count(study.ignored(), "cell")) " not read (excluded)." }
            }
            (inputs(study))
        }
    }
}

/// The files that were read, each with what it is known by.
fn inputs(study: &Study) -> Markup {
    html! {
        @if !study.inputs().is_empty() {
            details {
                summary { "SHA-256 of " (words::count(study.inputs().len(), "file")) }
                ul.names { @for input in study.inputs() { li { (input.name) " " code { (input.sha256) } } } }
            }
        }
    }
}

/// The files, each of them once: several tables may stand in one.
fn files(study: &Study) -> IndexSet<&str> {
    study.sources().iter().map(Source::called).collect()
}

/// The paper, as far as is known of it.
fn citation(study: &Study) -> Markup {
    html! {
        @if let Some(authors) = study.authors() { (authors) ". " }
        cite { (study.title()) } "."
        @if let Some(published) = study.published() { " " (published) "." }
        @if let Some(doi) = study.doi() { " " a href={ "https://doi.org/" (doi) } { "doi:" (doi) } "." }
    }
}
