//! An HTML document around its content: how it looks, and that it loads nothing.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::chart::dark_rules;
use crate::visible::visible;

/// Of how many lines a list is folded.
pub(super) const MANY: usize = 12;

/// How pages look, on screens and on paper, by day and by night.
const STYLE: &str = include_str!("style.css");

/// Filters lists that are long, and says what scrolls; the page is whole without it.
const SCRIPT: &str = include_str!("script.js");

/// A page around its content.
pub(in crate::report) fn document(title: &str, content: Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "retally " (env!("CARGO_PKG_VERSION")) };
                // Whatever stands in the page, nothing is loaded.
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (title) " · retally" }
                style { (PreEscaped(STYLE)) (PreEscaped(dark_rules())) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                main #main tabindex="-1" { (content) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    visible(&page.into_string()).into_owned()
}
