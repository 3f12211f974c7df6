"""Links in plain text: text -> what is a link, of which kind."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.text.links import code_url, find_links, is_web_address


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("The code is at https://github.com/divelab/DIG.", ["https://github.com/divelab/DIG"]),
        ("(see http://a.org/b), or", ["http://a.org/b"]),
        ("is it https://a.org/b?! “https://a.org/c”", ["https://a.org/b", "https://a.org/c"]),
        ("https://a.org/b.git and https://a.org/c/", ["https://a.org/b.git", "https://a.org/c/"]),
        ("https://a.org/x_(y) and (https://a.org/z)", ["https://a.org/x_(y)", "https://a.org/z"]),
        ("<https://a.org/b>, [https://a.org/c]", ["https://a.org/b", "https://a.org/c"]),
        ("[https://a.org/b](https://a.org/b).", ["https://a.org/b", "https://a.org/b"]),
        ("https://a.org/phnhvvs}{https://a.org/phnhvvs.", ["https://a.org/phnhvvs", "https://a.org/phnhvvs"]),
        ("see 'https://a.org/b' and https://a.org/c’s", ["https://a.org/b", "https://a.org/c"]),
        ("https://a.org/~vgg/?q=1&r=%20#top", ["https://a.org/~vgg/?q=1&r=%20#top"]),
        ("https://a.org:8080/b, HTTPS://A.org", ["https://a.org:8080/b", "https://A.org"]),
        ("Code:https://a.org/b; available athttps://a.org/c", ["https://a.org/b", "https://a.org/c"]),
        ("代码：https://a.org/b。", ["https://a.org/b"]),
        ("https://web.archive.org/web/2020/https://a.org", ["https://web.archive.org/web/2020/https://a.org"]),
        # Known hosts need no scheme.
        ("at github.com/a/b, www.x.org/y.", ["https://github.com/a/b", "https://www.x.org/y"]),
        ("lab.github.io/page/", ["https://lab.github.io/page/"]),
        ("huggingface.co/a/b", ["https://huggingface.co/a/b"]),
        ("at https: //github.com/a/b", ["https://github.com/a/b"]),
        # No links.
        ("e.g., unknown.org/x, and/or, 3.5/4.0, github.com, v1.github.io", []),
        ("https://, http://x, https://-a.org, https://10.0.0.1/x, https://a..org", []),
        ("javascript:alert(1) data:text/html,x ftp://a.org/b mailto:me@github.com/x", []),
        ("https://github.com@evil.org/a, https://user:secret@a.org", []),
        ("https://a.org/\u202egpj.exe https://a.org/b\u200bc https://a.org/b\x00c", []),
    ],
)  # fmt: skip
def test_what_is_a_link(text: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(text)] == urls


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b", "code"),
        ("https://www.github.com/a/b", "code"),
        ("https://gist.github.com/a/b", "code"),
        ("https://gitlab.com/a/b", "code"),
        ("https://gitlab.inria.fr/a/b", "code"),
        ("https://bitbucket.org/a/b", "code"),
        ("https://codeberg.org/a/b", "code"),
        ("https://gitee.com/a/b", "code"),
        ("https://git.sr.ht/~a/b", "code"),
        ("https://anonymous.4open.science/r/b", "code"),
        ("https://huggingface.co/a/b", "model"),
        ("https://hf.co/a/b", "model"),
        ("https://huggingface.co/datasets/a/b", "data"),
        ("https://huggingface.co/spaces/a/b", "demo"),
        ("https://zenodo.org/records/1", "data"),
        ("https://figshare.com/articles/1", "data"),
        ("https://kaggle.com/datasets/a/b", "data"),
        ("https://osf.io/abc", "data"),
        ("https://youtu.be/abc", "video"),
        ("https://www.youtube.com/watch?v=abc", "video"),
        ("https://vimeo.com/1", "video"),
        ("https://arxiv.org/abs/2401.00001", "paper"),
        ("https://dx.doi.org/10.1/2", "paper"),
        ("https://openreview.net/forum?id=a", "paper"),
        ("https://lab.github.io/page", "page"),
        ("https://notgithub.com/a/b", "page"),
        ("https://github.com.evil.org/a/b", "page"),
        ("https://www.x.org/y", "page"),
    ],
)
def test_kinds(url: str, kind: str) -> None:
    assert [(link.url, link.kind) for link in find_links(url)] == [(url, kind)]


def test_the_span_is_what_shows_the_link() -> None:
    text = "Code (github.com/a/b), demo: https://x.org/y."
    assert [text[link.start : link.end] for link in find_links(text)] == ["github.com/a/b", "https://x.org/y"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Page https://lab.github.io/x, code https://github.com/lab/x.", "https://github.com/lab/x"),
        ("By https://github.com/lab, code https://github.com/lab/x", "https://github.com/lab/x"),
        ("By https://github.com/lab/ and gitee.com/other", "https://github.com/lab/"),
        ("https://github.com/a/first and https://github.com/a/second", "https://github.com/a/first"),
        ("https://anonymous.4open.science/r/x-1", "https://anonymous.4open.science/r/x-1"),
        ("https://huggingface.co/a/b", None),
        ("", None),
    ],
)
def test_the_code_of_a_paper(text: str, code: str | None) -> None:
    assert code_url(find_links(text)) == code


@pytest.mark.parametrize(
    "text",
    [
        "", "www.example.org", "ftp://example.org/", "javascript:alert(1)", "https:", "https://", "https:///a",
        "https://[a", "https://[a]/", "https://a b", "https://a\n", "https://a/\u202e", " https://a",
    ],
)  # fmt: skip
def test_what_is_no_address_on_the_web(text: str) -> None:
    assert not is_web_address(text)


PARTS = st.sampled_from(
    ["https://", "http://", "www.", "github.com/", "a.org", "/b", "@", ":", "(", ")", "[", "]", "{", "}", ".",
     ",", " ", "?", "#", "\\", "\u202e", "\u200b", "'", "//", "%", "é", "word"]
)  # fmt: skip


@given(st.text() | st.lists(PARTS, max_size=20).map("".join))
def test_links_are_in_order_apart_and_safe(text: str) -> None:
    links = find_links(text)
    assert all(0 <= link.start < link.end <= len(text) for link in links)
    assert all(one.end <= other.start for one, other in pairwise(links))
    for link in links:
        assert link.url.startswith(("https://", "http://"))
        assert link.url.endswith(text[link.start : link.end].partition("://")[2])
        assert not set(link.url) & set(' \n\\<>"{}\u202e\u200b\x00')
        assert urlsplit(link.url).username is None
        assert link.url[-1] not in ".,;:!?'"


@given(st.lists(PARTS, max_size=20).map("https://".join) | st.text().map("http://{}".format))
def test_any_program_can_take_an_address_apart(text: str) -> None:
    assert is_web_address(text) in (True, False)
    if is_web_address(text):
        assert urlsplit(text).hostname
