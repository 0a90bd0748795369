//! Active things in a PDF, found by walking its objects.

use std::collections::BTreeSet;

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Object};

use crate::Active;

/// Keys whose presence is enough (ISO 32000-1, 12.6, 7.11.4, 12.7).
const KEYS: &[(&str, Active)] = &[
    ("JS", Active::Script),
    ("JavaScript", Active::Script),
    ("EmbeddedFiles", Active::Attachment),
    ("EF", Active::Attachment),
    ("RichMediaContent", Active::Attachment),
    ("AcroForm", Active::Form),
    ("XFA", Active::Form),
    ("OpenAction", Active::OnOpen),
    ("AA", Active::OnOpen),
];

/// Kinds of action and of object, under `S` and `Type`.
const NAMES: &[(&str, Active)] = &[
    ("JavaScript", Active::Script),
    ("Rendition", Active::Script),
    ("Launch", Active::Launch),
    ("GoToR", Active::Launch),
    ("GoToE", Active::Launch),
    ("SubmitForm", Active::Launch),
    ("ImportData", Active::Launch),
    ("EmbeddedFile", Active::Attachment),
    ("Filespec", Active::Attachment),
];

/// How deep objects written inside one another are followed; references need no following, since every
/// numbered object is visited by itself.
const DEPTH: u8 = 32;

/// Every active thing in the file, each once.
pub fn find(pdf: &Pdf) -> Vec<Active> {
    let mut found = BTreeSet::new();
    for object in pdf.objects() {
        visit(&object, DEPTH, &mut found);
    }
    found.into_iter().collect()
}

fn visit(object: &Object<'_>, depth: u8, found: &mut BTreeSet<Active>) {
    if depth == 0 {
        return;
    }
    match object {
        Object::Dict(dict) => visit_dict(dict, depth, found),
        Object::Stream(stream) => visit_dict(stream.dict(), depth, found),
        Object::Array(array) => visit_array(array, depth, found),
        _ => {}
    }
}

fn visit_array(array: &Array<'_>, depth: u8, found: &mut BTreeSet<Active>) {
    for item in array.raw_iter() {
        if let MaybeRef::NotRef(object) = item {
            visit(&object, depth - 1, found);
        }
    }
}

fn visit_dict(dict: &Dict<'_>, depth: u8, found: &mut BTreeSet<Active>) {
    for (key, value) in dict.entries() {
        found.extend(named(KEYS, &key));
        let MaybeRef::NotRef(value) = value else {
            continue;
        };
        match &value {
            Object::Name(name) if matches!(&*key, b"S" | b"Type") => {
                found.extend(named(NAMES, name));
            }
            value => visit(value, depth - 1, found),
        }
    }
}

fn named(table: &[(&str, Active)], name: &[u8]) -> Option<Active> {
    table
        .iter()
        .find(|(known, _)| known.as_bytes() == name)
        .map(|(_, active)| *active)
}
