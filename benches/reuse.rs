//! How long the exact join takes, and how much memory.
//!
//! ```text
//! cargo bench --bench reuse                         100,000 and 1,000,000 clauses
//! cargo bench --bench reuse -- 20000                that many
//! cargo bench --bench reuse -- 20000 --write DIR    and leaves clauses.txt and pairs.txt in DIR,
//!                                                   for benches/reuse_peers.py
//! RAYON_NUM_THREADS=1 cargo bench --bench reuse     on one thread
//! ```

#[path = "support/clauses.rs"]
mod clauses;

use resgraph::reuse::{Clause, Pair, Threshold, similar_pairs};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    let folder = arguments
        .iter()
        .position(|a| a == "--write")
        .and_then(|at| arguments.get(at + 1));
    for size in sizes {
        let texts = clauses::clauses(size);
        let clauses: Vec<Clause> = texts.iter().map(|t| Clause::new(t)).collect();
        for containment in [None, Some(0.9)] {
            let threshold = Threshold {
                containment,
                ..Threshold::default()
            };
            let start = Instant::now();
            let pairs = similar_pairs(&clauses, &threshold);
            let seconds = start.elapsed().as_secs_f64();
            let what = containment.map_or(String::new(), |c| format!(" or containment {c}"));
            println!(
                "{size} clauses, Jaccard {}{what}: {seconds:.2} s, {} pairs (fingerprint {:016x}), {} threads, peak memory {} MB",
                threshold.jaccard,
                pairs.len(),
                fingerprint(&pairs),
                rayon::current_num_threads(),
                peak_memory_mb(),
            );
            if containment.is_none()
                && let Some(folder) = folder
            {
                write(Path::new(folder), &texts, &pairs)?;
            }
        }
    }
    Ok(())
}

/// The same for the same pairs.
fn fingerprint(pairs: &[Pair]) -> u64 {
    let mix = |h: u64, v: u64| (h ^ v).wrapping_mul(0x0100_0000_01b3);
    pairs.iter().fold(0xcbf2_9ce4_8422_2325, |hash, pair| {
        let hash = mix(mix(hash, u64::from(pair.a)), u64::from(pair.b));
        mix(hash, pair.jaccard.to_bits())
    })
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
