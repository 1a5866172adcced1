//! Small PDF files, written by hand: what stands where, and objects that lead nowhere good.

use std::fmt::Write;

/// A file of these objects (the first is the catalogue), with the table of where each begins.
pub fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.5\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (n, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", pdf.len()).expect("a String takes it");
        pdf.extend(format!("{} 0 obj\n", n + 1).bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    pdf.extend(table.bytes());
    let size = objects.len() + 1;
    pdf.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    pdf
}

/// A stream.
pub fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict}/Length {}>>stream\n", content.len()).into_bytes();
    out.extend(content);
    out.extend(b"\nendstream");
    out
}

/// A file of one page with this content; more objects follow from number 6 on, the resources may name them.
pub fn page(content: &[u8], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>>").into_bytes(),
        stream("", content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    objects.extend(more.iter().cloned());
    file(&objects)
}

/// A file with a page for each of these contents.
pub fn pages(contents: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|n| format!("{} 0 R", 4 + 2 * n))
        .collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Kids[{}]/Count {}>>",
            kids.join(" "),
            kids.len()
        )
        .into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (n, content) in contents.iter().enumerate() {
        let own = format!("/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>", 5 + 2 * n);
        objects
            .push(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]{own}>>").into_bytes());
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects)
}

/// Lines of text: each at its place (from the left and from the top of the page) in its size.
pub fn text(lines: &[(f64, f64, f64, &str)]) -> String {
    let mut content = String::new();
    for (x, y, size, line) in lines {
        let line = line
            .replace('\\', "\\\\")
            .replace('(', "\\(")
            .replace(')', "\\)");
        writeln!(
            content,
            "BT /F {size} Tf {x} {} Td ({line}) Tj ET",
            792.0 - y
        )
        .expect("a String takes it");
    }
    content
}
