//! How long the exact join takes, and how much memory.
//!
//! ```text
//! cargo bench --bench reuse                         100,000 and 1,000,000 clauses
//! cargo bench --bench reuse -- 20000                that many
//! cargo bench --bench reuse -- 20000 --write DIR    and leaves clauses.txt and pairs.txt in DIR,
//!                                                   for benches/reuse_peers.py
//! cargo bench --bench reuse -- --texts PATH         the provisions of the texts at PATH
//! RAYON_NUM_THREADS=1 cargo bench --bench reuse     on one thread
//! ```

#[path = "support/clauses.rs"]
mod clauses;

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::reuse::{Clause, Pair, Threshold, similar_pairs};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |option: &str| {
        let at = arguments.iter().position(|a| a == option)?;
        arguments.get(at + 1).map(PathBuf::from)
    };
    if let Some(path) = after("--texts") {
        let texts = provisions(path)?;
        // The first run wakes the threads.
        for _ in 0..5 {
            measure(&texts, Some(0.9));
        }
        return Ok(());
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    for size in sizes {
        let texts = clauses::clauses(size);
        let pairs = measure(&texts, None);
        if let Some(folder) = after("--write") {
            write(&folder, &texts, &pairs)?;
        }
        drop(pairs);
        measure(&texts, Some(0.9));
    }
    Ok(())
}

/// The provisions of the texts at `path`.
fn provisions(path: PathBuf) -> Result<Vec<String>, Box<dyn Error>> {
    let knowledge = Knowledge::builtin()?;
    let corpus = Corpus::load(&knowledge, &[path], &LoadOptions::default(), &|_, _| {})?;
    let texts = corpus.index.texts.into_iter();
    let provisions = texts.flat_map(|text| text.provisions);
    Ok(provisions.map(|provision| provision.text).collect())
}

/// Finds the pairs, and says how long it took.
fn measure(texts: &[String], containment: Option<f64>) -> Vec<Pair> {
    let clauses: Vec<Clause> = texts.iter().map(|t| Clause::new(t)).collect();
    let threshold = Threshold {
        containment,
        ..Threshold::default()
    };
    let (start, processor) = (Instant::now(), processor_seconds());
    let pairs = similar_pairs(&clauses, &threshold);
    let seconds = start.elapsed().as_secs_f64();
    let processor = processor_seconds() - processor;
    let what = containment.map_or(String::new(), |c| format!(" or containment {c}"));
    println!(
        "{} clauses, Jaccard {}{what}: {seconds:.3} s ({processor:.3} s of processors), {} pairs (fingerprint {:016x}), {} threads, peak memory {} MB",
        clauses.len(),
        threshold.jaccard,
        pairs.len(),
        fingerprint(&pairs),
        rayon::current_num_threads(),
        peak_memory_mb(),
    );
    pairs
}

/// The same for the same pairs.
fn fingerprint(pairs: &[Pair]) -> u64 {
    let mix = |h: u64, v: u64| (h ^ v).wrapping_mul(0x0100_0000_01b3);
    pairs.iter().fold(0xcbf2_9ce4_8422_2325, |hash, pair| {
        let hash = mix(mix(hash, u64::from(pair.a)), u64::from(pair.b));
        mix(hash, pair.jaccard.to_bits())
    })
}

/// The processor time of all threads so far, as the system counts it; 0 where it does not say. On a machine that
/// does other work too it tells more than the clock.
fn processor_seconds() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    let nanoseconds = tasks.flatten().filter_map(|task| {
        let counted = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        counted.split(' ').next()?.parse::<u64>().ok()
    });
    nanoseconds.sum::<u64>() as f64 / 1e9
}

/// The most memory that this process has used so far, as the system counts it; 0 where it does not say.
fn peak_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn write(folder: &Path, texts: &[String], pairs: &[Pair]) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(folder.join("clauses.txt"))?);
    for text in texts {
        writeln!(out, "{text}")?;
    }
    out.flush()?;
    let mut out = BufWriter::new(std::fs::File::create(folder.join("pairs.txt"))?);
    for pair in pairs {
        writeln!(out, "{} {}", pair.a, pair.b)?;
    }
    out.flush()
}
