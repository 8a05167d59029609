//! Text with pipe tables.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::flow::{Arranged, Passage, Piece};
use super::grid::{Columns, TooLarge};
use super::inline::Inline;
use super::marker::Known;
use super::markup::Context;
use super::{About, Document, Format, Grid, Omission, Place, Sheet, SheetCell, table};

/// Whether a text has a pipe table: a line of dashes and pipes below another line with a pipe.
pub(super) fn has_table(text: &str) -> bool {
    let is_rule =
        |line: &str| line.contains('-') && line.contains('|') && line.bytes().all(|byte| b"|-: \t".contains(&byte));
    text.lines().zip(text.lines().skip(1)).any(|(above, line)| above.contains('|') && is_rule(line))
}

/// A text as a document.
pub(super) fn read(text: &str, context: &mut Context<'_>) -> Result<Document, TooLarge> {
    let mut flow = Flow {
        context,
        pieces: Vec::new(),
        spans: Vec::new(),
        omissions: Vec::new(),
        rows: Vec::new(),
        table: 0,
        left: 0,
        title: String::new(),
    };
    flow.left = flow.context.budget.cells;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        flow.event(event, range)?;
    }
    let Flow { context, pieces, omissions, title, .. } = flow;
    let arranged = Arranged::of(&pieces, &mut |raw: &Raw<'_>, known| Ok(vec![raw.sheet(known, context)?]))?;
    let Arranged { sheets, pictures, text, .. } = arranged;
    let about = About { title, ..About::default() };
    Ok(Document {
        format: Format::Markdown,
        about,
        sheets,
        pictures,
        sections: text.sections,
        omissions,
        inputs: Vec::new(),
    })
}

/// Something in a line.
enum Span<'t> {
    Text(pulldown_cmark::CowStr<'t>),
    Raised(String),
    Strong(bool),
    Emphasis(bool),
    Break,
}

/// A table whose markers are not known yet.
struct Raw<'t> {
    rows: Vec<Vec<(Vec<Span<'t>>, usize)>>,
    start: usize,
}

impl Raw<'_> {
    fn sheet(&self, known: &Known, context: &mut Context<'_>) -> Result<Sheet, TooLarge> {
        let cell = |at: usize, spans: &[Span<'_>], start: usize| {
            let mut inline = Inline::cell(known);
            fill(&mut inline, spans);
            let mut cell = SheetCell::plain(inline.finish(), context.lines.at(start));
            (cell.bold, cell.italic, cell.indent) = (inline.is_bold(), inline.is_italic(), inline.indent());
            cell.is_header = at == 0;
            cell.markers = inline.markers;
            cell
        };
        let row = |(at, row): (usize, &Vec<(Vec<Span<'_>>, usize)>)| {
            row.iter().map(|(spans, start)| cell(at, spans, *start)).collect()
        };
        let rows: Vec<Vec<SheetCell>> = self.rows.iter().enumerate().map(row).collect();
        let (count, place) = (rows.len(), context.lines.at(self.start));
        let grid = Grid::of(rows, &[], Columns::Used, &mut context.budget)?;
        Ok(table::assemble(
            grid,
            1.min(count),
            std::iter::once(1..count).filter(|group| !group.is_empty()).collect(),
            place,
        ))
    }
}

fn fill(inline: &mut Inline<'_>, spans: &[Span<'_>]) {
    let (mut bold, mut italic) = (false, false);
    for span in spans {
        match span {
            Span::Text(text) => inline.push_styled(text, bold, italic),
            Span::Raised(text) => inline.raise(text, false),
            Span::Strong(is_on) => bold = *is_on,
            Span::Emphasis(is_on) => italic = *is_on,
            Span::Break => inline.line_break(),
        }
    }
}

struct Flow<'c, 't, 'e> {
    context: &'c mut Context<'t>,
    pieces: Vec<Piece<Raw<'e>>>,
    /// What has been collected since the last block.
    spans: Vec<Span<'e>>,
    omissions: Vec<Omission>,
    rows: Vec<Vec<(Vec<Span<'e>>, usize)>>,
    table: usize,
    left: usize,
    title: String,
}

impl<'e> Flow<'_, '_, 'e> {
    fn event(&mut self, event: Event<'e>, range: Range<usize>) -> Result<(), TooLarge> {
        match event {
            Event::Start(tag) => self.start(&tag, range.start),
            Event::End(tag) => return self.end(tag, range.start),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(text)
            }
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak => self.text(" ".into()),
            Event::HardBreak => self.spans.push(Span::Break),
            Event::Html(html) if html.to_lowercase().contains("<table") => self.omit(range.start),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>, start: usize) {
        match tag {
            Tag::Strong => self.spans.push(Span::Strong(true)),
            Tag::Emphasis => self.spans.push(Span::Emphasis(true)),
            Tag::Table(_) => (self.table, self.rows) = (start, Vec::new()),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::TableCell => self.spans.clear(),
            // An item without blank lines around it has no paragraph.
            Tag::Paragraph | Tag::Heading { .. } | Tag::List(_) | Tag::Item => self.passage(start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, start: usize) -> Result<(), TooLarge> {
        match tag {
            TagEnd::Strong => self.spans.push(Span::Strong(false)),
            TagEnd::Emphasis => self.spans.push(Span::Emphasis(false)),
            TagEnd::TableCell => self.cell(start)?,
            TagEnd::Table => {
                let raw = Raw { rows: std::mem::take(&mut self.rows), start: self.table };
                self.pieces.push(Piece::Table(raw, None));
            }
            TagEnd::Heading(level) => self.heading(level, start),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => self.passage(start),
            _ => {}
        }
        Ok(())
    }

    /// A piece of text; what is within `<sup>` is one piece.
    fn text(&mut self, text: pulldown_cmark::CowStr<'e>) {
        match self.spans.last_mut() {
            Some(Span::Raised(raised)) => raised.push_str(&text),
            _ => self.spans.push(Span::Text(text)),
        }
    }

    fn inline_html(&mut self, html: &str) {
        let tag = html.to_lowercase();
        match tag.trim_matches(['<', '>', '/', ' ']) {
            "sup" if !tag.starts_with("</") => self.spans.push(Span::Raised(String::new())),
            "sup" => self.spans.push(Span::Text("".into())),
            "br" => self.spans.push(Span::Break),
            "b" | "strong" => self.spans.push(Span::Strong(!tag.starts_with("</"))),
            "i" | "em" => self.spans.push(Span::Emphasis(!tag.starts_with("</"))),
            _ => {}
        }
    }

    fn cell(&mut self, start: usize) -> Result<(), TooLarge> {
        self.left = self.left.checked_sub(1).ok_or(TooLarge)?;
        let spans = std::mem::take(&mut self.spans);
        if let Some(row) = self.rows.last_mut() {
            row.push((spans, start));
        }
        Ok(())
    }

    fn take(&mut self, start: usize) -> Passage {
        let mut inline = Inline::prose();
        fill(&mut inline, &std::mem::take(&mut self.spans));
        Passage::of(&inline, self.place(start))
    }

    fn passage(&mut self, start: usize) {
        let passage = self.take(start);
        if !passage.text.is_empty() {
            self.pieces.push(Piece::Passage(passage));
        }
    }

    /// The first heading of the first level is the title.
    fn heading(&mut self, level: HeadingLevel, start: usize) {
        let passage = self.take(start);
        match level {
            HeadingLevel::H1 if self.title.is_empty() => self.title = passage.text,
            level => self.pieces.push(Piece::Heading(level as usize, passage)),
        }
    }

    fn place(&self, start: usize) -> Place {
        self.context.lines.at(start)
    }

    fn omit(&mut self, start: usize) {
        let what = "a table written in HTML: save it as an HTML file".to_owned();
        self.omissions.push(Omission { what, place: self.place(start) });
    }
}
