//! The entries of a manifest, each with a setter for every key.

use toml::Value as Toml;

use super::Builder;
use super::value::Value;
use super::write::Keys;

/// A setter for each key, by way of `key`; those behind `@` set a name in the table that the key is, by way of `key_in`.
macro_rules! setters {
    ($type:ident {
        $($(#[$of:meta])* $setter:ident = $key:literal;)*
        $(@ $(#[$of_in:meta])* $setter_in:ident = $key_in:literal;)*
    }) => {
        impl $type {
            /// The keys that there are setters for.
            #[cfg(test)]
            pub(super) const KEYS: &[&str] = &[$($key,)* $($key_in,)*];

            $($(#[$of])*
            #[must_use]
            pub fn $setter(self, value: impl Into<Value>) -> Self {
                self.key($key, value)
            })*

            $($(#[$of_in])*
            #[must_use]
            pub fn $setter_in(self, name: &str, value: impl Into<Value>) -> Self {
                self.key_in($key_in, name, value)
            })*
        }
    };
}

/// An entry of a manifest, with a setter for each key.
macro_rules! entry {
    ($(#[$doc:meta])* $name:ident $keys:tt) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name(pub(super) Keys);

        setters! { $name $keys }

        impl $name {
            /// Sets a key by its name in the manifest.
            #[must_use]
            pub fn key(mut self, key: &str, value: impl Into<Value>) -> Self {
                self.0.set(key, value.into().0);
                self
            }

            /// Sets a name in the table that a key of the manifest is.
            #[must_use]
            pub fn key_in(mut self, key: &str, name: &str, value: impl Into<Value>) -> Self {
                self.0.set_in(key, name, value.into().0);
                self
            }

            /// A comment above it in the manifest that is written. It has no effect; entries within others have none.
            #[must_use]
            pub fn comment(mut self, text: &str) -> Self {
                self.0.comment.push(text.to_owned());
                self
            }
        }

        impl From<$name> for Value {
            fn from(entry: $name) -> Self {
                Self(Toml::Table(entry.0.keys))
            }
        }
    };
}

setters! {
    Builder {
        /// The paper's title.
        title = "title";
        /// Who wrote it.
        authors = "authors";
        /// Where it was published.
        source = "source";
        /// Its digital object identifier.
        doi = "doi";
        /// The paper beside the manifest whose other tables are to be read: what is written then is opened with
        /// `retally audit`, and cannot be [built](Builder::build).
        paper = "paper";
        /// What is counted, in the singular: `respondent` unless said otherwise.
        unit = "unit";
        /// Several of it, if not as `unit` with an s.
        units = "units";
        /// How many there are, as printed.
        size = "size";
        /// The rounding of all figures, if the paper states it.
        rounding = "rounding";
        /// The significance level, .05 unless said otherwise.
        alpha = "alpha";
        /// How numbers are printed.
        numbers = "numbers";
        /// The dimensions whose levels, in whichever tables, are everybody.
        partition = "partition";
        /// The dimensions whose levels, in whichever tables, are those of whom it is known.
        partial = "partial";
    }
}

entry! {
    /// How numbers are printed.
    Numbers {
        /// The decimal sign: `.` unless said otherwise.
        decimal = "decimal";
        /// Letters that, behind a figure, refer to a note.
        markers = "markers";
        /// What cells without a number hold, besides nothing.
        blank = "blank";
        /// What stands for zero.
        zero = "zero";
    }
}

entry! {
    /// What respondents were asked or measured for.
    Variable {
        /// The labels that tables print for it, if not its name.
        printed = "printed";
        /// The unit of its values.
        unit = "unit";
        /// What its values are multiples of: 1 for whole years.
        step = "step";
        /// How many items each of its values is the mean of.
        items = "items";
        /// The least value that is possible.
        low = "low";
        /// The greatest value that is possible.
        high = "high";
    }
}

entry! {
    /// A level of a dimension.
    Level {
        /// The labels that tables print for it, if not its name.
        printed = "printed";
        /// The levels that it is made of, if it is a subtotal.
        of = "of";
        /// How many respondents have it, as printed elsewhere than in a table.
        size = "size";
    }
}

entry! {
    /// What holds for each respondent: `age_started = age - years_involved`.
    Identity {
        /// The equation.
        equation = "equation";
        /// By how much its left side may differ from its right side: `[-1, 0]`.
        allowance = "allowance";
    }
}

entry! {
    /// Numbers that a table computes from others beside them: `change = after - before`.
    Computed {
        /// The equation.
        equation = "equation";
        /// The table in which it is, by its name, if not in all that print them.
        table = "table";
    }
}

entry! {
    /// A table: its cells as printed, and what its labels are.
    Table {
        /// The name of its CSV file, `table1.csv` and so on unless said otherwise.
        file = "file";
        /// In place of a file the paper that it is taken from, if not that of the study.
        paper = "paper";
        /// Which table of the paper it is, by its label or its number.
        table = "table";
        /// What outputs call the table, if not as its file.
        name = "name";
        /// The rows of the file that are the table, header first, such as `"1, 13-21"`, where one file holds several.
        rows = "rows";
        /// The title printed above it.
        title = "title";
        /// What the labels of each of the first columns are; a list within the list where one column has several.
        stub = "stub";
        /// What the labels of each header row are.
        header = "header";
        /// The dimensions that a percentage keeps of its event to get its base; `all` keeps none.
        share_of = "share-of";
        /// What the label of a row without figures names for the rows below it.
        headings = "headings";
        /// How a cell holds several figures: `n (%)`; of several notations the first that fits.
        cells = "cells";
        /// The sign between the items of lists, or the sign with the levels that the cells list.
        lists = "lists";
        /// How its numbers are printed, if not as the study's: [`Numbers`].
        numbers = "numbers";
        /// Whether percentages are weighted.
        weighted = "weighted";
        /// The dimensions whose levels, printed without a total, are everybody.
        partition = "partition";
        /// The dimensions whose levels are those who answered.
        partial = "partial";
        /// Variables whose levels overlap, as with several answers.
        overlap = "overlap";
        /// The labels of margins, `Total` unless said otherwise.
        margins = "margins";
        /// The labels of rows and columns that are not read.
        ignore = "ignore";
        /// The rounding of its figures, if it differs from the study's.
        rounding = "rounding";
        /// How far its figures are trusted, from 1 to 100; 10 unless said otherwise.
        trust = "trust";
        /// Of a table that is to be read, without `stub` and `header`: how many rows are header.
        header_rows = "header-rows";
        /// Of such a table: how many columns are labels.
        stub_columns = "stub-columns";
        @ /// Of such a table: what its `columns`, or the rows under a heading, are called.
        names = "names";
        @ /// What all of its cells have besides: a level of a dimension, or the `outcome`.
        bind = "bind";
        @ /// What a label has, in this table only: a level of each of several dimensions, a statistic, a variable.
        labels = "labels";
        @ /// What rows and columns have by their place: `"columns 2-3"`.
        at = "at";
        @ /// Another notation for the cells of a row or column, by its label.
        cells_of = "cells-of";
        @ /// The decimals that figures of a statistic have although zeros at their end are not printed.
        decimals = "decimals";
        @ /// Another base for the percentages of a row or column, by its label.
        bases = "bases";
    }
}

entry! {
    /// A figure in the text.
    Claim {
        /// The section in which it stands.
        section = "where";
        /// What is said.
        says = "says";
        /// The figure as printed, or in words.
        figure = "figure";
        /// The same in words, where both are printed.
        words = "words";
        /// The statistic, `n` unless said otherwise; of a range two.
        statistic = "statistic";
        /// The variable, of statistics that have one.
        variable = "variable";
        /// How far it is trusted, from 1 to 100; 10 unless said otherwise.
        trust = "trust";
        @ /// A level that the respondents have, or any of several; everybody unless said otherwise.
        event = "event";
        @ /// A level that those have whom a percentage is a share of; everybody unless said otherwise.
        base = "base";
    }
}

entry! {
    /// What the text says of the direction of several figures.
    Statement {
        /// The section in which it stands.
        section = "where";
        /// What is said.
        says = "says";
        /// `more`, `less`, `increasing`, `decreasing` or `different`.
        direction = "direction";
        /// Whether percentages are compared, `%`, or numbers, `n`, or means, `mean`.
        statistic = "statistic";
        /// Of which variable the means are.
        variable = "variable";
        /// The dimension over whose levels it grows or declines.
        over = "over";
        @ /// A level that the respondents have whose percentage or number it is.
        event = "event";
        @ /// A level of those whom they are a share of; of two groups the first.
        base = "base";
        @ /// A level of the other group.
        than = "than";
    }
}

entry! {
    /// A sentence, or a file, that reports tests.
    Text {
        /// A file in which every test that is reported is read.
        file = "file";
        /// A sentence that reports tests: `t(28) = 2.20, p = .03`.
        printed = "printed";
    }
}

entry! {
    /// A finding that is known.
    Acknowledged {
        /// The finding's [id](crate::Finding::id).
        finding = "finding";
        /// Its figures as printed; others than these are a new finding.
        printed = "printed";
        /// What is known of it.
        note = "note";
        /// Who says so.
        source = "source";
    }
}

entry! {
    /// What the columns of a file of real respondents are called, and how they are coded.
    Data {
        /// The column of weights, for percentages that are weighted.
        weight = "weight";
        /// What stands for no answer.
        missing = "missing";
        /// The decimal sign of numbers.
        decimal = "decimal";
        @ /// The column of a dimension or a variable that is not called as it is: its name, or a [`Column`].
        column = "columns";
        @ /// What a column has to be for a row to be a respondent of the study.
        filter = "filter";
    }
}

entry! {
    /// A column of such a file.
    Column {
        /// What it is called.
        column = "column";
        /// What stands for no answer in it.
        missing = "missing";
        @ /// What a level is in it: a text, a list of texts, or a comparison such as `>= 30 and < 50`.
        level = "levels";
    }
}
