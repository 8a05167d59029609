//! An example of each key of the manifest, with which something else is derived or told.

/// A study with one of its lines, and without it.
pub struct Example {
    /// The table of the manifest and its key.
    pub key: &'static str,
    pub manifest: &'static str,
    /// What `KEY` in the manifest stands for, and what in its place where the key is not written.
    pub with: &'static str,
    pub without: &'static str,
    pub csv: &'static str,
}

const BLOCKS: &str = "f,n,%\na,3,37.5\nb,5,62.5\nTotal,9,100\n";
const ARMS: &str = ",A (n = 5),B (n = 4)\nSex,,\nMen,2 (40),1 (25)\nWomen,3 (60),2 (50)\nAge,31.5,\n";
const PAIRS: &str = ",2001,2002\na,3,9\nb,5,1\nTotal,8,10\n";
const SPREAD: &str = "v,n,Mean,SD,Min,Max\nAge,5,31.6,9.6,20,45\n";
const MEANS: &str = "v,n,Mean,SD,Min,Max\nAge,5,31.52,4.1,20,45\n";

/// Manifests of one table.
const SIMPLE: &str = "[study]\ntitle = 'T'\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
const TABLE: &str =
    "[study]\ntitle = 'T'\nsize = 9\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nKEY\n";
const OF_ARMS: &str = "[study]\ntitle = 'T'\nsize = 9\n[variables]\nage = 'Age'\n[[table]]\nfile = 't.csv'\nstub = 'level'\nheadings = 'variable'\nheader = 'arm'\ncells = ['n (%)', 'mean']\nKEY\n";
const CLAIM: &str =
    "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n[[claim]]\nKEY\n";
const OF_MEANS: &str =
    "[study]\ntitle = 'T'\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n";
const LEVELS: &str =
    "[study]\ntitle = 'T'\n[levels.f]\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
const KNOWN: &str =
    "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n[[acknowledged]]\nKEY\n";
const NUMBERS: &str =
    "[study]\ntitle = 'T'\n[study.numbers]\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n";
const TESTS: &str = "[study]\ntitle = 'T'\n[[claim]]\nwhere = 'x'\nfigure = 3\n[[text]]\nKEY\n";
const TIED: &str =
    "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n[[identity]]\nKEY\n";
const COMPUTED: &str = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nname = 'one'\nrows = '1-2'\nstub = 'line'\nheader = 'variable'\ncells = 'value'\n[[table]]\nfile = 't.csv'\nname = 'other'\nrows = '1, 3'\nstub = 'line'\nheader = 'variable'\ncells = 'value'\n[[computed]]\nKEY\n";
const CROSSED: &str =
    "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'year'\n[[statement]]\nKEY\n";

/// All of them.
pub fn examples() -> Vec<Example> {
    [of_the_study(), of_tables(), of_the_text(), of_names(), of_data()].into_iter().flatten().collect()
}

fn example(key: &'static str, manifest: &'static str, with: &'static str, csv: &'static str) -> Example {
    Example { key, manifest, with, without: "", csv }
}

/// The same with another line in its place.
fn swap(example: Example, without: &'static str) -> Example {
    Example { without, ..example }
}

/// What `[study]` says, and how numbers are printed.
fn of_the_study() -> Vec<Example> {
    vec![
        swap(
            example(
                "study.title",
                "[study]\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n",
                "title = 'T'",
                BLOCKS,
            ),
            "title = 'U'",
        ),
        example("study.authors", SIMPLE, "authors = 'A'", BLOCKS),
        example("study.source", SIMPLE, "source = 'A'", BLOCKS),
        example("study.doi", SIMPLE, "doi = '10.1000/1'", BLOCKS),
        example("study.unit", SIMPLE, "unit = 'child'", BLOCKS),
        example("study.units", SIMPLE, "unit = 'child'\nunits = 'children'", BLOCKS),
        example("study.size", SIMPLE, "size = 8", BLOCKS),
        example("study.rounding", SIMPLE, "rounding = 'truncation'", "f,n,%\na,1,66\nb,2,33\nTotal,3,100\n"),
        example(
            "study.alpha",
            "[study]\ntitle = 'T'\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'year'\n[[statement]]\nwhere = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}\nthan = {year = '2001'}\n",
            "alpha = '.9'",
            PAIRS,
        ),
        swap(example("study.numbers", SIMPLE, "numbers = {decimal = ','}", "f,n,%\na,3,\"37,5\"\nb,5,62\n"), ""),
        example("study.partition", SIMPLE, "size = 9\npartition = 'f'", "f,n\na,3\nb,5\n"),
        example("study.partial", SIMPLE, "size = 9\npartial = 'f'", "f,n\na,3\nb,5\n"),
        example("numbers.decimal", NUMBERS, "decimal = ','", "f,n,%\na,3,\"37,5\"\nb,5,62\n"),
        example("numbers.markers", NUMBERS, "markers = 'a'", "f,n\na,3a\nb,5\n"),
        example("numbers.blank", NUMBERS, "blank = 'none'", "f,n\na,none\nb,5\n"),
        example("numbers.zero", NUMBERS, "zero = '-'", "f,n\na,-\nb,5\nTotal,5\n"),
    ]
}

/// What `[[table]]` says.
fn of_tables() -> Vec<Example> {
    vec![
        example(
            "table.file",
            "[study]\ntitle = 'T'\n[[table]]\nKEY\nstub = 'f'\nheader = 'statistic'\n",
            "file = 't.csv'",
            BLOCKS,
        ),
        example(
            "table.stub",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nKEY\nheader = 'statistic'\n",
            "stub = 'f'",
            BLOCKS,
        ),
        example(
            "table.header",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nKEY\n",
            "header = 'statistic'",
            BLOCKS,
        ),
        example("table.name", TABLE, "name = 'sales'", BLOCKS),
        example("table.table", TABLE, "table = 'Table 5'", BLOCKS),
        example("table.title", TABLE, "title = 'Sales'", BLOCKS),
        example("table.rows", TABLE, "rows = '1-3'", BLOCKS),
        example(
            "table.headings",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'level'\nheader = 'arm'\ncells = ['n (%)', 'mean']\nKEY\n",
            "headings = 'variable'",
            ",A (n = 5)\nSex,\nMen,2 (40)\n",
        ),
        example("table.bind", TABLE, "bind = {year = '2001'}", BLOCKS),
        example("table.share-of", OF_ARMS, "share-of = 'arm'", ARMS),
        example("table.bases", OF_ARMS, "bases = {Sex = 'arm'}", ARMS),
        example(
            "table.cells",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'arm'\nKEY\n",
            "cells = '%'",
            ",A\na,3\nb,5\n",
        ),
        example(
            "table.cells-of",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'arm'\nKEY\n",
            "cells-of = {b = '%'}",
            ",A\na,3\nb,5\n",
        ),
        example(
            "table.lists",
            "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'arm'\nKEY\n",
            "lists = '/'",
            ",A\na/b,3/4\n",
        ),
        example("table.labels", TABLE, "labels = {b = {g = 'c'}}", BLOCKS),
        example("table.at", TABLE, "at = {'row 3' = {g = 'c'}}", BLOCKS),
        example("table.numbers", TABLE, "numbers = {zero = '-'}", "f,n\na,-\nb,5\nTotal,5\n"),
        example("table.decimals", TABLE, "decimals = {'%' = 2}", BLOCKS),
        example("table.weighted", TABLE, "weighted = true", BLOCKS),
        example("table.partition", OF_ARMS, "partition = 'level'", ARMS),
        example("table.partial", OF_ARMS, "partial = 'level'", ARMS),
        swap(example("table.overlap", OF_ARMS, "partition = 'level'\noverlap = 'Sex'", ARMS), "partition = 'level'"),
        example("table.margins", TABLE, "margins = 'b'", BLOCKS),
        example("table.ignore", TABLE, "ignore = 'b'", BLOCKS),
        example("table.rounding", TABLE, "rounding = 'truncation'", "f,n,%\na,1,66\nb,2,33\nTotal,3,100\n"),
        example("table.trust", TABLE, "trust = 1", BLOCKS),
    ]
}

/// What `[[claim]]`, `[[statement]]` and `[[text]]` say.
fn of_the_text() -> Vec<Example> {
    vec![
        swap(example("claim.where", CLAIM, "where = 'Results'\nfigure = 8", BLOCKS), "where = 'Methods'\nfigure = 8"),
        swap(
            example("claim.says", CLAIM, "where = 'R'\nfigure = 8\nsays = 'they are eight'", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(example("claim.figure", CLAIM, "where = 'R'\nfigure = 8", BLOCKS), "where = 'R'\nwords = 'nine'"),
        swap(
            example("claim.words", CLAIM, "where = 'R'\nfigure = 8\nwords = 'nine'", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(
            example("claim.statistic", CLAIM, "where = 'R'\nfigure = 8\nstatistic = '%'", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(
            example("claim.variable", CLAIM, "where = 'R'\nfigure = 2\nstatistic = 'levels'\nvariable = 'f'", BLOCKS),
            "where = 'R'\nfigure = 2\nstatistic = 'levels'",
        ),
        swap(
            example("claim.event", CLAIM, "where = 'R'\nfigure = 8\nevent = {f = 'b'}", BLOCKS),
            "where = 'R'\nfigure = 8",
        ),
        swap(
            example("claim.base", CLAIM, "where = 'R'\nfigure = 8\nstatistic = '%'\nbase = {f = 'b'}", BLOCKS),
            "where = 'R'\nfigure = 8\nstatistic = '%'",
        ),
        swap(example("claim.trust", CLAIM, "where = 'R'\nfigure = 8\ntrust = 1", BLOCKS), "where = 'R'\nfigure = 8"),
        swap(
            example(
                "statement.where",
                CROSSED,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
                PAIRS,
            ),
            "where = 'S'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.says",
                CROSSED,
                "where = 'R'\nsays = 'x'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
                PAIRS,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.direction",
                CROSSED,
                "where = 'R'\ndirection = 'less'\nevent = {f = 'a'}\nover = 'year'",
                PAIRS,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.statistic",
                CROSSED,
                "where = 'R'\ndirection = 'more'\nstatistic = 'n'\nevent = {f = 'a'}\nover = 'year'",
                PAIRS,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.event",
                CROSSED,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'b'}\nover = 'year'",
                PAIRS,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
        ),
        swap(
            example(
                "statement.over",
                CROSSED,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nover = 'year'",
                PAIRS,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}",
        ),
        swap(
            example(
                "statement.base",
                CROSSED,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}\nthan = {year = '2001'}",
                PAIRS,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2001'}\nthan = {year = '2002'}",
        ),
        swap(
            example(
                "statement.than",
                CROSSED,
                "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}\nthan = {year = '2001'}",
                PAIRS,
            ),
            "where = 'R'\ndirection = 'more'\nevent = {f = 'a'}\nbase = {year = '2002'}",
        ),
        swap(
            example(
                "statement.variable",
                "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nbind = {outcome = 'x'}\n[[statement]]\nKEY\n",
                "where = 'R'\ndirection = 'more'\nstatistic = 'mean'\nvariable = 'x'\nbase = {f = 'a'}\nthan = {f = 'b'}",
                "f,Mean\na,3.1\nb,5.2\n",
            ),
            "where = 'R'\ndirection = 'more'\nstatistic = 'mean'\nbase = {f = 'a'}\nthan = {f = 'b'}",
        ),
        example("text.printed", TESTS, "printed = 't(28) = 2.20, p = .03'", BLOCKS),
        swap(
            example("text.file", TESTS, "file = 't.csv'", "t(28) = 2.20, p = .03\n"),
            "printed = 't(28) = 2.20, p = .04'",
        ),
    ]
}

/// What names and labels are, what holds between variables, and what is known.
fn of_names() -> Vec<Example> {
    vec![
        swap(
            example("identity.equation", TIED, "equation = 'Old = Age'", "v,Mean\nAge,31.5\nLag,2.5\nOld,28.5\n"),
            "equation = 'Old = Lag'",
        ),
        swap(
            example(
                "identity.allowance",
                TIED,
                "equation = 'Old = Age - Lag'\nallowance = 1",
                "v,Mean\nAge,31.5\nLag,2.5\nOld,28.5\n",
            ),
            "equation = 'Old = Age - Lag'",
        ),
        swap(
            example(
                "computed.equation",
                COMPUTED,
                "equation = 'Gain = After - Before'",
                "v,Before,After,Gain\nA,1,4,3\nB,2,7,4\n",
            ),
            "equation = 'Gain = After + Before'",
        ),
        swap(
            example(
                "computed.table",
                COMPUTED,
                "equation = 'Gain = After - Before'\ntable = 'one'",
                "v,Before,After,Gain\nA,1,4,3\nB,2,7,4\n",
            ),
            "equation = 'Gain = After - Before'\ntable = 'other'",
        ),
        swap(
            example(
                "acknowledged.finding",
                KNOWN,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
                BLOCKS,
            ),
            "finding = 't::total::all over g'\nprinted = ['9', '3', '5']\nnote = 'x'",
        ),
        swap(
            example(
                "acknowledged.printed",
                KNOWN,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
                BLOCKS,
            ),
            "finding = 't::total::all over f'\nprinted = ['9', '4', '5']\nnote = 'x'",
        ),
        swap(
            example(
                "acknowledged.note",
                KNOWN,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
                BLOCKS,
            ),
            "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'y'",
        ),
        swap(
            example(
                "acknowledged.source",
                KNOWN,
                "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'\nsource = 'them'",
                BLOCKS,
            ),
            "finding = 't::total::all over f'\nprinted = ['9', '3', '5']\nnote = 'x'",
        ),
        swap(example("variable.printed", OF_MEANS, "[variables]\nage = {printed = 'Age'}", MEANS), ""),
        swap(example("variable.unit", OF_MEANS, "[variables]\nAge = {unit = 'years'}", MEANS), ""),
        swap(example("variable.step", OF_MEANS, "[variables]\nAge = {step = 1}", MEANS), ""),
        swap(
            example("variable.items", OF_MEANS, "[variables]\nAge = {step = 1, items = 2}", MEANS),
            "[variables]\nAge = {step = 1}",
        ),
        swap(example("variable.low", OF_MEANS, "[variables]\nAge = {low = 25}", SPREAD), ""),
        swap(example("variable.high", OF_MEANS, "[variables]\nAge = {high = 40}", SPREAD), ""),
        swap(example("level.printed", LEVELS, "x = {printed = 'a'}", BLOCKS), "a = {}"),
        swap(example("level.of", LEVELS, "b = {of = ['a']}", "f,n\na,3\nb,5\n"), "b = {}"),
        swap(example("level.size", LEVELS, "a = {size = 4}", BLOCKS), "a = {}"),
        swap(example("label", OF_MEANS, "[labels]\nMean = {statistic = 'median'}", MEANS), ""),
        swap(example("statistic", OF_MEANS, "[statistics]\nmean = 'Moyenne'", "v,Moyenne\nAge,3.1\n"), ""),
    ]
}

/// A file of respondents, by which keys of `[data]` are shown to have an effect.
pub const DATA: &str = "f,g,age,w\na,b,3,1\nb,a,1,2\nx,a,\"2,5\",3\n,b,4,1\n";

/// What `[data]` says, which counts where a file of respondents is given.
fn of_data() -> Vec<Example> {
    const WEIGHTED: &str =
        "[study]\ntitle = 'T'\nKEY\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nweighted = true\n";
    vec![
        example("data.columns", SIMPLE, "[data.columns]\nf = 'g'", BLOCKS),
        example("data.filter", SIMPLE, "[data]\nfilter = {w = '< 2'}", BLOCKS),
        example("data.missing", SIMPLE, "[data]\nmissing = ['x']", "f,n,%\na,1,50\nb,1,50\nMissing,2,50\n"),
        example("data.decimal", OF_MEANS, "[data]\ndecimal = ','\nmissing = ['']", "v,n,Mean\nage,4,2.6\n"),
        example("data.weight", WEIGHTED, "[data]\nweight = 'w'", "f,%\na,14.3\nb,28.6\n"),
        example("column.column", SIMPLE, "[data.columns]\nf = {column = 'g'}", BLOCKS),
        example("column.levels", SIMPLE, "[data.columns]\nf = {levels = {a = ['a', 'x']}}", BLOCKS),
        example("column.missing", SIMPLE, "[data.columns]\nf = {missing = 'a'}", BLOCKS),
    ]
}
