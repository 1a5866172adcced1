//! The program `resgraph`: a thin command line over the library.

/// Reading allocates many small texts on all cores at once, which the allocators of some systems are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    // PDF files are read in a child of this program.
    resgraph::read::pdf_worker().unwrap_or_else(resgraph::cli::main)
}
