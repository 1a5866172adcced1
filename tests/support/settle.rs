//! LibreOffice as a reader of tracked changes: what it makes of a file whose changes are all accepted or all rejected.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What is done with all changes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settle {
    Accept,
    Reject,
}

impl Settle {
    fn command(self) -> &'static str {
        match self {
            Settle::Accept => ".uno:AcceptAllTrackedChanges",
            Settle::Reject => ".uno:RejectAllTrackedChanges",
        }
    }
}

/// LibreOffice with a macro that settles changes.
pub struct Office {
    folder: PathBuf,
}

const MACRO: &str = r#"Sub Run(list As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "Text (encoded)"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  channel = FreeFile
  Open list For Input As #channel
  Do While Not Eof(channel)
    Line Input #channel, source
    Line Input #channel, target
    Line Input #channel, command
    document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
    document.storeToURL(ConvertToURL(target), kind())
    document.close(True)
  Loop
  Close #channel
End Sub"#;

impl Office {
    /// Starts it once, which makes its profile in `folder`; none where it is not installed, which is said.
    pub fn start(folder: &Path) -> Option<Office> {
        let office = Office {
            folder: folder.to_owned(),
        };
        let empty = folder.join("empty.txt");
        std::fs::write(&empty, "empty").expect("written");
        let started = office.run(&[
            "--convert-to",
            "pdf",
            "--outdir",
            &folder.display().to_string(),
            &empty.display().to_string(),
        ]);
        if started.is_none() {
            eprintln!("SKIPPED: LibreOffice is not installed");
            return None;
        }
        let basic = folder.join("office-profile/user/basic/Standard");
        let public = |name: &str| {
            format!("<!DOCTYPE {name} PUBLIC \"-//OpenOffice.org//DTD OfficeDocument 1.0//EN\" \"")
        };
        std::fs::create_dir_all(&basic).expect("a folder");
        let library = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}library.dtd\">\n<library:library xmlns:library=\"http://openoffice.org/2000/library\" library:name=\"Standard\" library:readonly=\"false\" library:passwordprotected=\"false\"><library:element library:name=\"Settle\"/></library:library>",
            public("library:library")
        );
        let code = MACRO.replace('"', "&quot;");
        let module = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}module.dtd\">\n<script:module xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Settle\" script:language=\"StarBasic\">{code}</script:module>",
            public("script:module")
        );
        std::fs::write(basic.join("script.xlb"), library).expect("written");
        std::fs::write(basic.join("Settle.xba"), module).expect("written");
        Some(office)
    }

    /// The texts of the files with all their changes accepted or rejected, in their order.
    pub fn settled(&self, files: &[(PathBuf, Settle)]) -> Vec<String> {
        let target = |n: usize| self.folder.join(format!("settled-{n}.txt"));
        let lines = files.iter().enumerate().map(|(n, (file, what))| {
            format!(
                "{}\n{}\n{}\n",
                file.display(),
                target(n).display(),
                what.command()
            )
        });
        let list = self.folder.join("list.txt");
        std::fs::write(&list, lines.collect::<String>()).expect("written");
        self.run(&[&format!(
            "macro:///Standard.Settle.Run(\"{}\")",
            list.display()
        )]);
        let text = |(n, (file, _)): (usize, &(PathBuf, Settle))| {
            let text = std::fs::read_to_string(target(n));
            let text = text
                .unwrap_or_else(|e| panic!("LibreOffice did not settle {}: {e}", file.display()));
            text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
        };
        files.iter().enumerate().map(text).collect()
    }

    /// The texts of each pair of files, an old one and an amended one: the old one with its changes rejected, the amended
    /// one with all rejected, and with all accepted.
    pub fn each_way(&self, pairs: &[(PathBuf, PathBuf)]) -> Vec<[String; 3]> {
        let ways = pairs.iter().flat_map(|(old, new)| {
            [
                (old.clone(), Settle::Reject),
                (new.clone(), Settle::Reject),
                (new.clone(), Settle::Accept),
            ]
        });
        let texts = self.settled(&ways.collect::<Vec<_>>());
        let three = |texts: &[String]| texts.to_vec().try_into().expect("three");
        texts.chunks(3).map(three).collect()
    }

    fn run(&self, args: &[&str]) -> Option<()> {
        let profile = self.folder.join("office-profile");
        let ran = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.display()
            ))
            .arg("--headless")
            .args(args)
            .output();
        ran.ok().map(|_| ())
    }
}
