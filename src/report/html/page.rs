//! A page of HTML as it grows: markup is ours and fixed, words are anybody's and made inert.

use record::visible::visible_lines;
use url::Url;

/// HTML under construction.
///
/// Markup can only be text of the program itself (`&'static str`); all else is escaped on its way in, and control
/// characters and marks that turn the direction of text are shown as their numbers.
#[derive(Default)]
pub struct Page {
    html: String,
    /// Nobody can open what is folded on paper.
    pub paper: bool,
}

impl Page {
    /// Begins a page that will be printed.
    pub fn for_paper() -> Self {
        Self { paper: true, ..Self::default() }
    }

    /// Gives all that was written.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// Writes markup.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.html.push_str(markup);
        self
    }

    /// Writes words, whoever they are from.
    pub fn text(&mut self, words: &str) -> &mut Self {
        escape(&mut self.html, &visible_lines(words));
        self
    }

    /// Writes a number.
    pub fn number(&mut self, number: usize) -> &mut Self {
        self.html.push_str(&number.to_string());
        self
    }

    /// Opens an element; attributes without a value are left out.
    pub fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.raw("<").raw(name);
        for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.raw(" ").raw(attribute).raw("=\"").text(value).raw("\"");
        }
        self.raw(">")
    }

    /// Opens a part that can be folded; on paper it lies open.
    pub fn fold(&mut self) -> &mut Self {
        self.raw(if self.paper { "<details open>" } else { "<details>" })
    }

    /// Writes words as a string of CSS: every character that is no plain letter or digit by its number.
    pub fn style_string(&mut self, words: &str) -> &mut Self {
        self.html.push('"');
        for character in visible_lines(words).chars() {
            match character.is_ascii_alphanumeric() {
                true => self.html.push(character),
                false => self.html.push_str(&format!("\\{:06x}", u32::from(character))),
            }
        }
        self.html.push('"');
        self
    }

    /// Closes an element.
    pub fn close(&mut self, name: &'static str) -> &mut Self {
        self.raw("</").raw(name).raw(">")
    }

    /// Writes an element of a class that holds nothing but words.
    pub fn put(&mut self, name: &'static str, class: &'static str, words: &str) -> &mut Self {
        self.open(name, &[("class", class)]).text(words).close(name)
    }

    /// Writes a term and what is said of it, where there is something.
    pub fn field(&mut self, term: &'static str, words: Option<impl AsRef<str>>) -> &mut Self {
        if let Some(words) = words.as_ref().map(AsRef::as_ref).filter(|words| !words.is_empty()) {
            self.raw("<div><dt>").raw(term).raw("</dt><dd>").text(words).raw("</dd></div>\n");
        }
        self
    }

    /// Writes a hash; a line may break anywhere in it.
    pub fn hash(&mut self, hash: &str) -> &mut Self {
        self.put("code", "hash", hash)
    }

    /// Writes an address, as a link only where it leads to the web.
    pub fn address(&mut self, address: &str) -> &mut Self {
        let web = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        match web {
            Some(url) => {
                let attributes = [("class", "address"), ("rel", "noreferrer noopener"), ("href", url.as_str())];
                self.open("a", &attributes).text(address).close("a")
            }
            None => self.put("span", "address", address),
        }
    }

    /// Writes a link to another part of this page.
    pub fn jump(&mut self, to: &str, words: &str) -> &mut Self {
        self.open("a", &[("href", &format!("#{to}"))]).text(words).close("a")
    }

    /// Writes a drawing that this program made and escaped itself.
    pub fn drawing(&mut self, svg: &str) -> &mut Self {
        self.html.push_str(svg);
        self
    }
}

fn escape(html: &mut String, words: &str) {
    for character in words.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(character),
        }
    }
}
