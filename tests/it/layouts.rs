//! Layouts that journals print, each as briefly as it can be said.

use crate::support::{broken, holding, study_of, table, try_table, undecided};

#[test]
fn one_label_binds_several_keys() {
    let csv = "Item,$4 mean,SD,$8 mean,SD,F\nGreat,6.89,1.39,7.44,1.60,4.24\n";
    let labels =
        "[labels]\n'$4 mean' = {price = '$4', statistic = 'mean'}\n'$8 mean' = {price = '$8', statistic = 'mean'}";
    let keys = "stub = 'variable'\nheader = [['price', 'statistic']]\nignore = 'F'";
    let study = table(labels, keys, csv);
    let quantities: Vec<_> = study.claims().iter().map(|claim| study.names().quantity(&claim.quantity)).collect();
    assert_eq!(
        quantities,
        ["mean Great of price=$4", "sd Great of price=$4", "mean Great of price=$8", "sd Great of price=$8"]
    );
    assert_eq!(study.ignored(), 1);
}

#[test]
fn a_label_may_be_a_notation() {
    let csv = "Parameter,A (N = 161),,,B (N = 140),,\n,Mean ± SD,Min,CV,Mean ± SD,Min,CV\nMC,26.6 ± 3.58a,15.2,13.4,32.4 ± 2.07b,26.5,6.4\n";
    let keys = "stub = 'variable'\nheader = ['site', 'statistic']\nnumbers = {markers = 'ab'}";
    let study = table("", keys, csv);
    assert_eq!(study.claims().len(), 2 + 8);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert!(holding(&study).contains(&"t::ratio::cv MC of site=B".to_owned()));
}

#[test]
fn a_name_beside_its_own_abbreviation_is_no_notation() {
    let of = |header: &str, a: &str| {
        table("", "stub = 'f'\nheader = 'statistic'", &format!("f,{header}\na,{a}\nTotal,4,100\n"))
    };
    let study = of("Number (N),Percentage (%)", "1,25");
    assert!(study.malformed().is_empty());
    assert_eq!(holding(&study), ["t::share::f=a of all", "t::share::all of all", "t::part::f=a within all"]);
    assert_eq!(broken(&of("Frequency (n),Percent (%)", "1,26")), ["t::share::f=a of all"]);
}

#[test]
fn bases_of_some_rows() {
    let csv = ",A,B,Total\nSEX,,,\nFemale,8 (40%),9 (45%),17 (43%)\nMale,12 (60%),11 (55%),23 (58%)\nPREGNANCY,,,\nYes,2 (25%),3 (33%),5 (29%)\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = 'origin'\ncells = 'n (%)'\npartition = 'SEX'\nshare-of = 'origin'\nbases = {PREGNANCY = [['origin', 'SEX=Female']]}";
    let study = table("size = 40", keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(undecided(&study), Vec::<String>::new());
}

#[test]
fn some_variables_are_of_those_who_answered() {
    let csv = ",n,%\nSex,,\nF,40,40\nM,60,60\nEthnic,,\nx,30,50\ny,30,50\n";
    let keys = "stub = 'level'\nheadings = 'variable'\nheader = 'statistic'\npartition = 'level'\npartial = 'Ethnic'\nshare-of = ['answered', 'all']";
    let study = table("size = 100", keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(undecided(&study), Vec::<String>::new());
    let fewer = table("size = 50", keys, csv);
    assert!(broken(&fewer).contains(&"t::total::all over Ethnic".to_owned()));
}

#[test]
fn one_file_holds_several_tables() {
    let csv = ",A,B,Sum\nx,1,2,3\n,A,B,Sum\nx,1,1,2\n";
    let manifest = "[study]\ntitle = 'T'\n\
        [[table]]\nfile = 't.csv'\nname = 'girls'\nrows = '1-2'\nstub = 'f'\nheader = 'arm'\nmargins = 'Sum'\nbind = {sex = 'girl'}\n\
        [[table]]\nfile = 't.csv'\nname = 'boys'\nrows = '1, 4'\nstub = 'f'\nheader = 'arm'\nmargins = 'Sum'\nbind = {sex = 'boy'}\n";
    let study = study_of(&[("study.toml".into(), manifest.into()), ("t.csv".into(), csv.into())]).unwrap();
    assert_eq!(holding(&study), ["girls::total::f=x, sex=girl over arm", "boys::total::f=x, sex=boy over arm"]);
}

#[test]
fn two_languages_agree() {
    let manifest = "[study]\ntitle = 'T'\n[variables]\nsex = ['Sex', 'Sexo']\n[levels.level]\nyes = ['Yes', 'Sim']\n[levels.sex]\nmale = ['Male', 'Homem']\n\
        [[table]]\nfile = 'en.csv'\nstub = 'level'\nheadings = 'variable'\nheader = 'statistic'\n\
        [[table]]\nfile = 'pt.csv'\nstub = 'level'\nheadings = 'variable'\nheader = 'statistic'\nnumbers = {decimal = ','}\n[statistics]\nmean = 'Média'\n";
    let files = |pt: &str| {
        let en = "v,n,%\nSex,,\nMale,3,37.5\nSmoker,,\nYes,1,12.5\n";
        let pt = format!("v,n,%\nSexo,,\nHomem,3,{pt}\nSmoker,,\nSim,1,12,5\n").replace("1,12,5", "1,\"12,5\"");
        study_of(&[
            ("study.toml".into(), manifest.replace("[statistics]\nmean = 'Média'\n", "")),
            ("en.csv".into(), en.into()),
            ("pt.csv".into(), pt),
        ])
    };
    let study = files("\"37,5\"").unwrap();
    assert_eq!(broken(&study), Vec::<String>::new());
    assert!(holding(&study).contains(&"en+pt::agreement::sex=male as % of all".to_owned()));
    assert!(holding(&study).contains(&"en+pt::agreement::n of Smoker=yes".to_owned()));
    assert_eq!(broken(&files("\"37,6\"").unwrap()), ["en+pt::agreement::sex=male as % of all"]);
}

#[test]
fn a_level_states_its_size() {
    let levels = "[levels.g]\na = {size = 3}\nb = {size = 2}";
    let keys = "stub = 'variable'\nheader = ['g', 'statistic']\nmargins = 'All'";
    let csv = ",a,,b,,All,\n,mean,sd,mean,sd,mean,sd\nx,2.00,1.00,6.00,1.41,3.60,2.41\n";
    let study = table(&format!("partition = 'g'\n{levels}"), keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert!(holding(&study).contains(&"t::pooled::mean x over g".to_owned()));
}

#[test]
fn numbers_as_they_are_printed() {
    let csv = "f,n,%\na,\"2 857,0*\",\"57,1%\"\nb,\"2.143^{a}\",\"42,9\"\nc,N.D.,–\nTotal,5000,100\n";
    let keys = "stub = 'f'\nheader = 'statistic'\nnumbers = {decimal = ',', zero = 'N.D.', blank = '–'}";
    let study = table("", keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert!(holding(&study).contains(&"t::total::all over f".to_owned()));
}

#[test]
fn malformed_cells_are_findings_and_still_used() {
    let keys = "stub = 'f'\nheader = 'arm'\ncells = ['n/N (%)', 'n (%)']\nshare-of = 'arm'";
    let csv = "f,A\na,4/10 (40)\nb,6/10 (60\n";
    let study = table("", keys, csv);
    let audit = study.audit();
    let found: Vec<_> = audit.findings().iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(found, ["Table *t*, *b*, *A*: the cell `6/10 (60` does not match its notation `n/N (%)`"]);
    assert_eq!(holding(&study).len(), 5, "{:?}", holding(&study));
}

#[test]
fn subtotals_nest() {
    let levels = "[levels.stage]\nearly = {of = ['I', 'II']}\nlate = {of = ['III', 'IV']}\nknown = {of = ['I', 'II', 'III', 'IV']}";
    let keys = "stub = 'stage'\nheader = 'statistic'\npartition = 'stage'";
    let csv = "s,n\nI,1\nII,2\nIII,3\nIV,4\nearly,3\nlate,7\nknown,10\nunknown,5\n";
    assert_eq!(broken(&table(&format!("size = 15\n{levels}"), keys, csv)), Vec::<String>::new());
    assert_eq!(
        broken(&table(&format!("size = 15\n{levels}"), keys, &csv.replace("late,7", "late,8"))),
        ["t::total::stage=late over stage"]
    );
    let unknown =
        try_table("[levels.stage]\nearly = {of = ['I', 'nonsense']}", keys, "s,n\nI,1\nearly,1\n").unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "study.toml:4:9: no table prints the label `nonsense`; write it as the CSV file has it"
    );
}

#[test]
fn another_base_that_explains_a_row_or_a_block_is_named() {
    // Row percentages, declared as column percentages.
    let csv = ",,A,B,Total\nF,n,10,30,40\n,%,25,75,100\nM,n,20,40,60\n,%,33,67,100\nTotal,n,30,70,100\n";
    let study = table("", "stub = ['sex', 'statistic']\nheader = 'arm'\nshare-of = ['arm', 'sex']", csv);
    let audit = study.audit();
    let explanations: Vec<_> = audit.findings().iter().flat_map(|finding| &finding.explanations).collect();
    assert!(!explanations.is_empty());
    assert!(explanations.iter().all(|text| text.text.ends_with("follow from another base: `sex`")), "{explanations:?}");
    // Declared right, there is nothing to explain.
    let right = table("", "stub = ['sex', 'statistic']\nheader = 'arm'\nshare-of = 'sex'", csv);
    assert!(right.audit().findings().is_empty());
}

#[test]
fn lists_beside_lists() {
    let csv = "v,A,B\nSex: male/female,12/18,15/5\nAge,30.1,31.0\nTotal,30,20\n";
    let keys = "stub = 'sex'\nheader = 'arm'\nlists = '/'\nignore = 'Age'";
    let study = table("[levels.sex]\nmale = 'Sex: male'", keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(holding(&study), ["t::total::arm=A over sex", "t::total::arm=B over sex"]);
    let claim = &study.claims()[1];
    let text = &study.sources()[1].text()[claim.place.span.clone()];
    assert_eq!((claim.figure.text(), text), ("15", "15"));
    assert_eq!(
        broken(&table("[levels.sex]\nmale = 'Sex: male'", keys, &csv.replace("15/5", "15/6"))),
        ["t::total::arm=B over sex"]
    );
}

#[test]
fn weighted_percentages_add_up_but_do_not_follow_from_counts() {
    let csv = "sex,n,%\nF,40,52.3\nM,60,47.7\nTotal,100,100\n";
    let keys = "stub = 'sex'\nheader = 'statistic'\nweighted = true";
    let study = table("", keys, csv);
    assert_eq!(broken(&study), Vec::<String>::new());
    assert_eq!(undecided(&study).len(), 3);
    assert!(!broken(&table("", keys, &csv.replace("47.7", "48.7"))).is_empty());
}

#[test]
fn means_of_a_variable_that_some_did_not_answer_are_not_pooled() {
    let csv = ",Treat (n = 14),Control (n = 9),Total (n = 23)\nScore,2.00 (1.00),6.00 (1.41),5.00 (2.00)\n";
    let keys = "stub = 'variable'\nheader = 'arm'\ncells = 'mean (SD)'";
    assert!(!broken(&table("", keys, csv)).is_empty());
    let partial = table("", &format!("{keys}\npartial = 'Score'"), csv);
    assert_eq!(broken(&partial), Vec::<String>::new());
    // Whatever their numbers, the mean of both lies between.
    let beyond = table("", &format!("{keys}\npartial = 'Score'"), &csv.replace("5.00", "6.10"));
    assert_eq!(broken(&beyond), ["t::pooled::mean Score over arm"]);
}
