fn main() {
    let study = retally::Study::open(std::env::args().nth(1).unwrap_or("data/izcara-andrade-2018".into())).unwrap_or_else(|e| { println!("{e}"); std::process::exit(2) });
    let audit = study.audit();
    for o in audit.outcomes() {
        println!("{:?} {} : {} ~ {}", o.verdict, o.relation.name, o.relation.stated.write(&study), o.relation.recomputed.as_ref().map(|e| e.write(&study)).unwrap_or_default());
    }
    for f in audit.findings() { println!("{} || {} || {:?} {} -> {}", f.id, f.message, f.printed(&study), f.reported, f.recomputed); }
    println!("{:?} unchecked {}", audit.tally(), audit.unchecked().count());
    for k in retally::Kind::all() { println!("{k} {}", audit.of_kind(k).count()); }
}
