//! Tables of counts with p values beside them, read as they are: each is that of a usual test of its counts, or is left or found.

use crate::right_tables::{read, reported};

/// Characteristics of children by Fisher's exact test: Tsuji & Koriyama et al. (2018), *European Journal of Medical Research* 23,
/// [doi:10.1186/s40001-018-0358-1](https://doi.org/10.1186/s40001-018-0358-1), Table 1. The p value of the last block is not that: Fisher's is 1.
const CHILDREN: &str = "Table 1. Characteristics

,Boys (n = 59),Girls (n = 39),P value
Birth weight,,,
< 2500 g,4 (7),5 (13),
≥ 2500 g,55 (93),34 (87),0.477
Feeding,,,
Breast milk,29 (49),23 (59),
Breast milk and formula,30 (51),16 (41),0.410
Number of siblings,,,
0,33 (56),23 (59),
1,20 (34),12 (31),0.823
2 or more,6 (10),4 (10),1.000
Wheezing,,,
No,48 (81),30 (77),
Yes,11 (19),9 (23),0.617
Atopic dermatitis,,,
No,52 (88),37 (95),
Yes,7 (12),2 (5),0.310
Smoking of parents,,,
No,27 (46),15 (38),
Yes,32 (54),24 (62),0.535
Specific IgG,,,
Not detected,47 (80),31 (79),
Detected,12 (20),8 (21),0.269

Note. P values were obtained by Fisher's exact test.
";

/// p values in the rows of headings and of traits.
const HEADED: &str = "Characteristic,Treatment (n = 140),Control (n = 138),P value
Sex,,,0.617
Female,77 (55.0),80 (58.0),
Male,63 (45.0),58 (42.0),
Smoker,31 (22.1),22 (15.9),0.188
Diabetes,20 (14.3),45 (32.6),<0.001
Asthma,14 (10.0),12 (8.7),0.709
Age group,,,0.021
<40,40 (28.6),60 (43.5),
40-60,50 (35.7),45 (32.6),
>60,50 (35.7),33 (23.9),
";

fn how(csv: &str) -> String {
    read(csv).tables()[0].to_string()
}

#[test]
fn p_values_are_read_where_the_usual_tests_of_their_counts_give_them() {
    assert!(how(CHILDREN).contains("; 8 p values; "), "{}", how(CHILDREN));
    assert!(how(HEADED).contains("; 5 p values; "), "{}", how(HEADED));
    assert_eq!(reported(HEADED), [""; 0]);
    let reading = read(HEADED);
    let audit = reading.audit().unwrap();
    let p = retally::Kind::all().find(|kind| kind.name() == "p-value").unwrap();
    assert_eq!(audit.of_kind(p).count(), 5);
    // What was read is what the other figures of the blocks say as before.
    let total = retally::Kind::all().find(|kind| kind.name() == "share-total").unwrap();
    assert_eq!(audit.of_kind(total).count(), 2, "the heading is no level of its block, in two columns");
}

const FOUND: &str = "Table 1, Specific IgG, *Detected*: p = 0.269 reported, but p of χ²(47, 31; 12, 8) is 0.9833…";

#[test]
fn one_that_no_usual_test_gives_is_found_only_where_the_table_names_the_test() {
    assert_eq!(reported(CHILDREN), [FOUND]);
    for note in ["", "Note. P values by chi-square or Student's t test.", "Note. Adjusted p values of Fisher's test."] {
        let other = CHILDREN.replace("Note. P values were obtained by Fisher's exact test.", note);
        assert_eq!(reported(&other), [""; 0], "{note}");
        let unread = read(&other).tables()[0].unread.clone();
        let left = unread.iter().find(|left| left.labels == ["Detected"]).expect("it is listed");
        assert!(left.reason.contains("the usual tests of its counts give a p of [0.983…, 1]"), "{}", left.reason);
    }
}

#[test]
fn what_more_levels_or_rounding_may_explain_is_left() {
    // Less than twice as much; a level of three, which may be compared with one of the others or with all.
    for (printed, other) in [("0.269", "0.600"), ("0.823", "0.100")] {
        let table = CHILDREN.replace("0.269", "1.000").replace(printed.replace("0.269", "1.000").as_str(), other);
        assert_eq!(reported(&table), [""; 0], "{printed}");
    }
    let table = CHILDREN.replace("0.269", "1.000").replace("0.310", "0.031");
    let found = reported(&table);
    assert!(matches!(found.as_slice(), [one] if one.contains("p = 0.031 reported")), "{found:?}");
}

#[test]
fn p_values_that_seldom_follow_are_of_another_test() {
    let table = HEADED.replace("0.188", "0.744").replace("0.021", "0.334").replace("0.709", "0.051");
    assert!(!how(&table).contains("p value"), "{}", how(&table));
    assert_eq!(reported(&table), [""; 0]);
}

#[test]
fn a_number_in_the_heading_is_none_of_its_first_level() {
    let table = HEADED.replace("Sex,,", "Sex (n = 278),,").replace("Age group,,", "Age group (n = 278),,");
    assert!(how(&table).contains("; 5 p values; "), "{}", how(&table));
    assert_eq!(reported(&table), [""; 0]);
}
