//! Reads the sources: every path a file names, resolved to its room or to an outside crate.

use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// Every file below `folder` (relative to the package) with one of these endings, sorted.
pub fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(Path::new(folder), &mut found);
    found.retain(|path| {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        endings.contains(&ending)
    });
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            if name != "node_modules" && name != "target" {
                walk(&path, found);
            }
        } else {
            found.push(path);
        }
    }
}

/// The text of a file.
pub fn text(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One source file: its room (first module below the crate) and all paths it names.
pub struct Source {
    pub path: PathBuf,
    pub room: String,
    /// Resolved paths: `["crate", "store", …]` inside, `["sqlx", …]` outside.
    pub names: Vec<Vec<String>>,
}

/// All files of `src`, tests inside them left out.
pub fn sources() -> Vec<Source> {
    files("src", &["rs"])
        .into_iter()
        .filter(|path| {
            !path.ends_with("tests.rs")
                && !path.ends_with("golden.rs")
                && !path.iter().any(|part| part == "tests")
        })
        .map(|path| {
            let module = module_of(&path);
            let file = syn::parse_file(&text(&path))
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let room = module.first().cloned().unwrap_or_else(|| stem(&path));
            let mut reader = Reader {
                module,
                names: Vec::new(),
            };
            reader.visit_file(&file);
            Source {
                path,
                room,
                names: reader.names,
            }
        })
        .collect()
}

/// The paths in a text that stands in this module, joined by `::`.
pub fn paths_in(module: &[&str], text: &str) -> Vec<String> {
    let mut reader = Reader {
        module: module.iter().map(|&part| part.to_owned()).collect(),
        names: Vec::new(),
    };
    reader.visit_file(&syn::parse_file(text).unwrap());
    reader.names.iter().map(|name| name.join("::")).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// `src/web/page.rs` is `["web", "page"]`; `src/main.rs` and `src/lib.rs` are the root.
fn module_of(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix("src").unwrap().with_extension("");
    let mut parts: Vec<String> = inside
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod") || inside == *"main" || inside == *"lib" {
        parts.pop();
    }
    parts
}

struct Reader {
    module: Vec<String>,
    names: Vec<Vec<String>>,
}

impl Reader {
    fn take(&mut self, path: &[String]) {
        let up = path.iter().take_while(|part| *part == "super").count();
        let resolved = if up > 0 {
            let kept = self.module.len().saturating_sub(up);
            let mut whole = vec!["crate".to_owned()];
            whole.extend_from_slice(&self.module[..kept]);
            whole.extend_from_slice(&path[up..]);
            whole
        } else {
            path.to_vec()
        };
        self.names.push(resolved);
    }

    fn take_tree(&mut self, before: &mut Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.take_tree(before, &path.tree);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                for item in &group.items {
                    self.take_tree(before, item);
                }
            }
            syn::UseTree::Name(name) => self.take_leaf(before, name.ident.to_string()),
            syn::UseTree::Rename(name) => self.take_leaf(before, name.ident.to_string()),
            syn::UseTree::Glob(_) => self.take_leaf(before, "*".to_owned()),
        }
    }

    fn take_leaf(&mut self, before: &[String], leaf: String) {
        let mut path = before.to_vec();
        path.push(leaf);
        self.take(&path);
    }

    /// Paths inside macros and attributes, which the parser leaves as tokens.
    fn take_tokens(&mut self, tokens: &str) {
        let spaced = tokens.replace("::", " :: ");
        let words: Vec<&str> = spaced
            .split(|c: char| c.is_whitespace() || "(){}[],;<>&!=|".contains(c))
            .filter(|word| !word.is_empty())
            .collect();
        for (i, word) in words.iter().enumerate() {
            if i > 0 && words[i - 1] == "::" || words.get(i + 1) != Some(&"::") {
                continue;
            }
            let mut path = vec![(*word).to_owned()];
            let mut at = i + 1;
            while words.get(at) == Some(&"::") && at + 1 < words.len() {
                path.push(words[at + 1].to_owned());
                at += 2;
            }
            self.take(&path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.attrs.iter().any(is_cfg_test) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.take_tree(&mut Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        self.take(&parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.take_tokens(&item.tokens.to_string());
        visit::visit_macro(self, item);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.take_tokens(&list.tokens.to_string());
        visit::visit_meta_list(self, list);
    }
}

fn is_cfg_test(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .meta
            .require_list()
            .is_ok_and(|list| list.tokens.to_string() == "test")
}
