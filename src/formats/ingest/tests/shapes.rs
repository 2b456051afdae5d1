//! Pages in the shapes that programs for news sites give them: the article, all of it, and nothing else.

use super::*;

const HEADLINE: &str = "Harbour town votes to buy back its waterworks";
const LEAD: &str = "The council wants to pay 12 million euros, half of what the owners ask.";
const FIRST: &str =
    "ALTONA — The council of Altona voted on Monday evening to buy back the waterworks that it sold in 1998.";
const MIDDLE: &str = "“We never should have let it go,” said the mayor, Lena Ruiz, after a session that lasted for five hours and \
    was followed by some two hundred people in the square.";
const HEAD: &str = "What it costs";
const SHORT: &str = "Nobody knows the price.";
const LAST: &str = "The owners have until June to answer.";

fn check(name: &str, page: &str, expected: &[&str]) {
    let document = read_as(page.as_bytes(), "page.html");
    check_sound(&document);
    let found: Vec<&str> = document.text.split('\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "{name}");
}

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>{HEADLINE} - Altona Courier</title>{head}</head><body>{body}</body></html>"
    )
}

const MENU: &str = "<header class='site-header'><a href='/'>Altona Courier</a><nav><ul><li><a href='/town'>Town</a></li>\
    <li><a href='/sport'>Sport</a></li></ul></nav></header>";
const TEASERS: &str = "<div class='card'><h3><a href='/1'>Rain floods two cellars</a></h3><p>The fire service was out for most of \
    the night, and nobody was hurt in the end.</p></div><div class='card'><h3><a href='/2'>A bridge for the north bank</a></h3>\
    <p>Two firms want to build it, and both say that it will be done by the spring of the year after next.</p></div>";

fn paragraphs(open: &str) -> String {
    let close = open.split([' ', '>']).next().unwrap().replace('<', "</");
    [FIRST, MIDDLE].map(|text| format!("{open}{text}{close}>")).concat()
}

#[test]
fn a_blog_program_s_page() {
    let body = format!(
        "{MENU}<div id='content' class='site-content'><main><article class='post-12 post type-post category-town tag-water'>\
         <header class='entry-header'><h1 class='entry-title'>{HEADLINE}</h1><div class='entry-meta'>By <a rel='author'>Ada Hale</a> \
         on <time datetime='2024-05-02'>2 May 2024</time></div></header><div class='entry-content'><p>{LEAD}</p>{}\
         <h2>{HEAD}</h2><p>{SHORT}</p><p>{LAST}</p><div class='sharedaddy'><h3>Share this:</h3><ul><li><a>Print</a></li></ul></div>\
         <div id='jp-relatedposts' class='jp-relatedposts'><h3>Related</h3><p>An older article about the water of the town and its price.</p>\
         </div></div><footer class='entry-footer'>Posted in <a>Town</a></footer></article>\
         <div id='comments' class='comments-area'><h2>2 thoughts on this</h2><ol class='comment-list'><li><article><p>I was there on Monday, \
         and I can tell you that there were no two hundred people in the square.</p></article></li></ol>\
         <div id='respond'><h3>Leave a reply</h3><form><p>Your email address will not be published. Required fields are marked.</p></form></div></div></main>\
         <aside class='widget-area'>{TEASERS}</aside></div><footer>© Altona Courier, all rights reserved by the makers of this page.</footer>",
        paragraphs("<p>")
    );
    check("blog", &page("", &body), &[HEADLINE, LEAD, FIRST, MIDDLE, HEAD, SHORT, LAST]);
}

#[test]
fn boxes_with_names_that_mean_nothing() {
    let body = format!(
        "<div class='x1'><div class='q7'><a href='/'>Courier</a><a href='/a'>Town</a><a href='/b'>Sport</a></div>\
         <div class='x9'><h1 class='zz'>{HEADLINE}</h1><h2 class='zy'>{LEAD}</h2><div class='b3'><span>Ada Hale</span> <span>2 May 2024, 8:15</span></div>\
         <div class='k1'><div class='k2'><p class='k3'>{FIRST}</p></div><div class='k2'><p class='k3'>{MIDDLE}</p></div>\
         <div class='k2'><h3>{HEAD}</h3></div><div class='k2'><p class='k3'>{SHORT}</p></div><div class='k2'><p class='k3'>{LAST}</p></div></div>\
         <div class='w1'>{TEASERS}</div></div><div class='f1'><a>Imprint</a><a>Privacy</a></div></div>"
    );
    check("boxes", &page("", &body), &[HEADLINE, LEAD, FIRST, MIDDLE, HEAD, SHORT, LAST]);
}

#[test]
fn an_old_page_of_breaks_in_a_layout_of_tables() {
    let body = format!(
        "<table width=100%><tr><td><a href='/'>Home</a><br><a href='/n'>News</a></td><td><b>{HEADLINE}</b><br><br>{FIRST}<br><br>{MIDDLE}\
         <br><br>{FIRST}<br><br>{MIDDLE}<br>\n<br>{LAST}</td><td><a href='/ad'>Buy a boat</a></td></tr></table>"
    );
    check("tables", &page("", &body), &[HEADLINE, FIRST, MIDDLE, FIRST, MIDDLE, LAST]);
}

#[test]
fn a_page_built_of_data_blocks() {
    let block = |text: &str| {
        format!(
            "<div data-component='text-block'><div class='ssrcss-1q0x1qg-Paragraph'><p><b>{text}</b></p></div></div>"
        )
    };
    let body = format!(
        "{MENU}<main id='main-content'><article><header><div data-component='headline-block'><h1 id='main-heading'>{HEADLINE}</h1></div>\
         <div data-component='byline-block'><span>By Ada Hale</span><span>Town reporter</span></div></header>\
         <figure><div data-component='image-block'><img alt='The waterworks'></div><figcaption>The waterworks of Altona were built in 1931.</figcaption></figure>\
         {}{}<div data-component='subheadline-block'><h2>{HEAD}</h2></div>{}{}<section data-component='links-block'><h2>More on this story</h2><ul>\
         <li><a href='/3'>Rain floods two cellars</a></li><li><a href='/4'>A bridge for the north bank</a></li></ul></section></article></main>\
         <section data-component='top-stories'><h2>Top stories</h2>{TEASERS}</section>",
        block(FIRST),
        block(MIDDLE),
        block(SHORT),
        block(LAST)
    );
    let caption = "The waterworks of Altona were built in 1931.";
    check("blocks", &page("", &body), &[HEADLINE, caption, FIRST, MIDDLE, HEAD, SHORT, LAST]);
}

#[test]
fn a_spanish_page_with_lists_of_more_to_read() {
    let (title, lead) = (
        "El pueblo recompra su planta de agua",
        "El concejo quiere pagar 12 millones de euros, la mitad de lo que piden los dueños.",
    );
    let first = "El concejo de Altona votó el lunes por la noche recomprar la planta de agua que vendió en 1998, por 31 votos contra 12.";
    let second = "«Nunca debimos venderla», dijo la alcaldesa, Lena Ruiz, tras una sesión que duró cinco horas y que siguieron unas doscientas personas en la plaza.";
    let last = "Los dueños tienen hasta junio para responder.";
    let body = format!(
        "<div class='cabecera'><ul class='menu'><li><a>Inicio</a></li><li><a>Deportes</a></li></ul></div><div class='contenedor'>\
         <div class='articulo-titulo'><h1>{title}</h1></div><h2 class='bajada'>{lead}</h2><div class='firma'>Por <a>Marta Gil Soto</a></div>\
         <div class='redes-compartir'><span>Compartir</span></div><div class='articulo-cuerpo'><p>{first}</p>\
         <div class='te-puede-interesar'><strong>Te puede interesar:</strong> <a>La lluvia inunda dos sótanos en el barrio del norte de la ciudad.</a></div>\
         <p>{second}</p><p><strong>Lee también: </strong><a>Un puente para la orilla norte</a></p><p>{last}</p></div>\
         <div class='notas-relacionadas'><h3>Notas relacionadas</h3><p>Los bomberos trabajaron casi toda la noche, y nadie resultó herido en los dos barrios.</p></div>\
         <div class='comentarios'><h3>Comentarios</h3><div>yo estuve el lunes y no había ni cien personas en la plaza, que no mientan más, por favor.</div></div></div>\
         <div class='pie'>Todos los derechos reservados. Prohibida la reproducción total o parcial de los contenidos de esta página.</div>"
    );
    check(
        "spanish",
        &format!("<html lang=es><head><title>{title} | El Correo</title></head><body>{body}</body></html>"),
        &[title, lead, first, second, last],
    );
}

#[test]
fn a_page_whose_text_is_only_in_its_data() {
    let data = serde_json::json!({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Altona Courier"},
        {"@type": "NewsArticle", "headline": HEADLINE, "author": [{"@type": "Person", "name": "Ada Hale"}], "datePublished": "2024-05-02",
         "publisher": {"name": "Altona Courier"}, "articleBody": format!("{FIRST}\n{MIDDLE}\n{MIDDLE}\n{LAST}")}]});
    let body = format!("{MENU}<div id='app'><h1>{HEADLINE}</h1><p>{FIRST}</p><p>Subscribe to read on.</p></div>");
    let page = page(&format!("<script type='application/ld+json'>{data}</script>"), &body);
    check("data", &page, &[HEADLINE, FIRST, MIDDLE, MIDDLE, LAST]);
    let document = read_as(page.as_bytes(), "page.html");
    assert_eq!((document.byline.as_deref(), document.published.as_deref()), (Some("Ada Hale"), Some("2024-05-02")));
    assert!(document.warnings.iter().any(|warning| warning.contains("search engines")), "{:?}", document.warnings);
}

#[test]
fn an_article_in_parts_with_boxes_between_them() {
    let body = format!(
        "{MENU}<div class='layout has-sidebar'><div class='commentary'><h1>{HEADLINE}</h1><div class='intro'>{LEAD}</div>{}</div>\
         <div class='ad-slot'>Advertisement</div><div class='newsletter-signup'><p>Get the news of the town by mail, every morning at seven.</p></div>\
         <div class='commentary'><p>{MIDDLE}</p><ul><li>The town owns 31 percent of the works.</li><li>Two funds own the rest.</li></ul>\
         <p>{LAST}</p></div></div>",
        paragraphs("<p>")
    );
    let items = ["The town owns 31 percent of the works.", "Two funds own the rest."];
    check("parts", &page("", &body), &[HEADLINE, LEAD, FIRST, MIDDLE, MIDDLE, items[0], items[1], LAST]);
}

#[test]
fn what_nobody_sees_and_what_is_struck_is_left_out_and_told() {
    let body = format!(
        "<style>.x{{display:none}} @media print{{.y{{display:none}}}}</style><article><h1>{HEADLINE}</h1>{}<p>It cost <s>3</s> <ins>4</ins> million \
         euros<sup><a href='#n1'>[1]</a></sup>.</p><p hidden>Do not print this.</p><p class=x>Nor this line.</p><p class=y>On screens it is seen.</p>\
         <p style='DISPLAY : none'>Nor that.</p><p>It holds 10<sup>6</sup> litres of H<sub>2</sub>O on the 3<sup>rd</sup> floor.</p></article>",
        paragraphs("<p>")
    );
    let expected = [
        HEADLINE,
        FIRST,
        MIDDLE,
        "It cost 4 million euros.",
        "On screens it is seen.",
        "It holds 10⁶ litres of H2O on the 3rd floor.",
    ];
    check("hidden", &page("", &body), &expected);
    let account = read_as(page("", &body).as_bytes(), "p.html").account;
    assert_eq!((account.hidden.count, account.struck.count, account.note_marks.count), (3, 1, 1));
}
