//! The summary of a sweep as a page.

use crate::sweep::Summary;

/// page
pub fn summary_page(summary: &Summary) -> String {
    super::text::extent(&summary.all)
}
