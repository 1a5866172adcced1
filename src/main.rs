//! The program `resgraph`: a thin command line over the library.

fn main() -> std::process::ExitCode {
    resgraph::cli::main()
}
