//! Labels in sentences, which stand between asterisks, for outputs that have other means.

/// The parts of a sentence, each with whether it is a label. Where asterisks do not come in pairs, none marks one.
pub(crate) fn parts(sentence: &str) -> Vec<(bool, &str)> {
    let parts: Vec<&str> = sentence.split('*').collect();
    if parts.len().is_multiple_of(2) {
        return vec![(false, sentence)];
    }
    parts.into_iter().enumerate().map(|(at, part)| (at % 2 == 1, part)).filter(|(_, part)| !part.is_empty()).collect()
}

/// The sentence without the asterisks around labels.
pub(crate) fn plain(sentence: &str) -> String {
    parts(sentence).into_iter().map(|(_, part)| part).collect()
}
