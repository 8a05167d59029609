//! Weights of respondents.

use crate::error::Error;
use crate::respondents::coding::Coder;
use crate::respondents::data::Column;
use crate::respondents::lookup::named;

/// A column that weighs respondents, in whole units.
#[derive(Clone, Debug)]
pub(super) struct Weight {
    pub name: String,
    pub of_row: Vec<i64>,
}

/// The most columns that are tried as weights.
const MOST: usize = 40;

/// The weight that the manifest names, and behind it other columns of numbers that may be one: none is negative, and not all are the same.
/// There are none where nothing printed is weighted.
pub(super) fn weights(coder: &Coder) -> Result<Vec<Weight>, Error> {
    let study = coder.study;
    let mut weights = Vec::new();
    let stated = study.mapping().weight.as_ref().map(|weight| named(study, coder.data, weight)).transpose()?;
    if let Some(at) = stated {
        let column = &coder.data.columns[at];
        let error = || {
            Error::new(
                &coder.data.file,
                format!("some weights of the column `{}` are negative or too large", column.name),
            )
        };
        weights.push(weight(coder, column)?.ok_or_else(error)?);
    }
    if study.claims().iter().any(|claim| claim.weighted) {
        let others =
            coder.data.columns.iter().enumerate().filter(|(at, _)| Some(*at) != stated).map(|(_, column)| column);
        let others = others.filter(|column| column.texts.len() > 1);
        weights.extend(others.filter_map(|column| weight(coder, column).ok().flatten()).take(MOST));
    }
    Ok(weights)
}

/// A column as weights; nothing where one is negative or too large. Who has none weighs nothing.
fn weight(coder: &Coder, column: &Column) -> Result<Option<Weight>, Error> {
    let (_, units) = coder.numbers(column, None)?;
    let units = units.into_iter().map(|units| i64::try_from(units.unwrap_or(0)).ok().filter(|units| *units >= 0));
    let Some(units) = units.collect::<Option<Vec<i64>>>() else { return Ok(None) };
    let of_row = column.codes.iter().map(|code| units[*code as usize]).collect();
    Ok(Some(Weight { name: column.name.clone(), of_row }))
}
