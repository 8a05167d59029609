//! Findings in published papers, each with the command that shows it: `cargo run --example findings > examples/gallery/FINDINGS.md`.

mod page;

fn main() -> Result<(), retally::Error> {
    print!("{}", page::page()?);
    Ok(())
}
