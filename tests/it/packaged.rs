//! What is published has all that the library is built from.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

/// The files of the package, as cargo lists them.
fn packaged() -> HashSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["package", "--list", "--allow-dirty", "--offline"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.replace('\\', "/")).collect()
}

#[test]
fn the_package_has_every_embedded_file() {
    let packaged = packaged();
    for study in retally::studies::ALL {
        for (file, _) in study.files {
            assert!(packaged.contains(&format!("data/{}/{file}", study.name)), "{}: {file}", study.name);
        }
    }
    // Fonts, the guide, the README, the tour: what `include_str!` and `include_bytes!` name.
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fonts = std::fs::read_dir(root.join("src/chart/arimo")).unwrap().flatten();
    let fonts = fonts.map(|entry| format!("src/chart/arimo/{}", entry.file_name().to_str().unwrap()));
    for file in fonts.chain(["src/guide.md", "README.md", "src/tour.md", "build.rs"].map(str::to_owned)) {
        assert!(packaged.contains(&file), "{file}");
    }
}

/// A text that a manifest names is embedded as well as its tables.
#[test]
fn every_file_that_a_manifest_names_is_embedded() {
    for study in retally::studies::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(study.name);
        let opened = retally::Study::open(&folder).unwrap();
        for source in opened.sources() {
            assert!(study.files.iter().any(|file| file.0 == source.name()), "{}: {}", study.name, source.name());
        }
    }
}
