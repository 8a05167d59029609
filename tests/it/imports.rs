//! Imports point one way: no two parts of the library need each other, and no two files do.
//!
//! A file needs the file in which a name that it takes is *defined*: what `mod.rs` only declares or hands on ties nobody to it. So a
//! `mod.rs` may call what is below it, and what is below may not take anything that is defined in the `mod.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What needs what.
type Needs = BTreeMap<String, BTreeSet<String>>;

/// The Rust files in a folder and below.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.flat_map(below).filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// A file of the library: its text without comments, and the modules that it declares.
struct Module {
    code: String,
    children: Vec<String>,
}

/// Each module of the library, by its path: `diagnosis::solver::system`.
fn modules() -> BTreeMap<String, Module> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let named = |file: PathBuf| {
        let path = file.strip_prefix(&source).unwrap().with_extension("");
        let names: Vec<&str> = path.iter().map(|name| name.to_str().unwrap()).filter(|name| *name != "mod").collect();
        (names.join("::"), fs::read_to_string(&file).unwrap())
    };
    let is_part = |(name, _): &(String, String)| name != "lib" && !name.starts_with("bin");
    files(&source).into_iter().map(named).filter(is_part).map(|(name, text)| (name, module(&text))).collect()
}

fn module(text: &str) -> Module {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let code: String = text.lines().map(|line| line.split("//").next().unwrap().to_owned() + "\n").collect();
    let declared = |line: &str| Some(line.strip_suffix(';')?.rsplit_once("mod ")?.1.to_owned());
    // Who may see something is no import.
    let code = code.replace("pub(in crate::", "pub(in ");
    Module { children: code.lines().filter_map(|line| declared(line.trim())).collect(), code }
}

/// Whether a character may be in a name.
fn is_of_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The paths that begin at the start of a text, each branch of a group by itself: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(text: &str) -> Vec<Vec<String>> {
    let end = text.find(|sign| !is_of_name(sign)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let behind = match rest.strip_prefix("::") {
        _ if name.is_empty() => return vec![Vec::new()],
        None => vec![Vec::new()],
        Some(behind) if behind.starts_with('{') => group(&behind[1..]).into_iter().flat_map(paths).collect(),
        Some(behind) => paths(behind),
    };
    behind.into_iter().map(|path| [vec![name.to_owned()], path].concat()).collect()
}

/// The members of a group whose opening brace was read.
fn group(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut members) = (0, 0, Vec::new());
    for (at, sign) in text.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                members.push(text[start..at].trim());
                start = at + 1;
                if sign == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    members
}

/// All paths of a text that begin with a name.
fn paths_from(code: &str, first: &str) -> Vec<Vec<String>> {
    let begins = |at: &usize| !code[..*at].ends_with(|sign| is_of_name(sign) || sign == ':');
    let found = code.match_indices(&format!("{first}::")).map(|found| found.0).filter(begins).collect::<Vec<_>>();
    found.into_iter().flat_map(|at| paths(&code[at..])).collect()
}

/// The same, told from the root of the library.
fn whole_paths(name: &str, module: &Module, code: &str) -> Vec<Vec<String>> {
    let own: Vec<String> = name.split("::").map(str::to_owned).collect();
    let mut all: Vec<Vec<String>> = paths_from(code, "crate").into_iter().map(|path| path[1..].to_vec()).collect();
    all.extend(paths_from(code, "self").into_iter().map(|path| [&own, &path[1..]].concat()));
    all.extend(paths_from(code, "super").into_iter().map(|path| [&own[..own.len() - 1], &path[1..]].concat()));
    all.extend(
        module.children.iter().flat_map(|child| paths_from(code, child)).map(|path| [own.clone(), path].concat()),
    );
    all
}

/// The statements of a module that `use` something, and whether they hand it on to others outside.
fn uses(module: &Module) -> impl Iterator<Item = (&str, bool)> {
    let statements = module.code.split_inclusive(';').map(str::trim_start);
    statements.filter_map(|statement| {
        let is_public = statement.starts_with("pub") && statement.contains(" use ");
        (is_public || statement.starts_with("use ")).then_some((statement, is_public))
    })
}

/// The code of a module without what it only hands on.
fn own_code(module: &Module) -> String {
    let handed_on = uses(module).filter(|used| used.1);
    handed_on.fold(module.code.clone(), |code, (statement, _)| code.replace(statement, ""))
}

/// The module in which what a path names is defined.
fn defined_in(modules: &BTreeMap<String, Module>, path: &[String]) -> Option<String> {
    let lengths = (1..=path.len()).rev();
    let length = lengths.into_iter().find(|length| modules.contains_key(&path[..*length].join("::")))?;
    let (name, behind) = (path[..length].join("::"), &path[length..]);
    let module = &modules[&name];
    let handed = || uses(module).flat_map(|(statement, _)| whole_paths(&name, module, statement)).collect::<Vec<_>>();
    let same = |other: &Vec<String>| other.last() == behind.first() && other[..] != path[..];
    match behind.first().and_then(|_| handed().into_iter().find(same)) {
        Some(further) => defined_in(modules, &further),
        None => Some(name),
    }
}

/// Each module with those that define what it takes.
fn needs(modules: &BTreeMap<String, Module>) -> Needs {
    let of = |(name, module): (&String, &Module)| {
        let paths = whole_paths(name, module, &own_code(module));
        let needed = paths.iter().filter_map(|path| defined_in(modules, path)).filter(|needed| needed != name);
        (name.clone(), needed.collect())
    };
    modules.iter().map(of).collect()
}

/// Those of the library.
static NEEDS: LazyLock<Needs> = LazyLock::new(|| needs(&modules()));

/// What goes round in circles: what needs nothing that is left can be understood alone, and is taken away, and so is what nothing
/// that is left needs.
fn circles(mut needs: Needs) -> Needs {
    loop {
        let is_needed = |name: &String| needs.values().any(|needed| needed.contains(name));
        let needs_none = |name: &String| needs[name].iter().all(|needed| !needs.contains_key(needed));
        let Some(leaf) = needs.keys().find(|name| needs_none(name) || !is_needed(name)).cloned() else { break };
        needs.remove(&leaf);
    }
    let names: BTreeSet<String> = needs.keys().cloned().collect();
    needs.values_mut().for_each(|needed| needed.retain(|name| names.contains(name)));
    needs
}

/// The same for what stands at a depth of the tree: a folder needs what its files need.
fn of_folders(needs: &Needs, depth: usize) -> Needs {
    let folder = |name: &String| name.split("::").take(depth).collect::<Vec<_>>().join("::");
    let mut folders = Needs::new();
    for (name, needed) in needs {
        let own = folder(name);
        let others = needed.iter().map(folder).filter(|other| *other != own).collect::<Vec<_>>();
        folders.entry(own).or_default().extend(others);
    }
    folders
}

#[test]
fn no_two_parts_need_each_other() {
    let parts = of_folders(&NEEDS, 1);
    assert!(parts["audit"].contains("study") && parts["study"].contains("number"));
    let circles = circles(parts);
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn no_two_files_need_each_other() {
    let files = NEEDS.clone();
    assert!(files["diagnosis"].contains("diagnosis::search"), "a function that is called");
    assert!(files["audit"].contains("diagnosis::limits"), "a name that is handed on");
    assert!(!files["audit::finding"].contains("diagnosis"), "{:?}", files["audit::finding"]);
    let circles = circles(files);
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn no_two_folders_of_a_part_need_each_other() {
    for depth in 2..4 {
        let circles = circles(of_folders(&NEEDS, depth));
        assert!(circles.is_empty(), "{circles:#?}");
    }
}

/// What `lib.rs` hands on is for others: within the library a name is taken from where it is.
#[test]
fn nothing_is_taken_from_the_face_of_the_library() {
    for (name, module) in modules() {
        let paths = paths_from(&module.code, "crate");
        let from_the_face =
            paths.iter().find(|path| path.get(1).is_some_and(|next| next.starts_with(char::is_uppercase)));
        assert_eq!(from_the_face, None, "{name}");
    }
}

#[test]
fn a_circle_is_seen_and_a_face_is_none() {
    let tree = |files: &[(&str, &str)]| {
        files.iter().map(|(name, text)| ((*name).to_owned(), module(text))).collect::<BTreeMap<_, _>>()
    };
    let face = "mod one;\nmod two;\npub use one::Data;\nuse one::help;\nfn all() { two::run() }";
    let one_way = [("a", face), ("a::one", "pub struct Data;"), ("a::two", "use crate::a::Data;")];
    let needed = needs(&tree(&one_way));
    assert_eq!(needed["a::two"], BTreeSet::from(["a::one".to_owned()]));
    assert_eq!(needed["a"], BTreeSet::from(["a::one".to_owned(), "a::two".to_owned()]));
    assert!(circles(needed).is_empty());
    let round = [("a", face), ("a::one", "pub struct Data;"), ("a::two", "use crate::a::{\n    Data, all,\n};")];
    assert_eq!(circles(needs(&tree(&round))).into_keys().collect::<Vec<_>>(), ["a", "a::two"]);
    let nested = [("a", "mod b;"), ("a::b", "use super::c::{d::E, F};"), ("a::c", "use crate::a::b::G;")];
    assert_eq!(circles(needs(&tree(&nested))).len(), 2);
}
