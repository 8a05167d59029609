//! `retally samples`.

use clap::Args;
use retally::Statistic::{self, Max, Mean, Median, Min, Mode, Sd, Se};
use retally::sample::{Existence, Forecast, Limit, Limits, Sample, Scale, Summary};
use retally::{Figure, FigureError, Qualifier, Rational};

use crate::output::{Failure, Output};
use crate::progress::Progress;

#[derive(Args)]
#[command(after_help = "\
Write each figure with the digits that are printed: 2.50 says more than 2.5. Values are whole numbers, or multiples of --step; of a mean of several \
items --items says of how many.

What counting takes is said before it begins. What is more than --steps or --megabytes allow is not counted.

Exit status: 0 if there are such data, 1 if there are none or if that is not decided, 2 if a figure cannot be read.

Example: retally samples -n 80 --low 1 --high 7 --mean 3.50 --sd 1.50 --draw 3")]
pub struct Arguments {
    /// How many respondents there are
    #[arg(short, value_name = "N")]
    n: u64,
    /// The least value that anybody can have
    #[arg(long, value_name = "VALUE", value_parser = number, allow_hyphen_values = true)]
    low: Option<Rational>,
    /// The greatest
    #[arg(long, value_name = "VALUE", value_parser = number, allow_hyphen_values = true)]
    high: Option<Rational>,
    /// Values are multiples of this
    #[arg(long, value_name = "VALUE", value_parser = step, default_value = "1")]
    step: Rational,
    /// Values are means of so many items, each with that step
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    items: u64,
    /// The mean
    #[arg(long, value_name = "FIGURE", allow_hyphen_values = true)]
    mean: Option<String>,
    /// The standard deviation, of divisor n − 1 or n
    #[arg(long, value_name = "FIGURE")]
    sd: Option<String>,
    /// The standard error of the mean
    #[arg(long, value_name = "FIGURE")]
    se: Option<String>,
    /// The median
    #[arg(long, value_name = "FIGURE", allow_hyphen_values = true)]
    median: Option<String>,
    /// The mode
    #[arg(long, value_name = "FIGURE", allow_hyphen_values = true)]
    mode: Option<String>,
    /// The minimum
    #[arg(long, value_name = "FIGURE", allow_hyphen_values = true)]
    min: Option<String>,
    /// The maximum
    #[arg(long, value_name = "FIGURE", allow_hyphen_values = true)]
    max: Option<String>,
    /// Draw so many of them at random, each as likely as any other
    #[arg(long, value_name = "K", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=1_000_000))]
    draw: u64,
    /// Draw the same ones again
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// How many steps it may take; a million take about a tenth of a second
    #[arg(long, value_name = "STEPS", default_value_t = Limits::default().steps)]
    steps: u64,
    /// How much memory tables may take
    #[arg(long, value_name = "MB", default_value_t = Limits::default().bytes >> 20)]
    megabytes: usize,
}

/// A number as it is, not a bound.
fn number(text: &str) -> Result<Rational, String> {
    let figure: Figure = text.parse().map_err(|error: FigureError| error.to_string())?;
    let is_exact = figure.qualifier() == Qualifier::Exactly;
    is_exact.then(|| figure.number().clone()).ok_or_else(|| "write a number, such as 7 or 0.5".to_owned())
}

fn step(text: &str) -> Result<Rational, String> {
    let is_step = |number: &Rational| !number.is_zero() && !number.is_negative();
    Some(number(text)?).filter(is_step).ok_or_else(|| "a step is greater than 0".to_owned())
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let summary = arguments.summary()?;
    match summary.decide() {
        Existence::Consistent(sample) => output.print(&format!("possible: {}\n", line(&sample)))?,
        Existence::Inconsistent(reason) => {
            output.print(&format!("impossible: {reason}\n"))?;
            return Ok(1);
        }
        Existence::Undecided(limit) => {
            output.print(&format!("undecided: {limit}\n"))?;
            return Ok(1);
        }
    }
    match count(&summary, arguments, output) {
        Ok(text) => output.print(&text)?,
        Err(limit) => output.print(&format!("not counted: {limit}{}\n", allowed(&limit, &summary, arguments.steps)))?,
    }
    Ok(0)
}

/// What would allow it, where it is only a matter of steps or memory. What is to be counted was found within so many steps.
fn allowed(limit: &Limit, summary: &Summary, found_within: u64) -> String {
    let Ok(forecast) = summary.forecast() else { return String::new() };
    match limit {
        Limit::Work | Limit::Memory => {
            let steps = forecast.steps.saturating_add(found_within);
            format!("; --steps {steps} --megabytes {} count them", megabytes(forecast))
        }
        _ => String::new(),
    }
}

fn megabytes(forecast: Forecast) -> usize {
    forecast.bytes.div_ceil(1 << 20)
}

/// How many samples there are, and those that are drawn.
fn count(summary: &Summary, arguments: &Arguments, output: &Output) -> Result<String, Limit> {
    let forecast = summary.forecast()?;
    let (seconds, megabytes) = (forecast.steps.div_ceil(10_000_000), megabytes(forecast));
    output.note(&format!("counting takes {} steps, about {seconds} s, and {megabytes} MB", forecast.steps));
    let mut progress = Progress::new("steps", forecast.steps as usize, output.quiet);
    let samples = summary.samples_reporting(&mut |done, _| progress.reach(done as usize))?;
    drop(progress);
    let count = samples.count();
    let mut text = if count == Rational::whole(1) { "1 sample\n".to_owned() } else { format!("{count} samples\n") };
    samples
        .draw(arguments.seed, arguments.draw as usize)?
        .iter()
        .for_each(|sample| text += &format!("{}\n", line(sample)));
    Ok(text)
}

/// A sample as its values, those that occur several times with how often.
fn line(sample: &Sample) -> String {
    let one = |(value, times): (&Rational, u64)| match times {
        1 => value.to_string(),
        _ => format!("{times} × {value}"),
    };
    sample.frequencies().map(one).collect::<Vec<_>>().join(", ")
}

impl Arguments {
    fn summary(&self) -> Result<Summary, Failure> {
        let scale = Scale::steps(self.step.clone()).items(self.items).from(self.low.clone()).to(self.high.clone());
        let limits = Limits { steps: self.steps, bytes: self.megabytes.saturating_mul(1 << 20) };
        let printed: [(Statistic, &Option<String>); 7] = [
            (Mean, &self.mean),
            (Sd, &self.sd),
            (Se, &self.se),
            (Median, &self.median),
            (Mode, &self.mode),
            (Min, &self.min),
            (Max, &self.max),
        ];
        let given = printed.into_iter().filter_map(|(statistic, text)| Some((statistic, text.as_ref()?)));
        given.into_iter().try_fold(Summary::of(self.n).scale(scale).within(limits), |summary, (statistic, text)| {
            let failed = |error| Failure::new(format!("--{}: {error}", statistic.name()));
            summary.printed(statistic, text).map_err(failed)
        })
    }
}
