//! The metadata of an RO-Crate 1.1 around what a bundle carries.

use serde_json::{Value, json};

/// What a bundle is about.
#[derive(Clone, Debug)]
pub struct About {
    pub name: String,
    pub description: String,
    /// The time of its latest event, in RFC 3339.
    pub time: String,
}

/// A file of the crate.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its path inside the payload.
    pub path: String,
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

/// Writes the metadata of a crate.
pub fn describe(about: &About, parts: &[Part]) -> Vec<u8> {
    let named: Vec<Value> = parts.iter().map(|part| json!({ "@id": part.path })).collect();
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": { "@id": "./" },
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": about.name,
            "description": about.description,
            "datePublished": about.time,
            "license": { "@id": "#no-licence" },
            "hasPart": named,
        }),
        json!({
            "@id": "#no-licence",
            "@type": "CreativeWork",
            "name": "No licence",
            "description": "Handed over so that a check can be verified. Captures belong to whoever made them.",
        }),
    ];
    graph.extend(parts.iter().map(|part| {
        json!({
            "@id": part.path,
            "@type": "File",
            "name": part.name,
            "encodingFormat": part.media_type,
            "contentSize": part.bytes.to_string(),
            "sha256": part.sha256,
        })
    }));
    let metadata = json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph });
    let mut bytes = serde_json::to_vec_pretty(&metadata).expect("a value is always JSON");
    bytes.push(b'\n');
    bytes
}
