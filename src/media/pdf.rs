//! A PDF made of finished pictures, given out while it is made: no picture is read here, none is kept.

use std::io::Write;

use pdf_writer::{Chunk, Content, Filter, Finish, Name, Rect, Ref};

use crate::domain::sheets::{Place, Sheet};

/// Points to a millimetre.
const POINTS: f32 = 72.0 / 25.4;
const CATALOG: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);

/// A PDF being written, picture by picture and sheet by sheet.
#[derive(Debug)]
pub struct Binder {
    /// Where each object begins, from object 3 on; 1 and 2 come last.
    offsets: Vec<u64>,
    sheets: Vec<Ref>,
    written: u64,
}

impl Binder {
    /// A new file, and its first bytes.
    pub fn begin() -> (Self, Vec<u8>) {
        let head = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let binder = Self {
            offsets: Vec::new(),
            sheets: Vec::new(),
            written: head.len() as u64,
        };
        (binder, head)
    }

    /// One sheet and its pictures (width, height, JPEG), in the order of its places.
    pub fn sheet(&mut self, sheet: &Sheet, pictures: &[(u32, u32, &[u8])]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let drawn: Vec<Ref> = pictures
            .iter()
            .map(|(width, height, jpeg)| {
                let side = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
                self.object(&mut bytes, |chunk, id| {
                    let mut image = chunk.image_xobject(id, jpeg);
                    image.filter(Filter::DctDecode);
                    image.width(side(*width)).height(side(*height));
                    image.color_space().device_rgb();
                    image.bits_per_component(8);
                })
            })
            .collect();
        let names: Vec<String> = (0..drawn.len()).map(|n| format!("P{n}")).collect();
        let content = content(&sheet.places, &names);
        let contents = self.object(&mut bytes, |chunk, id| {
            chunk.stream(id, &content);
        });
        let page = self.object(&mut bytes, |chunk, id| {
            let mut page = chunk.page(id);
            page.parent(TREE).contents(contents);
            page.media_box(Rect::new(
                0.0,
                0.0,
                sheet.width * POINTS,
                sheet.height * POINTS,
            ));
            let mut resources = page.resources();
            let mut images = resources.x_objects();
            for (name, id) in names.iter().zip(&drawn) {
                images.pair(Name(name.as_bytes()), id);
            }
            images.finish();
        });
        self.sheets.push(page);
        bytes
    }

    /// What stands at the end of the file.
    pub fn finish(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut last = [0; 2];
        let count = i32::try_from(self.sheets.len()).unwrap_or(i32::MAX);
        for (place, id) in last.iter_mut().zip([CATALOG, TREE]) {
            *place = self.written;
            let mut chunk = Chunk::new();
            if id == CATALOG {
                chunk
                    .indirect(id)
                    .dict()
                    .pair(Name(b"Type"), Name(b"Catalog"))
                    .pair(Name(b"Pages"), TREE);
            } else {
                chunk
                    .pages(id)
                    .kids(self.sheets.iter().copied())
                    .count(count);
            }
            self.add(&mut bytes, &chunk);
        }
        // The table of objects (ISO 32000-1, 7.5.4): twenty bytes a line.
        let objects = 1 + last.len() + self.offsets.len();
        let table = self.written;
        // Writing to memory cannot fail.
        let _ = write!(bytes, "xref\n0 {objects}\n0000000000 65535 f \n");
        for offset in last.iter().chain(&self.offsets) {
            let _ = writeln!(bytes, "{offset:010} 00000 n ");
        }
        let _ = write!(
            bytes,
            "trailer\n<< /Size {objects} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
        );
        bytes
    }

    fn object(&mut self, bytes: &mut Vec<u8>, write: impl FnOnce(&mut Chunk, Ref)) -> Ref {
        let number = i32::try_from(self.offsets.len() + 3).unwrap_or(i32::MAX);
        let id = Ref::new(number);
        self.offsets.push(self.written);
        let mut chunk = Chunk::new();
        write(&mut chunk, id);
        self.add(bytes, &chunk);
        id
    }

    fn add(&mut self, bytes: &mut Vec<u8>, chunk: &Chunk) {
        bytes.extend_from_slice(chunk.as_bytes());
        self.written += chunk.as_bytes().len() as u64;
    }
}

fn content(places: &[Place], names: &[String]) -> Vec<u8> {
    let mut content = Content::new();
    for (place, name) in places.iter().zip(names) {
        let [width, height, left, bottom] =
            [place.width, place.height, place.left, place.bottom].map(|mm| mm * POINTS);
        content.save_state();
        content.transform([width, 0.0, 0.0, height, left, bottom]);
        content.x_object(Name(name.as_bytes()));
        content.restore_state();
    }
    content.finish().into_vec()
}
