//! Audits as SARIF, which code hosts show beside the lines of the files.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Location, LogicalLocation, Message, MultiformatMessageString, PhysicalLocation, PropertyBag,
    Region, ReportingDescriptor, Result as SarifResult, ResultColumnKind, ResultKind, ResultLevel, Run,
    RunAutomationDetails, SCHEMA_URL, Sarif, Suppression, SupressionKind, SupressionStatus, ToolComponent, Version,
};

use crate::audit::{Audit, Finding};
use crate::relation::Kind;
use crate::report::view::{figures, fingerprint, sections, severity};
use crate::report::words::{self, percent_encoded};
use crate::study::{Acknowledgement, Claim, Place, Source, Spot, Study};
use crate::visible::visible;

/// The rule that what the manifest acknowledges is found.
const STALE: &str = "stale-acknowledgement";

/// The name, with its version, of how results are identified from run to run.
const FINGERPRINT: &str = "retally/v1";

/// Audits as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) in JSON: a run for each
/// study, a rule for each kind of relation, a result for each finding.
///
/// Regions count lines and characters (Unicode code points) from 1, as SARIF does, and not fields of CSV; their files stand
/// in the [folder](Study::folder) that the study was opened from. Of a paper without a manifest the file is the paper, and the region begins
/// where the cell does; cells of workbooks and of text documents have a logical location such as `book.xlsx:Sheet1!B7`. A finding is identified from run to run by its relation
/// and its figures as printed (`partialFingerprints`); one that the manifest acknowledges is suppressed with the note as
/// the justification. An acknowledgement of what is no longer found is a result of a rule of its own.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let sarif: serde_json::Value = serde_json::from_str(&retally::report::sarif(&[study.audit()])).unwrap();
/// let result = &sarif["runs"][0]["results"][0];
/// assert_eq!(result["ruleId"], "share");
/// // The 21st character of the line is the 2 of 26.3.
/// assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 21);
/// # Ok::<(), retally::Error>(())
/// ```
pub fn sarif(audits: &[Audit]) -> String {
    let runs: Vec<_> = audits.iter().map(run).collect();
    let sarif = Sarif::builder().schema(SCHEMA_URL).version(json!(Version::V2_1_0)).runs(runs).build();
    // Strings, numbers and lists of them are always representable.
    serde_json::to_string_pretty(&sarif).unwrap_or_default()
}

fn run(audit: &Audit) -> Run {
    let files = Files::of(audit.study());
    let findings = audit.findings().iter().map(|finding| found(audit.study(), &files, finding));
    let stale = audit.stale().map(|known| stale(&files, known));
    let results: Vec<_> = findings.chain(stale).collect();
    let study = RunAutomationDetails::builder().id(format!("retally/{}", visible(audit.study().name())));
    Run::builder()
        .tool(tool())
        .automation_details(study.build())
        .column_kind(json!(ResultColumnKind::UnicodeCodePoints))
        .results(results)
        .properties(properties(audit))
        .build()
}

fn tool() -> ToolComponent {
    let rules: Vec<_> = Kind::all().map(rule).chain([stale_rule()]).collect();
    ToolComponent::builder()
        .name("retally")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .short_description(text("re-tallies the numbers of published papers"))
        .rules(rules)
        .build()
}

fn rule(kind: Kind) -> ReportingDescriptor {
    let help = match kind.hint() {
        Some(hint) => format!("{}: {hint}", kind.says()),
        None => kind.says().to_owned(),
    };
    ReportingDescriptor::builder().id(kind.name()).short_description(text(kind.says())).help(text(&help)).build()
}

fn stale_rule() -> ReportingDescriptor {
    ReportingDescriptor::builder()
        .id(STALE)
        .short_description(text("an acknowledged finding is still found"))
        .help(text("remove the entry from the manifest, or correct its figures"))
        .build()
}

fn text(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

/// How many relations have each verdict, and the limit that the search reached.
fn properties(audit: &Audit) -> PropertyBag {
    let tally = audit.tally();
    let verdicts =
        [("consistent", tally.consistent), ("inconsistent", tally.inconsistent), ("undecided", tally.undecided)];
    let relations: BTreeMap<_, _> = verdicts.into_iter().collect();
    let mut properties = BTreeMap::from([("relations".to_owned(), json!(relations))]);
    properties.extend(audit.limit().map(|limit| ("limit".to_owned(), json!(limit.name()))));
    PropertyBag::builder().additional_properties(properties).build()
}

fn found(study: &Study, files: &Files, finding: &Finding) -> SarifResult {
    let mut claims: Vec<usize> = figures(finding).into_iter().collect();
    // The figure that the finding is about comes first.
    claims.sort_by_key(|claim| finding.stated.is_some_and(|stated| stated != *claim));
    let location = |claim: &usize| files.location(&study.claims()[*claim]);
    let said = sections(study, finding).into_iter().map(|section| section.paragraph());
    let said: Vec<_> = std::iter::once(finding.message.clone()).chain(said).collect();
    SarifResult {
        locations: Some(claims.iter().take(1).map(location).collect()),
        related_locations: Some(claims.iter().skip(1).map(location).collect()),
        suppressions: finding.acknowledged.map(|known| vec![suppression(&study.acknowledged()[known])]),
        properties: Some(severity_of(finding)),
        ..result(finding.kind.name(), &said.join("\n"), fingerprint(&finding.id, &finding.printed))
    }
}

/// How much depends on it: SARIF has no level for that.
fn severity_of(finding: &Finding) -> PropertyBag {
    let name = ("severity".to_owned(), json!(finding.severity.name()));
    let means = ("severityMeans".to_owned(), json!(severity(finding.severity).1));
    PropertyBag::builder().additional_properties([name, means]).build()
}

fn stale(files: &Files, stale: &Acknowledgement) -> SarifResult {
    let said = format!("{}: {} with {}", words::STALE, stale.finding, stale.printed.join(", "));
    let manifest = Location::builder().physical_location(files.whole(0)).build();
    let locations = Some(vec![manifest]);
    SarifResult { locations, ..result(STALE, &said, fingerprint(&stale.finding, &stale.printed)) }
}

fn result(rule: &str, said: &str, fingerprint: String) -> SarifResult {
    let rule_index = Kind::all().position(|kind| kind.name() == rule).unwrap_or(Kind::all().count());
    SarifResult::builder()
        .rule_id(rule)
        .rule_index(rule_index as i64)
        .kind(ResultKind::Fail)
        .level(ResultLevel::Warning)
        .message(message(said))
        .partial_fingerprints(
            [(FINGERPRINT.to_owned(), visible(&fingerprint).into_owned())].into_iter().collect::<BTreeMap<_, _>>(),
        )
        .build()
}

fn message(text: &str) -> Message {
    Message::builder().text(visible(text)).build()
}

fn suppression(known: &Acknowledgement) -> Suppression {
    Suppression::builder()
        .kind(json!(SupressionKind::External))
        .status(json!(SupressionStatus::Accepted))
        .justification(visible(&known.note))
        .build()
}

/// The files of a study, with the starts of their lines.
struct Files<'a> {
    study: &'a Study,
    lines: Vec<Vec<usize>>,
}

impl<'a> Files<'a> {
    fn of(study: &'a Study) -> Self {
        let starts = |source: &Source| {
            let breaks = source.text().match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        };
        Self { study, lines: study.sources().iter().map(starts).collect() }
    }

    fn whole(&self, source: usize) -> PhysicalLocation {
        PhysicalLocation::builder().artifact_location(self.artifact(source)).build()
    }

    fn artifact(&self, source: usize) -> ArtifactLocation {
        let name = self.study.sources()[source].name();
        let path = self.study.folder().map_or_else(|| Path::new(name).to_owned(), |folder| folder.join(name));
        ArtifactLocation::builder().uri(uri(&path)).build()
    }

    /// Where a figure is printed, and what it is.
    fn location(&self, claim: &Claim) -> Location {
        let said = Some(message(&format!("{}: {}", claim.figure, self.study.reference(claim))));
        match self.study.spot(claim) {
            Some(spot) => Location { message: said, ..in_paper(spot) },
            None => {
                Location { message: said, ..Location::builder().physical_location(self.region(&claim.place)).build() }
            }
        }
    }

    fn region(&self, place: &Place) -> PhysicalLocation {
        let (start, end) = (self.position(place.source, place.span.start), self.position(place.source, place.span.end));
        let region = Region::builder().start_line(start.0).start_column(start.1).end_line(end.0).end_column(end.1);
        PhysicalLocation { region: Some(region.build()), ..self.whole(place.source) }
    }

    /// The line and the character in it, counted from 1, at which a byte stands.
    fn position(&self, source: usize, byte: usize) -> (i64, i64) {
        let starts = &self.lines[source];
        let line = starts.partition_point(|start| *start <= byte).max(1);
        let before = self.study.sources()[source].text().get(starts[line - 1]..byte).unwrap_or_default();
        (line as i64, before.chars().count() as i64 + 1)
    }
}

/// A place in a paper. Only of files that are text SARIF knows lines; in others the place has a name.
fn in_paper(spot: &Spot) -> Location {
    let file = ArtifactLocation::builder().uri(uri(Path::new(&*spot.file))).build();
    let file = PhysicalLocation::builder().artifact_location(file).build();
    let begins =
        |(line, column): (usize, usize)| Region::builder().start_line(line as i64).start_column(column as i64).build();
    let place = LogicalLocation::builder().fully_qualified_name(visible(&spot.place)).build();
    let file = PhysicalLocation { region: spot.position.map(begins), ..file };
    Location::builder().physical_location(file).logical_locations(vec![place]).build()
}

/// A path as a URI: relative where the path is.
fn uri(path: &Path) -> String {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let parts: Vec<_> = parts
        .map(|part| match part {
            Component::RootDir => String::new(),
            part => percent_encoded(&part.as_os_str().to_string_lossy()),
        })
        .collect();
    let scheme = if path.is_absolute() { "file://" } else { "" };
    format!("{scheme}{}", parts.join("/"))
}
