//! XML of journals: JATS, and the NLM format before it.

use roxmltree::Node as Xml;

use super::grid::TooLarge;
use super::inline::Inline;
use super::marker::Known;
use super::markup::{Context, Names, Node, names};
use super::notes::notes;
use super::text::Text;
use super::{About, Document, Format, Note, Omission, Picture, Sheet, table};

/// An article as a document.
pub(super) fn read(root: Xml<'_, '_>, context: &mut Context<'_>) -> Result<Document, TooLarge> {
    let mut article =
        Article { context, text: Text::default(), sheets: Vec::new(), pictures: Vec::new(), omissions: Vec::new() };
    article.blocks(root)?;
    let about = about(root);
    let Article { text, sheets, pictures, omissions, .. } = article;
    Ok(Document {
        format: Format::Jats,
        about,
        sheets,
        pictures,
        sections: text.sections,
        omissions,
        inputs: Vec::new(),
    })
}

struct Article<'c, 't> {
    context: &'c mut Context<'t>,
    text: Text,
    sheets: Vec<Sheet>,
    pictures: Vec<Picture>,
    omissions: Vec<Omission>,
}

/// What has a heading of its own.
static SECTIONS: Names = Names::new(|| {
    names(
        "sec app abstract trans-abstract ack boxed-text glossary notes bio app-group statement \
     supplementary-material",
    )
});

/// What is neither text nor a table: the front matter but for the abstracts, and the list of references.
static PASSED: Names = Names::new(|| {
    names(
        "journal-meta article-id article-categories title-group contrib-group aff author-notes pub-date \
     permissions kwd-group funding-group counts custom-meta-group history ref-list title label object-id \
     processing-meta",
    )
});

impl Article<'_, '_> {
    fn blocks<'a>(&mut self, holder: impl Node<'a>) -> Result<(), TooLarge> {
        holder.children().try_for_each(|child| self.block(child))
    }

    fn block<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        match node.name() {
            "p" | "disp-quote" | "disp-formula" | "verse-group" | "attrib" | "preformat" | "speech" | "code" => {
                self.paragraph(node)
            }
            "list" | "def-list" => self.list(node),
            "table-wrap" => self.wrap(node),
            "table-wrap-group" => self.group(node),
            "table" | "array" => self.table(node, &Labels::default()),
            "fig" => self.figure(node),
            "sub-article" | "response" => {
                self.omit(node);
                Ok(())
            }
            name if name.is_empty() || PASSED.contains(name) => Ok(()),
            name if SECTIONS.contains(name) => self.section(node),
            _ => self.blocks(node),
        }
    }

    fn section<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        let title = node
            .child("title")
            .or_else(|| node.child("label"))
            .or_else(|| node.child("caption").and_then(|caption| caption.child("title")));
        let title = title.map(|title| Inline::of(title).finish()).unwrap_or_default();
        let heading = if title.is_empty() && node.name().ends_with("abstract") { "Abstract".to_owned() } else { title };
        let is_headed = !heading.is_empty();
        if is_headed {
            self.text.headings.push(heading);
        }
        let result = self.blocks(node);
        if is_headed {
            self.text.headings.pop();
        }
        result
    }

    /// A paragraph, then the blocks in it.
    fn paragraph<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        let mut inline = Inline::prose();
        inline.node(node);
        self.text.add(inline.finish(), || self.context.place(node));
        self.blocks_within(node)
    }

    fn blocks_within<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        for child in node.children() {
            match child.name() {
                "table-wrap"
                | "table-wrap-group"
                | "table"
                | "array"
                | "fig"
                | "fig-group"
                | "boxed-text"
                | "supplementary-material"
                | "fn" => {
                    self.block(child)?;
                }
                "" => {}
                _ => self.blocks_within(child)?,
            }
        }
        Ok(())
    }

    /// Each item is a paragraph.
    fn list<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        for item in node.children() {
            match item.name() {
                "list-item" if item.contains(&|name| matches!(name, "p" | "list")) => self.blocks(item)?,
                "" => {}
                _ => self.paragraph(item)?,
            }
        }
        Ok(())
    }

    /// The caption is text; a picture of a table is known by its label.
    fn figure<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        let labels = Labels::of(node, self.context);
        if super::label::split(&labels.label).is_some() && !node.contains(&|name| name == "table") {
            self.picture(node, &labels);
        }
        node.children().try_for_each(|child| match child.name() {
            "caption" => self.blocks(child),
            _ => self.blocks_within(child),
        })
    }

    /// Tables in one frame have its label, caption and notes in common.
    fn wrap<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        let labels = Labels::of(node, self.context);
        self.framed(node, &labels)
    }

    fn framed<'a>(&mut self, node: impl Node<'a>, labels: &Labels) -> Result<(), TooLarge> {
        let mut tables = Vec::new();
        add_tables(node, &mut tables);
        if tables.is_empty() {
            self.picture(node, labels);
        }
        tables.into_iter().try_for_each(|table| self.table(table, labels))
    }

    /// What the tables of a group do not say themselves, the group says.
    fn group<'a>(&mut self, node: impl Node<'a>) -> Result<(), TooLarge> {
        let common = Labels::of(node, self.context);
        for wrap in node.children().filter(|child| child.name() == "table-wrap") {
            let mut labels = Labels::of(wrap, self.context);
            if super::label::split(&labels.label).is_none() {
                labels.label = format!("{} {}", common.label, labels.label).trim().to_owned();
            }
            labels.caption = [common.caption.as_str(), &labels.caption].join("\n").trim().to_owned();
            labels.notes.extend(common.notes.iter().cloned());
            self.framed(wrap, &labels)?;
        }
        Ok(())
    }

    fn table<'a>(&mut self, node: impl Node<'a>, labels: &Labels) -> Result<(), TooLarge> {
        let mut sheet = table::sheet(node, &Known::of(&labels.notes), self.context)?;
        sheet.label.clone_from(&labels.label);
        sheet.caption.clone_from(&labels.caption);
        sheet.notes.clone_from(&labels.notes);
        sheet.section.clone_from(&self.text.headings);
        self.sheets.push(sheet);
        node.within("table").into_iter().try_for_each(|nested| self.table(nested, labels))
    }

    fn picture<'a>(&mut self, node: impl Node<'a>, labels: &Labels) {
        let graphic = node.within("graphic").first().and_then(|graphic| graphic.attribute("href"));
        self.pictures.push(Picture {
            label: labels.label.clone(),
            caption: labels.caption.clone(),
            file: graphic.unwrap_or_default().to_owned(),
            section: self.text.headings.clone(),
            place: self.context.place(node),
        });
    }

    fn omit<'a>(&mut self, node: impl Node<'a>) {
        let kind = node.attribute("article-type").or_else(|| node.attribute("response-type")).unwrap_or("article");
        let what = format!("an article of its own within this one ({kind})");
        self.omissions.push(Omission { what, place: self.context.place(node) });
    }
}

/// The tables of a frame, not those within others.
fn add_tables<'a, N: Node<'a>>(node: N, tables: &mut Vec<N>) {
    for child in node.children() {
        match child.name() {
            "table" | "array" => tables.push(child),
            "table-wrap-foot" | "caption" => {}
            _ => add_tables(child, tables),
        }
    }
}

/// What a frame says of the tables in it.
#[derive(Default)]
struct Labels {
    label: String,
    caption: String,
    notes: Vec<Note>,
}

impl Labels {
    fn of<'a>(node: impl Node<'a>, context: &Context<'_>) -> Self {
        let text = |node| Inline::of(node).finish();
        let label = node.child("label").map(text).unwrap_or_default();
        let parts = node.child("caption").into_iter().flat_map(|caption| caption.children());
        let caption: Vec<_> = parts
            .map(|part| if part.name() == "title" || part.name() == "p" { text(part) } else { String::new() })
            .collect();
        let caption = caption.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        let mut notes: Vec<_> =
            node.children().filter(|child| is_foot(child.name())).flat_map(|foot| self::notes(foot, context)).collect();
        for table in node.within("table") {
            notes.extend(table.within("fn").into_iter().flat_map(|note| self::notes(note, context)));
        }
        Self { label: label.trim_end_matches(['.', ':']).to_owned(), caption, notes }
    }
}

fn is_foot(name: &str) -> bool {
    matches!(name, "table-wrap-foot" | "fn" | "fn-group" | "attrib" | "p")
}

fn about(root: Xml<'_, '_>) -> About {
    let article = if root.has_tag_name("article") {
        Some(root)
    } else {
        root.descendants().find(|node| node.has_tag_name("article"))
    };
    let Some(front) = article.and_then(|article| article.child("front").or_else(|| article.child("front-stub"))) else {
        return About::default();
    };
    let meta = front.child("article-meta").unwrap_or(front);
    let text = |node| Inline::of(node).finish();
    let id = |kind| {
        meta.children().find(|node| node.has_tag_name("article-id") && node.attribute("pub-id-type") == Some(kind))
    };
    About {
        title: meta.within("article-title").first().map(|title| text(*title)).unwrap_or_default(),
        authors: authors(meta),
        doi: id("doi").map(|doi| doi.plain().trim().to_owned()),
        journal: front.within("journal-title").first().map(|journal| text(*journal)),
        year: meta.children().filter(|node| is_publication(*node)).filter_map(year).min(),
        licence: meta.child("permissions").and_then(licence),
    }
}

fn authors(meta: Xml<'_, '_>) -> Vec<String> {
    let groups = meta.children().filter(|node| node.has_tag_name("contrib-group"));
    let is_author = |node: &Xml<'_, '_>| matches!(node.attribute("contrib-type"), None | Some("author"));
    groups.flat_map(|group| group.within("contrib")).filter(is_author).filter_map(author).collect()
}

fn author(contributor: Xml<'_, '_>) -> Option<String> {
    let collective =
        || contributor.within("collab").first().copied().or_else(|| contributor.within("string-name").first().copied());
    let Some(name) = contributor.within("name").first().copied() else {
        return collective().map(|name| Inline::of(name).finish());
    };
    let parts = ["given-names", "surname"].into_iter().filter_map(|part| name.child(part));
    Some(parts.map(|part| part.plain().trim().to_owned()).collect::<Vec<_>>().join(" ").trim().to_owned())
}

/// A date of publication, not one of an archive.
fn is_publication(node: Xml<'_, '_>) -> bool {
    let kind = node.attribute("pub-type").or_else(|| node.attribute("date-type"));
    node.has_tag_name("pub-date") && !matches!(kind, Some("pmc-release" | "nihms-submitted" | "received" | "accepted"))
}

fn year(date: Xml<'_, '_>) -> Option<u16> {
    date.child("year")?.plain().trim().parse().ok()
}

fn licence(permissions: Xml<'_, '_>) -> Option<String> {
    let elements = || permissions.descendants().filter(|node| node.is_element());
    let link = |node: Xml<'_, '_>| match node.name() {
        "license_ref" => Some(node.plain().trim().to_owned()),
        "license" | "ext-link" => Node::attribute(node, "href").map(str::to_owned),
        _ => None,
    };
    let said = || elements().find(|node| node.has_tag_name("license")).map(|node| Inline::of(node).finish());
    elements().find_map(link).or_else(said)
}
