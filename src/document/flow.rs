//! Where a document does not say which caption and which notes a table has, what stands around it does.

use super::grid::TooLarge;
use super::inline::Inline;
use super::marker::Known;
use super::text::Text;
use super::{Note, Omission, Picture, Place, Sheet, label, notes};

/// A document in the order in which it is read.
pub(super) enum Piece<T> {
    Heading(usize, Passage),
    Passage(Passage),
    /// A table, with its own caption.
    Table(T, Option<Passage>),
    /// What stands together in a frame: a table with its caption and its notes.
    Frame(Vec<Piece<T>>),
    /// A picture or a link, by its name.
    Picture(String, Place),
}

/// A paragraph, as text and as the notes that it may be.
#[derive(Clone)]
pub(super) struct Passage {
    pub(super) text: String,
    raw: String,
    begins: Vec<(usize, String)>,
    place: Place,
}

impl Passage {
    pub(super) fn of(inline: &Inline<'_>, place: Place) -> Self {
        Self { text: inline.finish(), raw: inline.raw().to_owned(), begins: inline.begins.clone(), place }
    }

    fn notes(&self) -> Vec<Note> {
        notes::divide(&self.raw, &self.begins, &self.place)
    }

    fn is_caption(&self) -> bool {
        label::is_caption(&self.text)
    }

    /// Whether it explains the table above it: it begins with a marker, or says that it is a note.
    fn is_note(&self) -> bool {
        const WORDS: [&str; 12] = [
            "note",
            "source",
            "abbreviation",
            "legend",
            "nota",
            "fuente",
            "anmerkung",
            "quelle",
            "abkürzung",
            "remarque",
            "fonte",
            "values are",
        ];
        let lower = self.text.to_lowercase();
        let is_marked = self.notes().first().is_some_and(|note| !note.marker.is_empty());
        is_marked || WORDS.iter().any(|word| lower.starts_with(word))
    }
}

/// Everything that is made of the pieces of a document.
#[derive(Default)]
pub(super) struct Arranged {
    pub(super) sheets: Vec<Sheet>,
    pub(super) pictures: Vec<Picture>,
    pub(super) text: Text,
    pub(super) omissions: Vec<Omission>,
    /// A caption that waits for its table.
    pending: Option<Passage>,
}

/// Builds a table whose notes have these markers, and those within it.
pub(super) type Build<'b, T> = &'b mut dyn FnMut(&T, &Known) -> Result<Vec<Sheet>, TooLarge>;

impl Arranged {
    pub(super) fn of<T>(pieces: &[Piece<T>], build: Build<'_, T>) -> Result<Self, TooLarge> {
        let mut arranged = Self::default();
        arranged.sequence(pieces, build)?;
        arranged.release();
        let read: Vec<_> = arranged.sheets.iter().map(|sheet| sheet.label.clone()).collect();
        arranged.pictures.retain(|picture| !read.contains(&picture.label));
        Ok(arranged)
    }

    fn sequence<T>(&mut self, pieces: &[Piece<T>], build: Build<'_, T>) -> Result<(), TooLarge> {
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            let rest = pieces.get(at + 1..).unwrap_or_default();
            at += 1;
            match piece {
                Piece::Heading(level, passage) => self.heading(*level, passage),
                Piece::Passage(passage) => self.passage(passage),
                Piece::Frame(framed) => self.frame(framed, build)?,
                Piece::Picture(..) => {}
                Piece::Table(table, own) => at += self.table(table, own.as_ref(), rest, build)?,
            }
        }
        Ok(())
    }

    fn heading(&mut self, level: usize, passage: &Passage) {
        if passage.is_caption() {
            return self.passage(passage);
        }
        self.release();
        self.text.head(level, passage.text.clone());
    }

    /// A caption waits for what follows; so does the title below a label alone.
    fn passage(&mut self, passage: &Passage) {
        match &mut self.pending {
            Some(caption)
                if label::split(&caption.text).is_some_and(|parts| parts.1.is_empty()) && !passage.is_caption() =>
            {
                caption.text = format!("{}\n{}", caption.text, passage.text);
            }
            _ => {
                self.release();
                if passage.is_caption() {
                    self.pending = Some(passage.clone());
                } else {
                    self.paragraph(passage);
                }
            }
        }
    }

    fn paragraph(&mut self, passage: &Passage) {
        self.text.add(passage.text.clone(), || passage.place.clone());
    }

    /// What waited for a table is a paragraph after all.
    fn release(&mut self) {
        if let Some(caption) = self.pending.take() {
            self.paragraph(&caption);
        }
    }

    /// A table between paragraphs. How many pieces after it belong to it is returned.
    fn table<T>(
        &mut self,
        table: &T,
        own: Option<&Passage>,
        rest: &[Piece<T>],
        build: Build<'_, T>,
    ) -> Result<usize, TooLarge> {
        let before = self.pending.take();
        let is_named = own.is_some() || before.is_some();
        let after =
            passages(rest).next().filter(|passage| !is_named && passage.is_caption() && !stands_above_table(rest));
        let skipped = usize::from(after.is_some());
        let below: Vec<_> =
            passages(rest.get(skipped..).unwrap_or_default()).take_while(|passage| passage.is_note()).collect();
        let captions: Vec<_> = before.iter().chain(own).chain(after).collect();
        self.named(table, &captions, &below, build)?;
        Ok(skipped + below.len())
    }

    fn frame<T>(&mut self, framed: &[Piece<T>], build: Build<'_, T>) -> Result<(), TooLarge> {
        self.release();
        if framed.iter().any(|piece| matches!(piece, Piece::Frame(_))) {
            return self.sequence(framed, build);
        }
        let is_table = |piece: &Piece<T>| matches!(piece, Piece::Table(..));
        let Some(first) = framed.iter().position(is_table) else {
            self.picture(framed);
            return Ok(());
        };
        let last = framed.iter().rposition(is_table).unwrap_or(first);
        let captions: Vec<_> = framed.iter().take(first).filter_map(passage_of).collect();
        let below: Vec<_> = framed.iter().skip(last).filter_map(passage_of).collect();
        for piece in framed {
            if let Piece::Table(table, own) = piece {
                let captions: Vec<_> = captions.iter().copied().chain(own.as_ref()).collect();
                self.named(table, &captions, &below, build)?;
            }
        }
        Ok(())
    }

    fn named<T>(
        &mut self,
        table: &T,
        captions: &[&Passage],
        below: &[&Passage],
        build: Build<'_, T>,
    ) -> Result<(), TooLarge> {
        let notes: Vec<_> = below.iter().flat_map(|passage| passage.notes()).collect();
        let (label, caption) = caption(captions);
        for mut sheet in build(table, &Known::of(&notes))? {
            if sheet.label.is_empty() {
                sheet.label.clone_from(&label);
            }
            sheet.caption.clone_from(&caption);
            sheet.notes.clone_from(&notes);
            sheet.section.clone_from(&self.text.headings);
            self.sheets.push(sheet);
        }
        Ok(())
    }

    fn picture<T>(&mut self, framed: &[Piece<T>]) {
        let captions: Vec<_> = framed.iter().filter_map(passage_of).collect();
        let (label, caption) = caption(&captions);
        let picture = framed
            .iter()
            .find_map(|piece| if let Piece::Picture(file, place) = piece { Some((file, place)) } else { None });
        if let Some((file, place)) = picture {
            let section = self.text.headings.clone();
            self.pictures.push(Picture { label, caption, file: file.clone(), section, place: place.clone() });
        } else {
            captions.into_iter().for_each(|passage| self.paragraph(passage));
        }
    }
}

/// Whether a caption is followed by the table that it belongs to.
fn stands_above_table<T>(rest: &[Piece<T>]) -> bool {
    matches!(rest.get(1), Some(Piece::Table(..)))
}

fn passage_of<T>(piece: &Piece<T>) -> Option<&Passage> {
    match piece {
        Piece::Heading(_, passage) | Piece::Passage(passage) => Some(passage),
        _ => None,
    }
}

fn passages<T>(pieces: &[Piece<T>]) -> impl Iterator<Item = &Passage> {
    pieces.iter().map_while(|piece| if let Piece::Passage(passage) = piece { Some(passage) } else { None })
}

/// Label and caption of paragraphs above a table, the same one said twice once.
fn caption(passages: &[&Passage]) -> (String, String) {
    let mut texts: Vec<&str> = Vec::new();
    for passage in passages {
        if !texts.contains(&passage.text.as_str()) {
            texts.push(&passage.text);
        }
    }
    let text = texts.join("\n");
    match label::split(&text) {
        Some((label, caption)) => (label.to_owned(), caption.to_owned()),
        None => (String::new(), text),
    }
}
