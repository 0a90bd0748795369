//! Every stored object, kept to be put back.

use std::collections::BTreeMap;

use abri::actions::Abri;
use futures_util::TryStreamExt;

/// The bytes of each object by its name.
pub type Objects = BTreeMap<String, Vec<u8>>;

/// Everything that is stored now.
pub async fn all(abri: &Abri) -> Objects {
    let mut all = Objects::new();
    for (name, length) in list(abri).await {
        let bytes = abri.objects.get_range(&name, length, 0..length).await;
        all.insert(name, bytes.unwrap().to_vec());
    }
    all
}

async fn list(abri: &Abri) -> BTreeMap<String, u64> {
    abri.objects
        .list("")
        .map_ok(|one| (one.name, one.length))
        .try_collect()
        .await
        .unwrap()
}

/// Writes an object in place of another, or deletes it.
pub async fn write(abri: &Abri, name: &str, bytes: Option<&[u8]>) {
    abri.objects.delete(name).await.unwrap();
    if let Some(bytes) = bytes {
        abri.objects.put(name, bytes.to_vec().into()).await.unwrap();
    }
}

/// Puts back what was there; `touched` are those whose bytes were changed.
pub async fn put_back(abri: &Abri, kept: &Objects, touched: &[String]) {
    let now = list(abri).await;
    for name in now.keys().filter(|name| !kept.contains_key(*name)) {
        write(abri, name, None).await;
    }
    for (name, bytes) in kept {
        let same = now.get(name) == Some(&(bytes.len() as u64)) && !touched.contains(name);
        if !same {
            write(abri, name, Some(bytes)).await;
        }
    }
}
