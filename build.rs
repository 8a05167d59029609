//! Writes the studies under `data/` into the crate, so that a program can audit them without a file.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut code = String::from("/// Every study, in the order of their names.\npub static ALL: &[Embedded] = &[\n");
    for folder in sorted(&root.join("data"))? {
        if folder.join("study.toml").is_file() {
            println!("cargo::rerun-if-changed={}", folder.display());
            embed(&folder, &mut code)?;
        }
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("studies.rs"), code)
}

/// Appends one study with its TOML and CSV files, and with the texts that its manifest names.
fn embed(folder: &Path, code: &mut String) -> io::Result<()> {
    let _ = writeln!(code, "Embedded {{ name: {:?}, files: &[", name(folder));
    let manifest = fs::read_to_string(folder.join("study.toml"))?;
    let is_named =
        |file: &Path| ['"', '\''].iter().any(|quote| manifest.contains(&format!("{quote}{}{quote}", name(file))));
    for file in sorted(folder)? {
        if file.extension().is_some_and(|ending| ending == "toml" || ending == "csv") || is_named(&file) {
            let _ = writeln!(code, "({:?}, include_bytes!({:?})),", name(&file), file.display().to_string());
        }
    }
    code.push_str("] },\n");
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
