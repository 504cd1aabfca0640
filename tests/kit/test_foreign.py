"""Foreign text says what it says: on the screen, on paper and in labels nothing of it is an instruction."""

from xml.etree import ElementTree

import pytest

from pages.kit import foreign
from pages.kit.texts import spoken, text
from pages.screen import html

SIGNS = [
    "![x](http://evil.example/p.png)", "[đăng nhập](http://evil.example)", ":red[x]", ":material/home:", "$x$", "<img src=x>",
    '=HYPERLINK("http://evil.example")', "**đậm** `mã`", "a\\*b", "1. một", "- hai", "# ba", "a@evil.example", "&lt;b&gt;", "a|b~c",
]  # fmt: skip


@pytest.mark.parametrize("said", SIGNS)
def test_on_the_page_it_stands_as_it_was_written(said):
    drawn = ElementTree.fromstring(f"<p>{html.rich(foreign.literal(said))}</p>")
    assert list(drawn) == [] and drawn.text.replace("\u2060", "") == said


@pytest.mark.parametrize("said", SIGNS)
def test_on_paper_it_stands_as_it_was_written(said):
    assert foreign.unmarked(f"**Tệp** “{foreign.literal(said)}”") == f"Tệp “{said}”"


@pytest.mark.parametrize("said", SIGNS)
def test_no_sign_of_markdown_stands_by_itself(said):
    kept = foreign.literal(said)
    bare = [sign for sign in "`*_{}[]<>#!|~$&:" if sign in kept.replace(f"\\{sign}", "")]
    assert bare == [] and "//evil" not in kept.replace("\u2060//", "") and "@evil" not in kept


def test_what_cannot_be_seen_is_left_out():
    assert foreign.plain("a\x0b\x01b\x00\u202ec\ud800d\ufffe\te\nf\r") == "a bcd\te\nf"
    assert foreign.literal("hai\ndòng \t một") == "hai dòng một"


def test_a_sentence_takes_no_control_characters_in():
    with spoken("vi"):
        assert "\x01" not in text("load.renamed", name="a\x01b", kept="c")
        assert "ab" in text("load.renamed", name="a\x01b", kept="c")


def test_words_of_ours_keep_their_emphasis():
    assert html.rich("**Na** `dai` <b>") == "<b>Na</b> <code>dai</code> &lt;b&gt;"
