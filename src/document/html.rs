//! Pages of journals.

use super::flow::{Arranged, Passage, Piece};
use super::grid::TooLarge;
use super::inline::{Inline, is_hidden};
use super::marker::Known;
use super::markup::{Context, Names, Node, names};
use super::page::Element;
use super::{About, Document, Format, Omission, Sheet, label, table};

/// A page as a document.
pub(super) fn read(root: Element<'_>, context: &mut Context<'_>) -> Result<Document, TooLarge> {
    let mut flow = Flow { context, pieces: Vec::new(), first: if root.within("h1").len() == 1 { 2 } else { 1 } };
    flow.blocks(root);
    let Flow { context, pieces, .. } = flow;
    let mut arranged = Arranged::of(&pieces, &mut |element: &Element<'_>, known| tables(*element, known, context))?;
    leave_references(&mut arranged);
    let Arranged { sheets, pictures, text, omissions, .. } = arranged;
    Ok(Document {
        format: Format::Html,
        about: about(root),
        sheets,
        pictures,
        sections: text.sections,
        omissions,
        inputs: Vec::new(),
    })
}

/// A table, then those within it.
fn tables(element: Element<'_>, known: &Known, context: &mut Context<'_>) -> Result<Vec<Sheet>, TooLarge> {
    let mut sheets = vec![table::sheet(element, known, context)?];
    for nested in element.within("table") {
        sheets.extend(tables(nested, known, context)?);
    }
    Ok(sheets)
}

struct Flow<'c, 't, 'p> {
    context: &'c mut Context<'t>,
    pieces: Vec<Piece<Element<'p>>>,
    /// The level of heading that sections begin with: a single `h1` is the title.
    first: usize,
}

/// Elements that stand for themselves, not within a line.
static BLOCKS: Names = Names::new(|| {
    names(
        "html body p div section article main header figure figcaption table ul ol li dl dt dd h1 h2 h3 h4 h5 \
     h6 blockquote pre details summary address hr aside center fieldset caption thead tbody tfoot tr td \
     th footer",
    )
});

/// Navigation, and what is not seen.
static PASSED: Names = Names::new(|| {
    names(
        "head nav script style noscript template svg form button select iframe footer #comment dialog video \
     audio",
    )
});

fn is_passed(node: Element<'_>) -> bool {
    let role = node.attribute("role").unwrap_or_default();
    PASSED.contains(node.name())
        || matches!(role, "navigation" | "search" | "contentinfo" | "banner")
        || is_hidden(node)
}

/// How much text a frame of a table may have around it.
const FRAME: usize = 6000;

impl<'p> Flow<'_, '_, 'p> {
    /// The blocks in an element; what stands between them on lines of its own is a paragraph.
    fn blocks(&mut self, holder: Element<'p>) {
        let mut line = Inline::prose();
        let mut start = holder;
        let mut is_link = true;
        for child in holder.children() {
            let is_line =
                !BLOCKS.contains(child.name()) && !is_passed(child) && !child.contains(&|name| BLOCKS.contains(name));
            if is_line && line.raw().is_empty() {
                start = if child.name().is_empty() { holder } else { child };
            }
            if is_line {
                is_link &= child.name() == "a" || child.plain().trim().is_empty();
                line.node(child);
                continue;
            }
            self.line(&std::mem::replace(&mut line, Inline::prose()), std::mem::replace(&mut is_link, true), start);
            self.block(child);
        }
        self.line(&line, is_link, start);
    }

    fn line(&mut self, line: &Inline<'_>, is_link: bool, start: Element<'p>) {
        let passage = Passage::of(line, self.context.place(start));
        // What is nothing but a link leads elsewhere, unless it is a caption.
        if !passage.text.is_empty() && (!is_link || label::split(&passage.text).is_some()) {
            self.pieces.push(Piece::Passage(passage));
        }
    }

    fn block(&mut self, node: Element<'p>) {
        match node.name() {
            _ if is_passed(node) => {}
            "table" => self.table(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node),
            "figure" | "div" | "section" | "aside" | "center" | "article" if is_frame(node) => self.frame(node),
            _ => self.blocks(node),
        }
    }

    fn heading(&mut self, node: Element<'p>) {
        let passage = Passage::of(&Inline::of(node), self.context.place(node));
        let level = node.name().get(1..).and_then(|level| level.parse::<usize>().ok()).unwrap_or(self.first);
        // The title ends what stands above it, and heads nothing.
        if level >= self.first && !passage.text.is_empty() {
            self.pieces.push(Piece::Heading(level + 1 - self.first, passage));
        }
    }

    fn frame(&mut self, node: Element<'p>) {
        let outside = std::mem::take(&mut self.pieces);
        self.pictures(node);
        self.blocks(node);
        let framed = std::mem::replace(&mut self.pieces, outside);
        self.pieces.push(Piece::Frame(framed));
    }

    /// Without a table, what is shown or linked in its place.
    fn pictures(&mut self, node: Element<'p>) {
        let image = node.within("img").first().and_then(|image| Some((*image, image.attribute("src")?)));
        let link = || node.within("a").first().and_then(|link| Some((*link, link.attribute("href")?)));
        if let Some((element, file)) = image.or_else(link) {
            self.pieces.push(Piece::Picture(file.to_owned(), self.context.place(element)));
        }
    }

    fn table(&mut self, node: Element<'p>) {
        if is_layout(node) {
            return self.blocks(node);
        }
        let own = node.child("caption").map(|caption| Passage::of(&Inline::of(caption), self.context.place(caption)));
        self.pieces.push(Piece::Table(node, own.filter(|caption| !caption.text.is_empty())));
    }
}

/// A table that only arranges other things: it says so, or has others in it and no labels, or has a single cell.
fn is_layout(node: Element<'_>) -> bool {
    let says_so = matches!(node.attribute("role"), Some("presentation" | "none"));
    let holds_others =
        node.contains(&|name| name == "table") && !node.contains(&|name| matches!(name, "caption" | "th" | "thead"));
    says_so || holds_others || node.within("td").len() + node.within("th").len() <= 1
}

/// The smallest element that begins with the label of a table and holds it, or a picture in its place.
fn is_frame(node: Element<'_>) -> bool {
    is_labelled(node) && !holders(node).any(has_labelled)
}

fn has_labelled(node: Element<'_>) -> bool {
    is_labelled(node) || holders(node).any(has_labelled)
}

/// The children that a table or a picture is in.
fn holders(node: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    node.children().filter(|child| child.contains(&|name| matches!(name, "table" | "img")))
}

fn is_labelled(node: Element<'_>) -> bool {
    let mut lead = Lead { text: String::new(), nodes: 0 };
    lead.add(node);
    let is_shown = |name: &str| matches!(name, "table" | "img") || name == "a" && node.name() == "figure";
    label::is_caption(&lead.text) && fits(node, &mut FRAME.clone()) && node.contains(&is_shown)
}

/// The first words in an element, up to a table.
struct Lead {
    text: String,
    nodes: usize,
}

impl Lead {
    /// Whether there are enough.
    fn add(&mut self, node: Element<'_>) -> bool {
        const ENOUGH: usize = 60;
        self.nodes += 1;
        if node.name() == "table" || self.text.trim().len() > ENOUGH || self.nodes > FRAME {
            return true;
        }
        if is_passed(node) {
            return false;
        }
        self.text.extend(node.text().unwrap_or_default().chars().take(2 * ENOUGH));
        node.children().any(|child| self.add(child))
    }
}

/// Whether there is little enough text outside of tables.
fn fits(node: Element<'_>, left: &mut usize) -> bool {
    if node.name() == "table" {
        return true;
    }
    let size = 1 + node.text().map_or(0, |text| text.trim().len());
    match left.checked_sub(size) {
        Some(rest) => *left = rest,
        None => return false,
    }
    node.children().all(|child| fits(child, left))
}

/// The list of references is no text of the paper.
fn leave_references(arranged: &mut Arranged) {
    const HEADINGS: [&str; 7] =
        ["references", "literature cited", "bibliography", "literature", "literatur", "referencias", "références"];
    let is_list =
        |headings: &[String]| headings.iter().any(|heading| HEADINGS.contains(&heading.trim().to_lowercase().as_str()));
    let (left, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut arranged.text.sections).into_iter().partition(|section| is_list(&section.headings));
    arranged.text.sections = kept;
    let places = left.into_iter().filter_map(|section| section.paragraphs.into_iter().next());
    arranged
        .omissions
        .extend(places.map(|first| Omission { what: "the list of references".to_owned(), place: first.place }));
}

fn about(root: Element<'_>) -> About {
    let metas = root.within("meta");
    let all = |names: &[&str]| -> Vec<String> {
        let is_named = |meta: &&Element<'_>| {
            meta.attribute("name")
                .or(meta.attribute("property"))
                .is_some_and(|name| names.contains(&name.to_lowercase().as_str()))
        };
        metas
            .iter()
            .filter(is_named)
            .filter_map(|meta| meta.attribute("content"))
            .map(|content| content.trim().to_owned())
            .collect()
    };
    let one = |names: &[&str]| all(names).into_iter().find(|content| !content.is_empty());
    let heading =
        || root.within("h1").first().or(root.within("title").first()).map(|title| Inline::of(*title).finish());
    let licence = |name| {
        root.within(name)
            .into_iter()
            .find(|link| link.attribute("rel") == Some("license"))
            .and_then(|link| link.attribute("href"))
    };
    let date = one(&[
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "dc.date",
        "prism.publicationdate",
        "citation_year",
    ]);
    About {
        title: one(&["citation_title", "dc.title"]).or_else(heading).unwrap_or_default(),
        authors: all(&["citation_author"]).into_iter().map(|name| given_first(&name)).collect(),
        doi: one(&["citation_doi", "dc.identifier.doi", "prism.doi"])
            .map(|doi| doi.trim_start_matches("https://doi.org/").trim_start_matches("doi:").to_owned()),
        journal: one(&["citation_journal_title", "prism.publicationname"]),
        year: date.and_then(|date| {
            date.split(|sign: char| !sign.is_ascii_digit()).find(|part| part.len() == 4)?.parse().ok()
        }),
        licence: licence("link")
            .or_else(|| licence("a"))
            .map(str::to_owned)
            .or_else(|| one(&["dc.rights", "citation_license"])),
    }
}

/// `Ann Lee` for `Lee, Ann`.
fn given_first(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) => format!("{} {}", given.trim(), family.trim()),
        None => name.to_owned(),
    }
}
