//! The page as a whole, from a dossier made by hand.

use super::page::Page;

fn written(write: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::default();
    write(&mut page);
    page.html().to_string()
}

#[test]
fn words_from_outside_are_inert() {
    let shown = written(|page| {
        page.text("<script>alert('x')</script> & \"y\" \u{202e}back\u{0} <!--");
    });
    let expect = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot; \\u{202e}back\\u{0} &lt;!--";
    assert_eq!(shown, expect);
    let shown = written(|page| {
        page.open("a", &[("href", "\" onclick=\"x"), ("lang", "")]);
    });
    assert_eq!(shown, "<a href=\"&quot; onclick=&quot;x\">");
}

#[test]
fn only_addresses_of_the_web_are_links() {
    for address in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org", "page 4", ""]
    {
        let shown = written(|page| {
            page.address(address);
        });
        assert!(!shown.contains("href"), "{shown}");
    }
    let shown = written(|page| {
        page.address("https://example.org/a?b=\"c\"&d");
    });
    assert!(
        shown.starts_with(
            "<a class=\"address\" rel=\"noreferrer noopener\" href=\"https://example.org/a?b=%22c%22&amp;d\">"
        ),
        "{shown}"
    );
}
