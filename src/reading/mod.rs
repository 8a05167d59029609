//! Readings: what the tables of a paper are, as their own figures say.
//!
//! A reading is a hypothesis, and the figures confirm or refute it. That the second number of each cell is a percentage of its
//! column's respondents predicts every one of these percentages; by accident one with a decimal follows from its count about
//! once in a thousand. So labels propose and arithmetic decides: each candidate (how a cell is written, what percentages are
//! shares of, which rows divide the respondents) is held against all figures of its table. A percentage that follows is worth as
//! many *bits* as there are percentages that could have been printed, one that does not costs what a misprint costs. A table
//! is read if enough speaks for one candidate and it leads the others; else it is not read, and says why. So is a row whose
//! percentages another usual computation could explain, such as a base of those who answered.
//!
//! ```text
//! sheet ─► layout ─► tallies ─► counts ─► proposals ─► trials ─► a study
//!          header,   numbers    bases,    statistics,  what their
//!          stub,     of a       totals,   estimates,   relations
//!          words     column     parts     formulas     confirm
//! ```
//!
//! # Counts
//!
//! What is read are counts: with percentages in the same cell, beside them or in the row below, of their column, their row, those who
//! answered, those whom a heading counts (`Sex (n = 320)`), a number in another column or what the cell prints; and without, where
//! rows and columns are totals of others. A sum that comes to a total is worth as many bits as that has binary digits, less two for
//! numbers about as large. Only a row that is called a total, and is one in most columns, is found wrong where it is none. The total
//! of a single column may as well leave some out, or count some twice. What is called alike in several blocks is a total in all of them or
//! in none. A total that is not of all is one level of the rows beside it, and some columns may count some of the others together, as some
//! rows may count several levels of another part (early and late beside four stages).
//!
//! A total column may count more than the columns beside it: also those of whom it is not known to which they belong. Each total then lies
//! between the sum of its parts and that and so many as the numbers of respondents leave out, which is worth the fewer bits the more these
//! are. A row whose parts come to more than its total, by more than rounding does, is found; one that leaves out more is not.
//!
//! Rows under a heading divide all respondents of a column as well where their percentages come to a hundred, though their counts do not come to
//! its size, unless those of the counts would too, or several of the percentages follow from another number. So do rows that come to the number which each of
//! their cells prints (`99/312`). What divides all of a column is of no more: a greater number explains some of its percentages only if it explains all. A count
//! is found wrong where the one that its percentage says makes its sum hold, and two cells of a row where each follows from the size of the other's column
//! alone.
//!
//! What is usual is no misprint: percentages that come to exactly a hundred where rounded ones would not are adjusted, each rounded up or down; one
//! that is a share of another number printed near it (in its heading, its label, its header or its column), or of what its block comes to, may be of these; counts that
//! are all multiples of a number, or near those that percentages say where they are no respondents, are rounded; rows of more than there are respondents count something
//! else; and a number that one of several rows counts is not that of all.
//!
//! Percentages are cut off instead of rounded where none of the table that would tell is rounded up, or three of a column; those of a row that all
//! follow from another number than its counts come to, and several only so, are of others as well, who are not printed.
//!
//! p values in a column beside counts are read where one of the usual tests gives them: chi-square with and without correction, likelihood ratio,
//! Fisher's, trend, ranks; of the levels below a heading, of a level against all others, the first or the last of them, of a trait against those
//! without it. That one follows is worth as many bits as there are p values with its decimals, less those that the tests give. One that does not
//! is left alone, with what these give, as another test may have been used; it is found only where the table names tests of counts and no others,
//! for two levels of two groups, if it is more than twice or less than half of what each of them gives.
//!
//! A sign in place of a count is zero where all sums and totals in which it takes part hold without it, for a count is never negative; one
//! that takes part in none is a number that nobody knows.
//!
//! Percentages that nothing else explains may be shares of those whom another row counts (of those who know of it, half). Each row of the
//! table is held against them; a percentage that is none of that row is found only if enough else speaks for the row, no other row explains
//! as much, fewer who answered do not explain it, and the percentages of its column do not all follow from one other number. Where the label
//! of a row, or its heading, states how many were asked (`Fever (respondents = 451)`), that is of one of several columns, in which all are
//! counted: the one whose percentages follow from these numbers.
//!
//! Percentages without counts are read where labels state so few respondents that not every percentage is a number of them: each that
//! is one is worth the fewer bits the more there are. One that is a share of no number up to theirs is found wrong
//! where enough else speaks for its row.
//!
//! A percentage that is off is no misprint in a column in which so many are off by little that more speaks for numbers near them,
//! such as rates: each that follows costs such a column a bit, one more or less is worth three.
//!
//! # Summary statistics
//!
//! Summary statistics are read as well: mean and standard deviation, median with quartiles or range, extremes, n, SE and CV, one a column,
//! one a row or several in a cell, alone or among rows of counts, and means of groups beside those of all. Their labels propose what they
//! are, in the usual languages; the relations between them confirm it. For that a proposal is written as a study and its relations are
//! evaluated. That `k` figures are in the order of their names is worth log₂ k (k − 1) bits, that a mean or a standard deviation pools as many
//! as there are figures between those of the groups, that a CV or an SE follows as many as it has binary digits, less two. What does not hold
//! is taken back if something usual explains it: groups of whom some did not answer keep only what holds whoever answered (a mean of all
//! lies between theirs), a total that only its label makes one may be of others, a spread that does not pool may be a standard error, an n
//! may be of others than the values, and a statistic that seldom follows is another. The rest is found, where enough else speaks for the
//! reading. Figures that no relation ties (means and standard deviations of groups alone) are not read.
//!
//! A t or an F beside means of groups of known size, with its degrees of freedom and p value, is read with them; that one follows is worth as many bits
//! as it has in units of its last digit, less those that the rounding allows. It confirms cells such as `28.6 ± 6.3` of which no label says what they
//! are. A test that seldom follows is another. One row that does not is left alone where something usual explains it: t is too small or p too
//! large, as of fewer respondents; p follows from the t, as where both are of logarithms; or the paper speaks of covariates, pairs or
//! transformations. A t that is too large with a p value that is not its own is found, and a p less than half of that of its t.
//!
//! # Estimates
//!
//! Estimates (odds, risk and hazard ratios, coefficients, differences, means) are read with their limits, standard errors and p values where the
//! limits confirm them: an estimate that is the middle of its limits is worth as many bits as there are figures between these, less those that the
//! rounding allows, one that is elsewhere between them two. An estimate off the middle is found wrong only where the intervals are
//! proved to be Wald's by others that are as wide and could not be off as much unseen, and if it would not be the middle on another scale. A p value
//! belongs to the estimate at its left if it follows from most of the intervals; what stands beside the first of several rows is of all of them.
//!
//! Odds ratios, risk ratios and risk differences that are not called adjusted are held against counts beside them: those of a level and of
//! the only one of its block without an estimate, or those of a trait and the rest of two columns. That one follows from its counts is worth as
//! many bits as there are others within a tenth of it, as adjusted ones mostly are; so are its limits where both are Wald's. One that is
//! farther off is found where five times as many follow, unless several of its block are; one that is nearer is left alone.
//!
//! Percentages with intervals are read with the numbers of which they are: those that the widths propose, and most limits follow from by a usual
//! method. Each is worth as many bits as there are figures between it and the percentage, less two.
//!
//! # Computed numbers
//!
//! Columns may be computed from other columns, or rows from other rows, at least one of which is not read otherwise, by whole cells or their first numbers: sums, differences, means, ratios per 1,
//! 100, 1,000, 10,000 or 100,000, changes in percent, parts that come to a hundred. Numbers on a curve are none: what is a mean of its two
//! neighbours, or follows what rows are called by as the labels themselves do (ages, years). Each such formula of columns near each other is held
//! against all rows. A row says as many bits for it as tell how far off it would be, for the width of its rounded numbers, if one of them
//! were that of another row or another one of the formula's own; less the number of formulas that were tried. A row in which it
//! does not hold is found, unless it is about as it should be, is of all rows, or something usual explains it (a weighted mean, a total with
//! others in it, a percentage of fewer, a zero appended, a thousand printed with the sign of decimals).
//!
//! A column that its label calls cumulative, or a rank, is read as that of another one where the numbers confirm it: running sums under each
//! heading by themselves, ranks among all lines.
//!
//! # Running text
//!
//! Of the running text, tests with a p value, estimates with an interval and numbers with their percentage of a base are read where they stand,
//! under their headings, with the paragraphs that name exact tests or tests of ranks: such a p need not follow from its statistic.
//!
//! # Several tables, and the study that they are
//!
//! Tables of one paper are of the same people where one prints nearly all counts of the other, which tell each column from the others: then
//! repeated values are compared, also where the labels are in two languages. A variable of which no more figures are the same than not was
//! measured again.
//!
//! The reading is a study: CSV files and a manifest as a person would write them, with the evidence as comments. Whoever knows
//! better corrects the manifest; or says only what was read wrongly in a manifest beside the paper ([`Paper::corrected`]). Each key of that is a fact:
//! candidates that contradict it are dropped, what it says is not doubted, and the figures decide the rest.
//!
//! # Sources
//!
//! The idea to choose among descriptions by the bits that they explain is Rissanen's (1978, *Automatica* 14, 465–471,
//! [doi:10.1016/0005-1098(78)90005-5](https://doi.org/10.1016/0005-1098%2878%2990005-5)). That constraints of a spreadsheet can be learnt
//! from its numbers is TaCLe's (Kolb, Paramonov, Guns & De Raedt 2017, *Machine Learning* 106, 1441–1468,
//! [doi:10.1007/s10994-017-5640-x](https://doi.org/10.1007/s10994-017-5640-x)).
//!
//! # Examples
//!
//! ```
//! use retally::reading::Paper;
//!
//! let csv = "Characteristic,Treatment (n = 140),Control (n = 138)
//! Sex,,
//! Female,77 (55.0),80 (58.0)
//! Male,63 (45.0),58 (42.0)
//! Smoker,31 (22.1),27 (16.9)
//! ";
//! let reading = Paper::from_bytes("paper.csv", csv.as_bytes())?.read();
//! assert!(reading.tables()[0].is_read());
//! let audit = reading.audit().unwrap();
//! assert_eq!(audit.findings().len(), 1); // 27 of 138 is 19.6 %, and no fewer respondents would make it less
//! assert_eq!(audit.findings()[0].reported, "16.9");
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! ```
//! # use retally::reading::Paper;
//! let csv = ",Average,Mode,Median,Min,Max,SD
//! Age,36.9,35,37,21,48,5.2
//! Years involved,9.6,7,9,4,21,4.0
//! Years of schooling,5.6,6,6,0,17,3.4
//! Age when started,27.4,29,28,15,45,5.4
//! ";
//! let reading = Paper::from_bytes("paper.csv", csv.as_bytes())?.read();
//! let how = "paper: summary statistics of its rows and columns; 24 of 24 cells; 26 bits";
//! assert_eq!(reading.tables()[0].to_string(), how);
//! # Ok::<(), retally::Error>(())
//! ```

mod corrections;
mod counts;
mod found;
mod layout;
mod paper;
mod proposals;
mod resolve;
mod running;
mod table;
mod tallies;
mod trials;
mod unheeded;
mod written;

pub use paper::{Options, Paper, Reading};
pub use running::Text;
pub use table::{Candidate, How, Part, TableReading, Unread};
