//! XML and HTML alike: elements, texts and where they stand.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::limits::Budget;
use super::{Lines, Place};

/// Names of elements.
pub(super) type Names = LazyLock<FxHashSet<&'static str>>;

/// Those between spaces.
pub(super) fn names(list: &'static str) -> FxHashSet<&'static str> {
    list.split(' ').collect()
}

/// A node of XML or HTML. Names are without prefix; that of a text is empty.
pub(super) trait Node<'a>: Copy + 'a {
    fn name(self) -> &'a str;
    fn text(self) -> Option<&'a str>;
    fn attribute(self, name: &str) -> Option<&'a str>;
    fn children(self) -> impl Iterator<Item = Self> + 'a;
    fn offset(self) -> usize;

    fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// The elements of a name within, in order, but none within one of these.
    fn within(self, name: &str) -> Vec<Self> {
        let mut found = Vec::new();
        self.add_within(name, &mut found);
        found
    }

    fn add_within(self, name: &str, found: &mut Vec<Self>) {
        for child in self.children() {
            if child.name() == name {
                found.push(child);
            } else {
                child.add_within(name, found);
            }
        }
    }

    /// Whether it has an element within of a name that is asked for.
    fn contains(self, is_asked: &dyn Fn(&str) -> bool) -> bool {
        self.children().any(|child| is_asked(child.name()) || child.contains(is_asked))
    }

    /// All text within, as it is.
    fn plain(self) -> String {
        let mut text = String::new();
        self.add_plain(&mut text);
        text
    }

    fn add_plain(self, plain: &mut String) {
        plain.push_str(self.text().unwrap_or_default());
        self.children().for_each(|child| child.add_plain(plain));
    }
}

impl<'a, 'input: 'a> Node<'a> for roxmltree::Node<'a, 'input> {
    fn name(self) -> &'a str {
        if self.is_element() { self.tag_name().name() } else { "" }
    }

    fn text(self) -> Option<&'a str> {
        if self.is_text() { roxmltree::Node::text(&self) } else { None }
    }

    fn attribute(self, name: &str) -> Option<&'a str> {
        self.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
    }

    fn children(self) -> impl Iterator<Item = Self> + 'a {
        roxmltree::Node::children(&self)
    }

    fn offset(self) -> usize {
        self.range().start
    }
}

/// What is needed wherever text becomes part of a document.
pub(super) struct Context<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) budget: Budget,
}

impl Context<'_> {
    pub(super) fn place<'a>(&self, node: impl Node<'a>) -> Place {
        self.lines.at(node.offset())
    }
}
