//! A PROV-JSON document that is being put together: records by kind, each said once, in the order of their names.

use record::model::id::Id;
use record::model::mark::Mark;
use record::model::time::Moment;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Records by kind and name, as small as they can be held: names are numbers, texts are lent, JSON is made on its way out.
#[derive(Default)]
pub struct Document<'d> {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    pub(super) declared: BTreeMap<&'static str, HashMap<u32, Fields<'d>>>,
    pub(super) relations: BTreeMap<&'static str, Vec<Relation<'d>>>,
    /// Relations that were said, so that none is said twice.
    said: HashSet<(&'static str, Relation<'d>)>,
}

/// What a field of a record holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field<'d> {
    Text(Cow<'d, str>),
    Time(Moment),
    /// A qualified name.
    Word(&'static str, &'static str),
}

pub(super) type Fields<'d> = Vec<(&'static str, Field<'d>)>;

/// Names in their parts, in the order of the parts, and one field more.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Relation<'d> {
    pub parts: [Option<(&'static str, u32)>; 3],
    pub more: Option<(&'static str, Field<'d>)>,
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

impl<'d> Document<'d> {
    /// Declares an entity, with what is known of it.
    pub fn entity<const N: usize>(
        &mut self,
        name: &str,
        of: &'static str,
        label: Option<impl Into<Cow<'d, str>>>,
        told: [(&'static str, Option<impl Into<Cow<'d, str>>>); N],
    ) {
        let mut fields = vec![("prov:type", Field::Word("tm:", of))];
        fields.extend(label.map(|label| ("prov:label", Field::Text(label.into()))));
        fields.extend(told.into_iter().filter_map(|(key, text)| Some((key, Field::Text(text?.into())))));
        self.put("entity", name, fields);
    }

    /// Says that an event made an entity, and who recorded it; gives the name of the event.
    pub fn made(&mut self, entity: &str, mark: &'d Mark, kind: &'static str) -> String {
        let activity = self.activity_of(&mark.id);
        let times = ["prov:startTime", "prov:endTime"].map(|key| (key, Field::Time(mark.time)));
        let mut fields = vec![("prov:type", Field::Word("tm:", kind))];
        fields.extend(times);
        self.put("activity", &activity, fields);
        let agent = self.agent(&mark.log, Some(&mark.actor));
        self.relate("wasAssociatedWith", [("activity", &activity), ("agent", &agent)], None);
        let time = Some(("prov:time", Field::Time(mark.time)));
        self.relate("wasGeneratedBy", [("entity", entity), ("activity", &activity)], time);
        self.relate("wasAttributedTo", [("entity", entity), ("agent", &agent)], None);
        activity
    }

    /// Gives the name of the activity that an event is.
    pub fn activity_of(&self, event: &Id) -> String {
        name("event", event)
    }

    /// Declares whoever holds the key of a log; gives the name.
    pub fn agent(&mut self, log: &str, actor: Option<&'d str>) -> String {
        let agent = format!("tm:log-{}", log_name(log));
        let mut fields = vec![("prov:type", Field::Word("tm:", "Actor"))];
        fields.extend(actor.map(|actor| ("prov:label", Field::Text(actor.into()))));
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
        self.relate("wasDerivedFrom", parts, Some(("prov:type", Field::Word("prov:", "Revision"))));
    }

    /// Says a relation of at most three parts, once.
    pub fn relate<const N: usize>(
        &mut self,
        kind: &'static str,
        parts: [(&'static str, &str); N],
        more: Option<(&'static str, Field<'d>)>,
    ) {
        const { assert!(N <= 3, "a relation has at most three parts") };
        let mut named = [None; 3];
        for (place, (part, name)) in named.iter_mut().zip(parts) {
            *place = Some((part, self.number(name)));
        }
        let relation = Relation { parts: named, more };
        if self.said.insert((kind, relation.clone())) {
            self.relations.entry(kind).or_default().push(relation);
        }
    }

    /// Picks the first of some names that is that of a declared entity.
    pub fn declared(&self, names: &[String]) -> Option<String> {
        let entities = self.declared.get("entity")?;
        let known =
            |name: &&String| self.numbers.get(name.as_str()).is_some_and(|number| entities.contains_key(number));
        names.iter().find(known).cloned()
    }

    /// Counts the declared records of a kind.
    pub fn count(&self, kind: &str) -> usize {
        self.declared.get(kind).map_or(0, HashMap::len)
    }

    /// Lets go of what is needed only while the document is put together.
    pub fn finish(&mut self) {
        self.said = HashSet::new();
        self.numbers = HashMap::new();
    }

    fn put(&mut self, kind: &'static str, name: &str, fields: Fields<'d>) {
        let number = self.number(name);
        self.declared.entry(kind).or_default().entry(number).or_insert(fields);
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let (number, name) = (self.names.len() as u32, Arc::<str>::from(name));
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    /// Gives a name by its number.
    pub(super) fn name_of(&self, number: u32) -> &str {
        &self.names[number as usize]
    }
}
