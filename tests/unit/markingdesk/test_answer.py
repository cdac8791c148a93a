"""What a student typed is shown, and does nothing."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medialit.i18n import Language
from medialit.markingdesk.answer import RENDERED_AT_MOST, document, visible

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "[a](javascript:alert(1))",
    "[a](  JaVaScRiPt:alert(1) )",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "![a](http://example.org/x.png)",
    "<javascript:alert(1)>",
    '<meta http-equiv="refresh" content="0;url=http://example.org">',
    '<base href="http://example.org/">',
    '<form action="http://example.org"><input name=a autofocus onfocus=alert(1)></form>',
    "<style>body { background: url(http://example.org/x) }</style>",
    '<link rel=stylesheet href="http://example.org/x.css">',
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "</style></head></body></html><script>alert(1)</script>",
    "<p\n\nonclick=alert(1)>",
    "`<script>`\n\n    <script>alert(1)</script>\n\n```html\n<script>alert(1)</script>\n```",
    "|a|<script>alert(1)</script>|\n|-|-|\n|[x](javascript:alert(1))|<img src=x onerror=alert(1)>|",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;script&#x3e;",
]
SHOWN = {
    *("html", "head", "meta", "title", "style", "body", "div", "span", "p", "br", "hr"),
    *("em", "strong", "del", "code", "pre"),
    *("blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}  # fmt: skip


class Seen(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text, self.others = [], set(), "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {(name, value) for name, value in attrs}

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.others.append(data)

    handle_pi = unknown_decl = handle_comment


def does_nothing(text):
    seen = Seen(document(text, Language.EN))
    assert set(seen.tags) <= SHOWN
    assert (seen.tags.count("style"), seen.tags.count("meta"), seen.others) == (1, 1, [])
    allowed = {("lang", "en"), ("charset", "utf-8"), ("dir", "auto"), ("class", "typed")}
    assert seen.attributes <= allowed
    return seen


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_text(text):
    does_nothing(text)


@given(st.lists(st.sampled_from([*HOSTILE, "\n\n", "> ", "- ", "*", "`", "<", "]("]), max_size=8).map("".join))
def test_no_mixture_of_hostile_pieces_becomes_anything_but_text(text):
    does_nothing(text)


@given(st.text())
def test_any_text_can_be_shown_and_does_nothing(text):
    does_nothing(text)


def test_what_a_student_hides_in_html_is_read():
    seen = does_nothing("Shown.\n\n<!-- a hidden word -->\n\n<div hidden>another one</div>")
    assert "<!-- a hidden word -->" in seen.text
    assert "another one" in seen.text


def test_a_link_and_a_picture_say_where_they_lead():
    seen = does_nothing("See [the report](https://example.org/a?b=1&c=2) and ![a chart](attachment:chart.png).")
    assert "the report (https://example.org/a?b=1&c=2)" in seen.text
    assert "[a chart] (attachment:chart.png)" in seen.text


def test_markdown_is_drawn():
    seen = does_nothing("# A\n\n**b** *c* ~~d~~\n\n- e\n\n> f\n\n|g|\n|-|\n|h|\n\n猫税")
    assert {"h1", "strong", "em", "del", "ul", "blockquote", "table"} <= set(seen.tags)
    assert "猫税" in seen.text


def test_characters_that_nobody_sees_are_made_visible():
    assert visible("a\0b\x1bc\u202ed\ud800\x7f") == "a␀b␛c[U+202E]d\ufffd␡"
    assert visible("tab\tline\nעברית العربية 😀 é") == "tab\tline\nעברית العربية 😀 é"


@pytest.mark.parametrize("piece", ["[", "*a ", "[a](b", "_a**b", "<", "> ", "![", "`", "\\", "|"])
def test_a_text_too_long_for_markdown_is_shown_as_it_was_typed(piece):
    text = piece * (RENDERED_AT_MOST // len(piece) + 1)
    assert text in does_nothing(text).text


def test_fifty_thousand_characters_and_one_endless_word_are_shown():
    assert "字" * 50_000 in does_nothing("字" * 50_000).text
