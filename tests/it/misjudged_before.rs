//! Tables that once were judged wrongly.

use crate::support::{broken, try_table};

/// Tables that real respondents can produce, each once called inconsistent.
#[test]
fn innocent_tables() {
    for (what, rest, keys, csv) in [
        (
            "each item has its own total",
            "",
            "stub = 'variable'\nheader = 'level'",
            "item,Yes,No,Total\nQ1,100,40,140\nQ2,90,48,138\n",
        ),
        ("a level that is not printed", "", "stub = 'f'\nheader = 'statistic'", "f,n\na,10\nb,12\nc,\nTotal,25\n"),
        (
            "several answers",
            "",
            "stub = 'f'\nheader = 'statistic'\noverlap = 'f'",
            "f,n,%\nCost,60,60\nTime,70,70\nTotal,100,100\n",
        ),
        ("none of more than 100", "", "stub = 'f'\nheader = 'statistic'", "f,n,%\na,0,0\nb,>100,100\nTotal,>100,100\n"),
        ("a last row without a label", "", "stub = 'f'\nheader = 'statistic'", "f,n\na,3\nb,4\n,7\n"),
        (
            "women only",
            "size = 100",
            "stub = 'f'\nheader = 'statistic'\nbind = {sex = 'women'}",
            "f,n,%\na,12,30\nb,28,70\nTotal,40,100\n",
        ),
        (
            "subtotals",
            "[levels.f]\nab = {printed = 'Subtotal', of = ['a', 'b']}",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\na,3\nb,4\nSubtotal,7\nc,5\nTotal,12\n",
        ),
        (
            "those who answered",
            "size = 10",
            "stub = 'variable'\nheader = ['level', 'statistic']\npartial = 'level'\nshare-of = 'answered'",
            "v,Yes,,No,\n,n,%,n,%\nQ1,6,75,2,25\nQ2,5,50,5,50\n",
        ),
    ] {
        let study = try_table(rest, keys, csv).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(broken(&study), Vec::<String>::new(), "{what}");
    }
}

/// Tables that no respondents can produce, each once let pass.
#[test]
fn impossible_tables() {
    for (what, rest, keys, csv, expected) in [
        (
            "fewer than five of twenty",
            "",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\na,<5\nb,30\nTotal,20\n",
            vec!["t::total::all over f"],
        ),
        (
            "none of more than none",
            "",
            "stub = 'f'\nheader = 'statistic'",
            "f,n,%\na,0,50\nTotal,>0,100\n",
            vec!["t::share::f=a of all"],
        ),
        (
            "a part above its whole",
            "",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\nFemale,45\nTotal,30\n",
            vec!["t::part::f=Female within all"],
        ),
        (
            "more answers than respondents",
            "size = 9",
            "stub = 'variable'\nheader = 'level'\npartial = 'level'",
            "v,Yes,No\nQ1,6,4\n",
            vec!["t::total::all over Q1"],
        ),
        (
            "a subtotal",
            "[levels.f]\nab = {printed = 'Subtotal', of = ['a', 'b']}",
            "stub = 'f'\nheader = 'statistic'",
            "f,n\na,3\nb,4\nSubtotal,8\nc,5\nTotal,13\n",
            vec!["t::total::all over f #2", "t::total::f=ab over f"],
        ),
    ] {
        let study = try_table(rest, keys, csv).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(broken(&study), expected, "{what}");
    }
}
