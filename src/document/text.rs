//! Running text by section.

use super::{Paragraph, Place, Section};

/// Sections so far, and the headings that the next paragraph stands below.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) sections: Vec<Section>,
    pub(super) headings: Vec<String>,
    levels: Vec<usize>,
}

impl Text {
    /// A paragraph, unless it is empty.
    pub(super) fn add(&mut self, text: String, place: impl FnOnce() -> Place) {
        if text.is_empty() {
            return;
        }
        let paragraph = Paragraph { text, place: place() };
        match self.sections.last_mut().filter(|section| section.headings == self.headings) {
            Some(section) => section.paragraphs.push(paragraph),
            None => self.sections.push(Section { headings: self.headings.clone(), paragraphs: vec![paragraph] }),
        }
    }

    /// A heading of a level, which ends those of the same or a lower one.
    pub(super) fn head(&mut self, level: usize, heading: String) {
        while self.levels.pop_if(|above| *above >= level).is_some() {
            self.headings.pop();
        }
        self.levels.push(level);
        self.headings.push(heading);
    }
}
