//! What a browser makes of the pages, if one is installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use retally::report::{index, page};
use retally::{Audit, Study};

#[cfg(feature = "documents")]
use crate::seen::a_paper;
use crate::support::{flagship, hostile, other_studies};

/// A browser, if one is installed: that of `RETALLY_BROWSER`, or one that is found by its name.
fn browser() -> Option<String> {
    let named = std::env::var("RETALLY_BROWSER").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"].map(str::to_owned);
    let runs = |name: &String| Command::new(name).arg("--version").output().is_ok_and(|done| done.status.success());
    let found = named.into_iter().chain(usual).find(runs);
    if found.is_none() {
        eprintln!("skipped: no browser is installed");
    }
    found
}

/// axe-core, if it is installed: `RETALLY_AXE` is the path of its axe.min.js, or it is among the packages of a folder above this one.
fn axe() -> Option<String> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let usual = above.map(|folder| folder.join("node_modules/axe-core/axe.min.js"));
    let named = std::env::var_os("RETALLY_AXE").map(PathBuf::from);
    let found = named.into_iter().chain(usual).find_map(|path| fs::read_to_string(path).ok());
    if found.is_none() {
        eprintln!("skipped: axe-core is not installed; `RETALLY_AXE` may be the path of its axe.min.js");
    }
    found
}

/// What a script returns for each page, shown so wide, in the light or in the dark: of `page`, its document, in `view`, its window.
fn returned(browser: &str, pages: &[String], width: usize, is_dark: bool, library: &str, script: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut frames = String::new();
    for (at, page) in pages.iter().enumerate() {
        fs::write(folder.path().join(format!("{at}.html")), page).unwrap();
        frames.push_str(&format!("<iframe src='{at}.html' style='width:{width}px;height:800px'></iframe>"));
    }
    let library = serde_json::to_string(library).unwrap();
    fs::write(folder.path().join("library.js"), format!("const library = {library};")).unwrap();
    let script = format!(
        "const of = async (view, page) => {{ {script} }}; \
         onload = () => setTimeout(async () => {{ \
           const done = []; \
           for (const frame of document.querySelectorAll('iframe')) done.push(await of(frame.contentWindow, frame.contentDocument)); \
           document.body.textContent = done.join('\\u241e'); \
         }}, 500);"
    );
    let wrapper = folder.path().join("all.html");
    let scripts = format!("<script src='library.js'></script><script>{script}</script>");
    fs::write(&wrapper, format!("<!DOCTYPE html><body>{frames}{scripts}</body>")).unwrap();
    let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
    let scheme = format!("--blink-settings=preferredColorScheme={}", u8::from(!is_dark));
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--allow-file-access-from-files",
        "--virtual-time-budget=60000",
        "--dump-dom",
        &profile,
        &scheme,
    ];
    let done = Command::new(browser).args(arguments).arg(&wrapper).output().unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    let body = text.split("<body>").nth(1).unwrap().split("</body>").next().unwrap();
    let returned: Vec<String> = body.trim().split('\u{241e}').map(str::to_owned).collect();
    assert_eq!(returned.len(), pages.len(), "{text}");
    returned
}

/// Studies of every kind of page.
fn studies() -> Vec<Study> {
    let several = ["wansink-pizza", "gondar-iodine", "rift-valley-fever"];
    let others = other_studies().into_iter().filter(|study| several.contains(&study.name()));
    #[cfg(feature = "documents")]
    let others = others.chain([a_paper()]);
    others.chain([flagship(), hostile()]).collect()
}

#[test]
fn no_page_is_wider_than_its_window() {
    const MEASURE: &str = "const drawn = [...page.querySelectorAll('svg')].filter((svg) => svg.getBoundingClientRect().width > 0); \
                           const shrunk = drawn.map((svg) => Math.round(100 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)); \
                           return page.documentElement.scrollWidth + ';' + Math.min(100, ...shrunk);";
    let Some(browser) = browser() else { return };
    let studies = studies();
    let audits: Vec<Audit> = studies.iter().map(Study::audit).collect();
    let pages: Vec<String> = audits.iter().map(page).collect();
    for width in [390, 1280] {
        for (study, measured) in studies.iter().zip(returned(&browser, &pages, width, false, "", MEASURE)) {
            let (wide, shrunk) = measured.split_once(';').unwrap();
            let wide: usize = wide.parse().unwrap();
            assert!(wide <= width, "{} is {wide} pixels wide in a window of {width}", study.name());
            // Letters of charts are 11 pixels high at least: no chart may be smaller than it is drawn.
            assert_eq!(shrunk, "100", "{}, {width}", study.name());
        }
    }
}

#[test]
fn axe_finds_nothing() {
    const RUN: &str = "page.querySelectorAll('details').forEach((part) => { part.open = true; }); \
                       const script = page.createElement('script'); script.textContent = library; page.head.append(script); \
                       const done = await view.axe.run(page, { iframes: false }); \
                       return done.passes.length + ';' + done.violations.map((one) => one.id + ': ' + one.nodes[0].html).join();";
    let (Some(browser), Some(axe)) = (browser(), axe()) else { return };
    let studies = studies();
    let audits: Vec<Audit> = studies.iter().map(Study::audit).collect();
    let addresses: Vec<_> = audits.iter().map(|audit| (audit, "a/report.html")).collect();
    // A page in which axe must find something shows that it ran.
    let control =
        "<!DOCTYPE html><html lang='en'><title>T</title><main><h1>T</h1><img src='none.png'></main></html>".to_owned();
    let pages: Vec<String> = audits.iter().map(page).chain([index(&addresses), control]).collect();
    for (width, is_dark) in [(390, false), (390, true), (1280, false), (1280, true)] {
        for (at, found) in returned(&browser, &pages, width, is_dark, &axe, RUN).into_iter().enumerate() {
            let (passes, violations) = found.split_once(';').unwrap_or_else(|| panic!("{found}"));
            if at > studies.len() {
                assert!(violations.contains("image-alt"), "{found}");
                continue;
            }
            assert!(passes.parse::<usize>().unwrap() > 20, "{found}");
            let name = studies.get(at).map_or("the index", Study::name);
            assert_eq!(violations, "", "{name}, {width} pixels wide, {}", if is_dark { "dark" } else { "light" });
        }
    }
}
