//! A PROV-JSON document that is being put together: records by kind, each said once, in the order of their names.

use crate::model::claim::Mark;
use crate::model::id::Id;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the prefix `tm` of every name of ours stands for.
const NAMESPACE: &str = "urn:tickmark:";

/// Records by kind and name.
#[derive(Default)]
pub struct Document {
    records: BTreeMap<&'static str, BTreeMap<String, Value>>,
    /// Relations that were said, so that none is said twice.
    said: BTreeSet<String>,
}

/// Gives the qualified name of something: what it is and its id, which may begin with a digit and therefore comes last.
pub fn name(what: &str, id: &Id) -> String {
    format!("tm:{what}-{}", id.hex())
}

/// Gives the part of a log's origin that can stand in a name.
pub fn log_name(origin: &str) -> String {
    let last = origin.rsplit('/').next().unwrap_or(origin);
    last.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
}

fn of_type(word: &str) -> Value {
    json!({"$": format!("tm:{word}"), "type": "prov:QUALIFIED_NAME"})
}

impl Document {
    /// Declares an entity, with what is known of it.
    pub fn entity<const N: usize>(
        &mut self,
        name: &str,
        of: &str,
        label: Option<&str>,
        told: [(&'static str, Option<&str>); N],
    ) {
        let mut fields = Map::new();
        fields.insert("prov:type".into(), of_type(of));
        let texts = told.into_iter().chain([("prov:label", label)]);
        fields.extend(texts.filter_map(|(key, text)| Some((key.to_string(), json!(text?)))));
        self.put("entity", name, fields);
    }

    /// Says that an event made an entity, and who recorded it; gives the name of the event.
    pub fn made(&mut self, entity: &str, mark: &Mark, kind: &str) -> String {
        let activity = self.activity_of(&mark.id);
        let mut fields = Map::new();
        fields.insert("prov:startTime".into(), json!(mark.time));
        fields.insert("prov:endTime".into(), json!(mark.time));
        fields.insert("prov:type".into(), of_type(kind));
        self.put("activity", &activity, fields);
        let agent = self.agent(&mark.log, Some(&mark.actor));
        self.relate("wasAssociatedWith", [("activity", &activity), ("agent", &agent)], None);
        let time = Some(("prov:time", json!(mark.time)));
        self.relate("wasGeneratedBy", [("entity", entity), ("activity", &activity)], time);
        self.relate("wasAttributedTo", [("entity", entity), ("agent", &agent)], None);
        activity
    }

    /// Gives the name of the activity that an event is.
    pub fn activity_of(&self, event: &Id) -> String {
        name("event", event)
    }

    /// Declares whoever holds the key of a log; gives the name.
    pub fn agent(&mut self, log: &str, actor: Option<&str>) -> String {
        let agent = format!("tm:log-{}", log_name(log));
        let mut fields = Map::new();
        fields.insert("prov:type".into(), of_type("Actor"));
        fields.extend(actor.map(|actor| ("prov:label".to_string(), json!(actor))));
        self.put("agent", &agent, fields);
        agent
    }

    /// Says that an event looked at an entity.
    pub fn used(&mut self, activity: &str, entity: &str) {
        self.relate("used", [("activity", activity), ("entity", entity)], None);
    }

    /// Says that an entity came from another in an event.
    pub fn derived(&mut self, entity: &str, from: &str, activity: &str) {
        let parts = [("generatedEntity", entity), ("usedEntity", from), ("activity", activity)];
        self.relate("wasDerivedFrom", parts, None);
    }

    /// Says that an entity is the next version of another.
    pub fn revision(&mut self, entity: &str, from: &str, activity: &str) {
        let parts = [("generatedEntity", entity), ("usedEntity", from), ("activity", activity)];
        let revision = json!({"$": "prov:Revision", "type": "prov:QUALIFIED_NAME"});
        self.relate("wasDerivedFrom", parts, Some(("prov:type", revision)));
    }

    /// Says a relation, once.
    pub fn relate<const N: usize>(
        &mut self,
        kind: &'static str,
        parts: [(&str, &str); N],
        more: Option<(&'static str, Value)>,
    ) {
        let mut fields: Map<String, Value> =
            parts.into_iter().map(|(part, name)| (format!("prov:{part}"), json!(name))).collect();
        fields.extend(more.map(|(key, value)| (key.to_string(), value)));
        if self.said.insert(format!("{kind} {}", Value::Object(fields.clone()))) {
            let of_kind = self.records.entry(kind).or_default();
            let id = format!("_:{kind}{:06}", of_kind.len() + 1);
            of_kind.insert(id, Value::Object(fields));
        }
    }

    /// Picks the first of some names that is that of a declared entity.
    pub fn declared(&self, names: &[String]) -> Option<String> {
        let entities = self.records.get("entity")?;
        names.iter().find(|name| entities.contains_key(*name)).cloned()
    }

    /// Counts the records of a kind.
    pub fn count(&self, kind: &str) -> usize {
        self.records.get(kind).map_or(0, BTreeMap::len)
    }

    fn put(&mut self, kind: &'static str, name: &str, fields: Map<String, Value>) {
        self.records.entry(kind).or_default().entry(name.to_string()).or_insert(Value::Object(fields));
    }

    /// Gives the whole document.
    pub fn into_json(self) -> Value {
        let mut document = Map::new();
        document.insert("prefix".into(), json!({"tm": NAMESPACE}));
        for (kind, records) in self.records {
            document.insert(kind.into(), Value::Object(records.into_iter().collect()));
        }
        Value::Object(document)
    }
}
