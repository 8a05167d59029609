//! `retally samples` as it is run in a shell.

use std::process::Command;

/// What it prints, what it says beside, and its exit status.
fn samples(arguments: &str) -> (String, String, i32) {
    let arguments = arguments.split(' ').filter(|argument| !argument.is_empty());
    let output = Command::new(env!("CARGO_BIN_EXE_retally")).arg("samples").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn samples_are_shown_counted_and_drawn() {
    // 13,675 of them have the divisor n - 1: `Samples::draw` has that example.
    let (printed, noted, status) = samples("-n 80 --low 1 --high 7 --mean 3.50 --sd 1.50 --draw 3");
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!((lines.len(), lines[1], status), (5, "27652 samples", 0));
    assert!(lines[0].starts_with("possible: ") && lines[2..].iter().all(|line| line.contains(" × ")), "{printed}");
    assert!(noted.starts_with("note: counting takes ") && noted.contains(" steps, about 1 s, and "), "{noted}");
    assert_eq!(samples("-n 80 --low 1 --high 7 --mean 3.50 --sd 1.50 --draw 3").0, printed, "the same seed");
    assert_eq!(samples("-n 9 --low 1 --high 5 --mean 1.3 --sd 0.9").0, "possible: 8 × 1, 4\n1 sample\n");
    assert_eq!(samples("-n 2 --low=-1 --high=0 --mean=-0.5").0, "possible: -1, 0\n1 sample\n");
}

#[test]
fn what_is_impossible_says_why() {
    // GRIM: Brown & Heathers 2017, doi:10.1177/1948550616673876.
    let (printed, _, status) = samples("-n 28 --mean 5.19");
    assert_eq!(status, 1);
    assert!(printed.starts_with("impossible: it fails GRIM: no sum of admissible values gives this mean"), "{printed}");
    assert_eq!(samples("-n 28 --mean 5.19 --items 4 --low 1 --high 7").2, 0, "a mean of four items is finer");
    assert_eq!(samples("-n 28 --mean 5.19 --step 0.1 --low 1 --high 7").2, 0, "and so are tenths");
}

#[test]
fn what_is_not_counted_says_what_would_count_it() {
    let (printed, _, status) = samples("-n 40 --low 1 --high 7 --mean 3.5 --sd 1.5 --megabytes 0");
    assert_eq!(status, 0);
    let hint =
        printed.lines().nth(1).unwrap().strip_prefix("not counted: counting would take more memory than it may; ");
    let hint = hint.and_then(|hint| hint.strip_suffix(" count them")).unwrap().to_owned();
    let (printed, ..) = samples(&format!("-n 40 --low 1 --high 7 --mean 3.5 --sd 1.5 {hint}"));
    assert!(printed.ends_with(" samples\n"), "{printed}");
    let (printed, ..) = samples("-n 5");
    assert!(
        printed.ends_with("not counted: nothing bounds the values, so that there is no end of samples\n"),
        "{printed}"
    );
}

#[test]
fn errors_name_the_argument() {
    for (arguments, error) in [
        ("-n 5 --mean abc", "error: --mean: `abc` is not a figure"),
        ("-n 5 --step 0", "a step is greater than 0"),
        ("-n 5 --low <3", "write a number, such as 7 or 0.5"),
        ("-n 5 --items 0", "0 is not in 1.."),
        ("-n 5 --draw 1000001", "1000001 is not in 0..=1000000"),
        ("--mean 3", "-n <N>"),
    ] {
        let (_, noted, status) = samples(arguments);
        assert_eq!(status, 2, "{arguments}");
        assert!(noted.contains(error), "{arguments}: {noted}");
    }
}
