//! How fast citations are found and resolved. `RESGRAPH_CORPUS=… cargo bench --bench cite` measures the real
//! texts; without it a text written here is repeated.

use divan::Bencher;
use divan::counter::BytesCount;
use resgraph::cite::Scanner;
use resgraph::knowledge::Knowledge;
use resgraph::outline::outline;
use resgraph::read::read_text;
use resgraph::resolve::Resolver;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

/// The one of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    if let Some(folder) = std::env::var_os("RESGRAPH_PEERS") {
        beside_peers(Path::new(&folder));
        return;
    }
    let text = prose_of_corpus();
    let found = scanner().mentions(&text).len() as f64;
    let density = found / text.len() as f64 * 1e3;
    eprintln!("prose_corpus: {density:.2} citations per kB");
    divan::main();
}

const PROSE: &str = "The members of the union have agreed that the work on standards shall go on in an \
open manner, that the needs of every region be taken into account, and that the results be made \
available to all who ask for them without delay and at no cost to those who can least afford it. ";

const DENSE: &str = "recalling Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of WTSA and Resolution 123 \
(Rev. Dubai, 2018) of the Plenipotentiary Conference; No. 154 of the ITU Constitution; Recommendation \
ITU-T E.164; resolves 2 of Resolution 37 (Rev. Buenos Aires, 2017) of WTDC, and UNGA Resolution 70/125, ";

/// All text files of the corpus, or a text written here with `citations` sentences in `of`.
fn corpus() -> String {
    let Some(root) = std::env::var_os("RESGRAPH_CORPUS") else {
        return format!("{}{DENSE}\n", PROSE.repeat(12)).repeat(500);
    };
    let mut files = Vec::new();
    collect(Path::new(&root), &mut files);
    files.sort();
    files
        .iter()
        .filter_map(|f| std::fs::read_to_string(f).ok())
        .collect()
}

/// How many citing paragraphs there are in the corpus for each that is kept in [`prose_of_corpus`].
const THINNED: usize = 20;

/// Prose: the paragraphs of the corpus (of the text written here) in their order, those without a citation all, of
/// those with citations every twentieth. Resolutions cite twice in a thousand bytes, ordinary prose seldom.
fn prose_of_corpus() -> String {
    let scanner = scanner();
    let mut citing = 0;
    let mut prose = String::new();
    for paragraph in corpus().lines().filter(|l| l.len() > 80) {
        if !scanner.mentions(paragraph).is_empty() {
            citing += 1;
            if citing % THINNED != 0 {
                continue;
            }
        }
        prose.push_str(paragraph);
        prose.push('\n');
    }
    prose
}

/// Writes the texts that `cite_peers.py` gives to other programs into `folder`, a file of 100 MB each. Says of each how
/// many bytes were looked at, in how many seconds (the best of several runs, on one core), and how many citations
/// there were: first for the mentions alone, then for the whole way to canonical ids.
fn beside_peers(folder: &Path) {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1);
    let one = one.build_global();
    one.expect("no thread was asked for before");
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let (scanner, resolver) = (Scanner::new(&knowledge), Resolver::new(&knowledge));
    for (name, once) in [
        ("prose", PROSE.to_owned()),
        ("prose_corpus", prose_of_corpus()),
        ("corpus", corpus()),
    ] {
        let text = once.repeat(100_000_000 / once.len().max(1) + 1);
        let (seconds, found) = best(7, || text.clone(), |text| scanner.mentions(&text).len());
        println!("{name} mentions {} {seconds} {found}", text.len());
        let ids = |text| ids(&knowledge, &scanner, &resolver, text);
        let (seconds, found) = best(7, || text.clone(), ids);
        println!("{name} ids {} {seconds} {found}", text.len());
        let path = folder.join(format!("{name}.txt"));
        std::fs::write(path, &text).expect("the folder can be written to");
    }
}

/// The shortest time of `run` in seconds, without that of making what it is `given`; and what it gave.
fn best<T>(runs: usize, given: impl Fn() -> T, run: impl Fn(T) -> usize) -> (f64, usize) {
    let mut shortest = f64::MAX;
    let mut found = 0;
    for _ in 0..runs {
        let given = given();
        let start = Instant::now();
        found = run(given);
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    (shortest, found)
}

/// Reading, outline, mentions and canonical ids together; how many citations there are.
fn ids(knowledge: &Knowledge, scanner: &Scanner, resolver: &Resolver, text: String) -> usize {
    let doc = read_text("corpus.txt", text);
    let mentions = scanner.mentions(&doc.text);
    let outline = outline(&doc, &mentions, knowledge);
    resolver
        .resolve(&doc, 0, &mentions, &outline, &BTreeSet::new())
        .len()
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt") {
            files.push(path);
        }
    }
}

fn scanner() -> Scanner {
    Scanner::new(&Knowledge::builtin().expect("mappings/ load"))
}

fn scan(bencher: Bencher, text: &str) {
    let scanner = scanner();
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| scanner.mentions(divan::black_box(text)).len());
}

/// Text without a citation: what the search for them costs.
#[divan::bench]
fn prose(bencher: Bencher) {
    scan(bencher, &PROSE.repeat(40_000));
}

/// [`prose_of_corpus`], to 100 MB.
#[divan::bench(sample_count = 10)]
fn prose_corpus(bencher: Bencher) {
    let once = prose_of_corpus();
    scan(bencher, &once.repeat(100_000_000 / once.len().max(1) + 1));
}

/// Nothing but citations.
#[divan::bench]
fn dense(bencher: Bencher) {
    scan(bencher, &DENSE.repeat(4_000));
}

/// The corpus, once and eight times over: eight times the text in eight times the time.
#[divan::bench(args = [1, 8])]
fn corpus_repeated(bencher: Bencher, times: usize) {
    scan(bencher, &corpus().repeat(times));
}

/// The corpus to 100 MB.
#[divan::bench(sample_count = 3)]
fn corpus_100_mb(bencher: Bencher) {
    let once = corpus();
    scan(bencher, &once.repeat(100_000_000 / once.len() + 1));
}

/// Reading, outline, mentions and canonical ids together.
#[divan::bench(sample_count = 10)]
fn whole_way(bencher: Bencher) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let scanner = Scanner::new(&knowledge);
    let resolver = Resolver::new(&knowledge);
    let text = corpus();
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone())
        .bench_local_values(|text| ids(&knowledge, &scanner, &resolver, text));
}
