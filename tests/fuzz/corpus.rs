//! The inputs that are kept.

use std::fs;
use std::path::{Path, PathBuf};

/// Files with their names; most targets take one.
pub type Input = Vec<(String, Vec<u8>)>;

/// The inputs of a target: each of its files, or each of its folders with all files in it.
pub fn inputs(target: &str) -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = entries(&root.join("tests/corpus").join(target));
    let inputs: Vec<Input> = kept.iter().map(|path| input(path)).collect();
    assert!(!inputs.is_empty(), "there is nothing in the corpus of {target}");
    inputs
}

fn input(path: &Path) -> Input {
    let files = if path.is_dir() { entries(path) } else { vec![path.to_owned()] };
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Writes an input that broke something, and says where.
pub fn keep(target: &str, input: &Input) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("fuzz").join(target);
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in input {
        fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}
