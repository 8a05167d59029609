//! HTML as a tree with places, parsed as browsers do, within limits.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, ns, parse_document};

use super::limits::MOST_ATTRIBUTES;
use super::markup::Node;
use super::{Limits, Lines};
use crate::error::Error;

/// A parsed page. The first node is the document.
#[derive(Debug, Default)]
pub(super) struct Page {
    nodes: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: Option<QualName>,
    attributes: Vec<Attribute>,
    text: StrTendril,
    parent: Option<usize>,
    children: Vec<usize>,
    offset: usize,
    depth: usize,
}

/// An element or a text of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'p> {
    page: &'p Page,
    at: usize,
}

impl<'p> Node<'p> for Element<'p> {
    fn name(self) -> &'p str {
        self.entry().and_then(|entry| entry.name.as_ref()).map_or("", |name| &name.local)
    }

    fn text(self) -> Option<&'p str> {
        self.entry().filter(|entry| entry.name.is_none()).map(|entry| &*entry.text)
    }

    fn attribute(self, name: &str) -> Option<&'p str> {
        self.entry()?
            .attributes
            .iter()
            .find(|attribute| *attribute.name.local == *name)
            .map(|attribute| &*attribute.value)
    }

    fn children(self) -> impl Iterator<Item = Self> + 'p {
        let children = self.entry().map(|entry| entry.children.as_slice()).unwrap_or_default();
        children.iter().map(move |at| Element { page: self.page, at: *at })
    }

    fn offset(self) -> usize {
        self.entry().map_or(0, |entry| entry.offset)
    }
}

impl<'p> Element<'p> {
    fn entry(self) -> Option<&'p Entry> {
        self.page.nodes.get(self.at)
    }
}

impl Page {
    /// Parses a page. Tag by tag, since the parser does not say where an element stands, and would not stop by itself.
    pub(super) fn parse(text: &str, file: &str, limits: &Limits) -> Result<Self, Error> {
        let mut parser = parse_document(Sink::new(), Default::default());
        let whole = StrTendril::from(text);
        for (start, end) in pieces(text) {
            if has_many_attributes(text.get(start..end).unwrap_or_default()) {
                return Err(Error::new(file, "an element has too many attributes")
                    .help("no page needs that; the file may be damaged"));
            }
            parser.tokenizer.sink.sink.offset.set(start);
            // Files of 4 GB and more are beyond any limit that memory allows.
            let (Ok(from), Ok(length)) = (u32::try_from(start), u32::try_from(end - start)) else { break };
            parser.process(whole.subtendril(from, length));
            if let Some(error) = parser.tokenizer.sink.sink.broken(text, file, limits) {
                return Err(error);
            }
        }
        let page = parser.finish();
        page.check_depth(text, file, limits)?;
        Ok(page)
    }

    pub(super) fn root(&self) -> Element<'_> {
        Element { page: self, at: 0 }
    }

    /// Elements that were moved may be deeper than when they began.
    fn check_depth(&self, text: &str, file: &str, limits: &Limits) -> Result<(), Error> {
        let mut open = vec![(0, 0)];
        while let Some((at, depth)) = open.pop() {
            let Some(entry) = self.nodes.get(at) else { continue };
            if depth > limits.depth {
                return Err(super::xml::too_deep(&Lines::of(&file.into(), text).at(entry.offset), limits));
            }
            open.extend(entry.children.iter().map(|child| (*child, depth + 1)));
        }
        Ok(())
    }
}

/// A text in pieces that begin with tags.
fn pieces(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let is_tag = |at: &usize| bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    let starts = text.match_indices('<').map(|(at, _)| at).filter(move |at| is_tag(at) && *at > 0);
    let mut last = 0;
    starts.chain([text.len()]).map(move |next| (std::mem::replace(&mut last, next), next))
}

/// Whether the tag at the start of a piece has so many attributes that comparing each with all others would take long.
fn has_many_attributes(piece: &str) -> bool {
    let (mut quote, mut last, mut spaces) = (None, b' ', 0);
    for byte in piece.bytes() {
        match (quote, byte) {
            (Some(open), _) => quote = Some(open).filter(|open| *open != byte),
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (None, b'>') => return false,
            (None, b'/') => spaces += 1,
            (None, _) => spaces += usize::from(byte.is_ascii_whitespace()),
        }
        last = if byte.is_ascii_whitespace() { last } else { byte };
        if spaces > MOST_ATTRIBUTES {
            return piece.starts_with('<');
        }
    }
    false
}

/// What the parser fills.
struct Sink {
    page: RefCell<Page>,
    offset: Cell<usize>,
    deepest: Cell<usize>,
    attributes: Cell<usize>,
}

#[derive(Debug)]
struct Name(QualName);

impl html5ever::interface::ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new() -> Self {
        let sink =
            Self { page: RefCell::default(), offset: Cell::new(0), deepest: Cell::new(0), attributes: Cell::new(0) };
        sink.add(Some(QualName::new(None, ns!(html), LocalName::from("#document"))), Vec::new(), StrTendril::new());
        sink
    }

    fn add(&self, name: Option<QualName>, attributes: Vec<Attribute>, text: StrTendril) -> usize {
        self.attributes.set(self.attributes.get() + attributes.len());
        let (parent, children, offset, depth) = (None, Vec::new(), self.offset.get(), 0);
        let nodes = &mut self.page.borrow_mut().nodes;
        nodes.push(Entry { name, attributes, text, parent, children, offset, depth });
        nodes.len() - 1
    }

    fn broken(&self, text: &str, file: &str, limits: &Limits) -> Option<Error> {
        if self.page.borrow().nodes.len() + self.attributes.get() > limits.nodes {
            return Some(
                Error::new(file, format!("it has more than {} elements and texts", limits.nodes))
                    .help("split the file"),
            );
        }
        let place = || Lines::of(&file.into(), text).at(self.offset.get());
        (self.deepest.get() > limits.depth).then(|| super::xml::too_deep(&place(), limits))
    }

    fn insert(&self, parent: usize, at: Option<usize>, child: NodeOrText<usize>) {
        let end = || self.page.borrow().nodes.get(parent).map_or(0, |entry| entry.children.len());
        let at = at.unwrap_or_else(end);
        match child {
            NodeOrText::AppendText(text) if self.continues(parent, at, &text) => {}
            NodeOrText::AppendText(text) => {
                let text = self.add(None, Vec::new(), text);
                self.attach(parent, at, text);
            }
            NodeOrText::AppendNode(child) => self.attach(parent, at, child),
        }
    }

    /// Adds a text to one just before it, if there is one.
    fn continues(&self, parent: usize, at: usize, text: &StrTendril) -> bool {
        let nodes = &mut self.page.borrow_mut().nodes;
        let before = at.checked_sub(1).and_then(|at| nodes.get(parent)?.children.get(at).copied());
        let before = before.and_then(|before| nodes.get_mut(before)).filter(|entry| entry.name.is_none());
        before.map(|entry| entry.text.push_tendril(text)).is_some()
    }

    fn attach(&self, parent: usize, at: usize, child: usize) {
        let nodes = &mut self.page.borrow_mut().nodes;
        let depth = nodes.get(parent).map_or(0, |entry| entry.depth + 1);
        self.deepest.set(self.deepest.get().max(depth));
        if let Some(entry) = nodes.get_mut(child) {
            (entry.parent, entry.depth) = (Some(parent), depth);
        }
        if let Some(entry) = nodes.get_mut(parent) {
            entry.children.insert(at.min(entry.children.len()), child);
        }
    }

    /// The parent of a node, and which of its children the node is.
    fn position(&self, node: usize) -> Option<(usize, usize)> {
        let nodes = &self.page.borrow().nodes;
        let parent = nodes.get(node)?.parent?;
        // What is moved was added last, as a rule.
        Some((parent, nodes.get(parent)?.children.iter().rposition(|child| *child == node)?))
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Page;
    type ElemName<'a> = Name;

    fn finish(self) -> Page {
        self.page.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        let name = self.page.borrow().nodes.get(*target).and_then(|entry| entry.name.clone());
        Name(name.unwrap_or_else(|| QualName::new(None, ns!(), LocalName::from(""))))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Some(name), attributes, StrTendril::new())
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(Some(QualName::new(None, ns!(), LocalName::from("#comment"))), Vec::new(), StrTendril::new())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &usize, previous: &usize, child: NodeOrText<usize>) {
        match self.position(*element) {
            Some((parent, at)) => self.insert(parent, Some(at), child),
            None => self.insert(*previous, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, node: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = &node {
            self.remove_from_parent(node);
        }
        if let Some((parent, at)) = self.position(*sibling) {
            self.insert(parent, Some(at), node);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, attributes: Vec<Attribute>) {
        if let Some(entry) = self.page.borrow_mut().nodes.get_mut(*target) {
            let missing = |new: &Attribute| !entry.attributes.iter().any(|old| old.name == new.name);
            let missing: Vec<_> = attributes.into_iter().filter(missing).collect();
            entry.attributes.extend(missing);
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        let Some((parent, at)) = self.position(*target) else { return };
        let nodes = &mut self.page.borrow_mut().nodes;
        nodes.get_mut(parent).into_iter().for_each(|entry| {
            entry.children.remove(at);
        });
        nodes.get_mut(*target).into_iter().for_each(|entry| entry.parent = None);
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let children = self.page.borrow_mut().nodes.get_mut(*node).map(|entry| std::mem::take(&mut entry.children));
        for child in children.unwrap_or_default() {
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }
}
