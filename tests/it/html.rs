//! HTML pages parsed as browsers do, with the errors that browsers would pass over.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, QualName, parse_document};

#[derive(Debug)]
pub struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
    children: Vec<Node>,
}

#[derive(Clone, Debug)]
enum Node {
    Element(usize),
    Text(String),
}

/// A parsed page: its elements in the order in which they begin.
#[derive(Debug, Default)]
pub struct Html {
    pub errors: Vec<String>,
    elements: Vec<Element>,
}

impl Html {
    pub fn parse(page: &str) -> Self {
        parse_document(Sink::new(), Default::default()).one(page)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        (0..self.elements.len()).filter(move |at| &*self.elements[*at].name.local == name)
    }

    pub fn everything(&self) -> impl Iterator<Item = usize> {
        1..self.elements.len()
    }

    pub fn name(&self, element: usize) -> &str {
        &self.elements[element].name.local
    }

    pub fn attribute(&self, element: usize, name: &str) -> Option<&str> {
        self.attributes(element).find(|attribute| attribute.0 == name).map(|attribute| attribute.1)
    }

    pub fn attributes(&self, element: usize) -> impl Iterator<Item = (&str, &str)> {
        self.elements[element].attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    pub fn text(&self, element: usize) -> String {
        let text = |node: &Node| match node {
            Node::Element(child) => self.text(*child),
            Node::Text(text) => text.replace('\u{a0}', " "),
        };
        self.elements[element].children.iter().map(text).collect()
    }

    /// The elements within one, in order.
    pub fn within(&self, element: usize) -> Vec<usize> {
        let children = self.elements[element].children.iter();
        let elements = children.filter_map(|node| if let Node::Element(child) = node { Some(*child) } else { None });
        elements.flat_map(|child| std::iter::once(child).chain(self.within(child))).collect()
    }
}

struct Sink(RefCell<Html>);

#[derive(Debug)]
struct Name(QualName);

impl html5ever::interface::ElemName for Name {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &html5ever::LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new() -> Self {
        let sink = Self(RefCell::default());
        let document = html5ever::ns!(html);
        sink.add(QualName::new(None, document, "#document".into()), Vec::new());
        sink
    }

    fn add(&self, name: QualName, attributes: Vec<Attribute>) -> usize {
        let elements = &mut self.0.borrow_mut().elements;
        elements.push(Element { name, attributes, children: Vec::new() });
        elements.len() - 1
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Html;
    type ElemName<'a> = Name;

    fn finish(self) -> Html {
        self.0.into_inner()
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.0.borrow_mut().errors.push(message.into_owned());
    }

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        Name(self.0.borrow().elements[*target].name.clone())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(name, attributes)
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(QualName::new(None, html5ever::ns!(html), "#comment".into()), Vec::new())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        let node = match child {
            NodeOrText::AppendNode(child) => Node::Element(child),
            NodeOrText::AppendText(text) => Node::Text(text.to_string()),
        };
        self.0.borrow_mut().elements[*parent].children.push(node);
    }

    fn append_based_on_parent_node(&self, _: &usize, _: &usize, _: NodeOrText<usize>) {
        self.parse_error("something stands in a table that does not belong there".into());
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        if mode != QuirksMode::NoQuirks {
            self.parse_error("quirks".into());
        }
    }

    fn append_before_sibling(&self, _: &usize, _: NodeOrText<usize>) {
        self.parse_error("something is moved out of a table".into());
    }

    fn add_attrs_if_missing(&self, _: &usize, _: Vec<Attribute>) {
        self.parse_error("html or body begins twice".into());
    }

    fn remove_from_parent(&self, _: &usize) {
        self.parse_error("something is moved".into());
    }

    fn reparent_children(&self, _: &usize, _: &usize) {
        self.parse_error("elements are closed out of order".into());
    }
}
