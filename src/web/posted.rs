//! What a form sends: its fields and files, taken only with the token of the session.

use super::desk::Desk;
use super::fault::Fault;
use super::posted_file::PostedFile;
use super::sessions::hash;
use super::visitor::Visitor;
use actions::Expected;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::header;
use record::model::id::Id;
use std::fmt::Display;
use std::fs::File;
use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;
use store::error::Error;
use tokio_stream::StreamExt;

/// The most bytes of the fields of a form.
pub const FIELDS_LIMIT: usize = 1 << 20;

/// The most bytes of the files of a form.
pub const FILES_LIMIT: u64 = 512 << 20;

/// How much of a form that is refused is read all the same.
pub const DRAINED: usize = 32 << 20;

/// The most fields of a form.
const FIELDS: usize = 2000;

/// The fields and files of a form, from somebody who is signed in.
pub struct Posted {
    pub visitor: Visitor,
    fields: Vec<(String, String)>,
    files: Vec<PostedFile>,
}

impl Posted {
    /// Gives a field that says something.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.trim().is_empty())
    }

    /// Gives a field that says something, as a text of its own.
    pub fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_string)
    }

    /// Gives every value of a field that stands more than once.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// Gives a field that must say something; `what` names it to a person.
    pub fn required(&self, name: &str, what: &str) -> Result<&str, Fault> {
        self.text(name).ok_or_else(|| Fault::refused(format!("Missing: {what}.")))
    }

    /// Reads a field that may be absent.
    pub fn parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>, Fault>
    where
        T::Err: Display,
    {
        let read = |text: &str| text.trim().parse().map_err(|fault: T::Err| Fault::refused(fault.to_string()));
        self.text(name).map(read).transpose()
    }

    /// Reads a field that must be there; `what` names it to a person.
    pub fn must<T: FromStr>(&self, name: &str, what: &str) -> Result<T, Fault>
    where
        T::Err: Display,
    {
        self.required(name, what)?;
        Ok(self.parsed(name)?.expect("it was just found"))
    }

    /// Says whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.text(name).is_some()
    }

    /// Takes the first file of a name that holds anything.
    pub fn take_file(&mut self) -> Option<PostedFile> {
        (!self.files.is_empty()).then(|| self.files.remove(0))
    }

    /// Gives how the claim stood when the form was shown; the field `seen` holds its latest event.
    pub fn expected(&self, claim: &str) -> Option<Expected> {
        let latest = Id::from_hex(self.text("seen")?)?;
        Some(Expected { claim: claim.to_string(), latest })
    }

    /// Gives every field but the token and what was seen, to show the form once more.
    pub fn repeated(&self) -> Vec<(String, String)> {
        let kept = |(name, _): &&(String, String)| name != "csrf" && name != "seen";
        self.fields.iter().filter(kept).cloned().collect()
    }

    /// Gives where the form wants to go on; within the desk only.
    pub fn next(&self, otherwise: &str) -> String {
        self.text("next").filter(|path| is_inside(path)).unwrap_or(otherwise).to_string()
    }

    fn check_token(&self) -> Result<(), Fault> {
        match self.text("csrf").is_some_and(|token| hash(token) == hash(&self.visitor.csrf)) {
            true => Ok(()),
            false => Err(Fault::forbidden("The form is not from this session, and was not accepted.")
                .hint("Open the page again, and send the form from there.")),
        }
    }

    fn add(&mut self, name: String, value: String) -> Result<(), Fault> {
        if self.fields.len() >= FIELDS {
            return Err(Fault::too_large("The form has too many fields."));
        }
        self.fields.push((name, value));
        Ok(())
    }
}

impl FromRequest<Arc<Desk>> for Posted {
    type Rejection = Fault;

    async fn from_request(mut request: Request, desk: &Arc<Desk>) -> Result<Self, Fault> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, desk).await?;
        request = Request::from_parts(parts, body);
        let posted = Self { visitor, fields: Vec::new(), files: Vec::new() };
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        match media_type.is_some_and(|media_type| media_type.starts_with("multipart/form-data;")) {
            true => with_files(posted, request, desk).await,
            false => without_files(posted, request).await,
        }
    }
}

async fn without_files(mut posted: Posted, request: Request) -> Result<Posted, Fault> {
    let mut stream = request.into_body().into_data_stream();
    let (mut bytes, mut sent) = (Vec::new(), 0);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Fault::refused("The form did not arrive completely."))?;
        sent += chunk.len();
        if sent > DRAINED {
            break;
        }
        // What is too much is read and forgotten, so that the sender hears the answer.
        if sent <= FIELDS_LIMIT {
            bytes.extend_from_slice(&chunk);
        }
    }
    if sent > FIELDS_LIMIT {
        return Err(Fault::too_large("The form is too large."));
    }
    for (name, value) in url::form_urlencoded::parse(&bytes) {
        posted.add(name.into_owned(), value.replace("\r\n", "\n"))?;
    }
    posted.check_token()?;
    Ok(posted)
}

async fn with_files(posted: Posted, mut request: Request, desk: &Arc<Desk>) -> Result<Posted, Fault> {
    DefaultBodyLimit::max(FILES_LIMIT as usize + FIELDS_LIMIT).apply(&mut request);
    let mut multipart =
        Multipart::from_request(request, desk).await.map_err(|_| Fault::refused("The form could not be read."))?;
    let taken = parts(posted, &mut multipart).await;
    if taken.is_err() {
        drain(&mut multipart).await;
    }
    taken
}

async fn parts(mut posted: Posted, multipart: &mut Multipart) -> Result<Posted, Fault> {
    let broken = |_| Fault::refused("The form did not arrive completely.");
    let mut fields_bytes = 0;
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_string();
        match field.file_name().map(bare_name) {
            Some(file_name) => {
                // Nothing large is taken before the token, which is the first field of every form.
                posted.check_token()?;
                posted.files.extend(keep(field, file_name).await?);
            }
            None => {
                let value = read_text(field, FIELDS_LIMIT - fields_bytes).await?;
                fields_bytes += value.len();
                posted.add(name, value.replace("\r\n", "\n"))?;
            }
        }
    }
    posted.check_token()?;
    Ok(posted)
}

/// Reads and forgets some of what is left, so that the sender hears the answer.
async fn drain(multipart: &mut Multipart) {
    let mut sent = 0;
    while let Ok(Some(mut field)) = multipart.next_field().await {
        while let Ok(Some(chunk)) = field.chunk().await {
            sent += chunk.len();
            if sent > DRAINED {
                return;
            }
        }
    }
}

async fn read_text(mut field: Field<'_>, room: usize) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| Fault::refused("The form did not arrive completely."))? {
        if bytes.len() + chunk.len() > room {
            return Err(Fault::too_large("The form is too large."));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Fault::refused("A field is not text."))
}

/// Keeps a file for the time of the request; an empty one without a name is a field left blank.
async fn keep(mut field: Field<'_>, name: String) -> Result<Option<PostedFile>, Fault> {
    let named = !name.is_empty();
    let name = if matches!(name.as_str(), "" | "." | "..") { "file".to_string() } else { name };
    let failed = |error: std::io::Error| Fault::from(Error::Invalid(format!("the file could not be kept: {error}")));
    let folder = actions::output::private_folder().map_err(failed)?;
    let mut kept = File::create_new(folder.path().join(&name)).map_err(failed)?;
    let mut bytes = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|_| Fault::refused("The file did not arrive completely."))? {
        bytes += chunk.len() as u64;
        if bytes > FILES_LIMIT {
            return Err(Fault::too_large(format!("The file is larger than {} MB.", FILES_LIMIT >> 20)));
        }
        kept.write_all(&chunk).map_err(failed)?;
    }
    kept.flush().map_err(failed)?;
    Ok((bytes > 0 || named).then(|| PostedFile::within(folder, name)))
}

/// Says whether an address leads to a page of the desk. Browsers take `\` for `/`, and leave out tabs and line ends.
pub fn is_inside(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.contains(char::is_control)
}

/// Takes a name without folders and without what could not be printed.
fn bare_name(name: &str) -> String {
    let bare = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let letters: Vec<char> = bare.chars().filter(|letter| !letter.is_control()).collect();
    // File systems take 255 bytes, and a letter has four at most; what a file is stands at the end of its name.
    match letters.len() {
        0..=60 => letters.into_iter().collect(),
        count => letters[..50].iter().chain(&letters[count - 10..]).collect(),
    }
}
