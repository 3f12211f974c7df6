"""The inbox as an issue on GitHub: papers that wait, each with boxes to tick; and what was ticked.

A line that GitHub shows as a box, `- [ ] accept`, names its paper in a comment behind it. Only papers that
wait are decided on, so that an old or an altered issue can do no harm. The workflow of a new digest writes
and reads the issue.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote

from paperdigest.advising.excerpts import beginning, first_authors
from paperdigest.advising.inbox import Waiting
from paperdigest.reading.decisions_yml import DECISIONS, Decision
from paperdigest.text.links import arxiv_url, doi_url, is_web_address
from paperdigest.text.tex import strip_math

#: GitHub takes 65,536 characters for the text of an issue, and Linux 131,072 bytes for a variable of the
#: environment, in which the workflow hands it on.
MOST_CHARACTERS, MOST_BYTES = 60_000, 120_000
_ABSTRACT = 300

_HEAD = """\
These papers were fetched and wait for your decision. Tick a box of each: the next run of the workflow reads
what was ticked. A pick is accepted, comes before other papers, and bears as your note what you write
behind `pick:`. What is hidden never comes back.
"""
_BOX = re.compile(
    rf"^[^\S\n]{{0,9}}[-*+] \[[xX]\] (?P<then>{'|'.join(DECISIONS)})\b:?(?P<note>[^\n<>]{{0,2000}})"
    r"<!-- (?P<paper>[^\s<>]{1,2000}) -->",
    re.MULTILINE,
)
# What means something in Markdown, in HTML, or to GitHub, which links names of people and numbers of issues.
_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~&$]")
_LINKED = re.compile(r"[@#](?=\w)")


def issue_of(waiting: Sequence[Waiting]) -> str:
    """Return the text of the issue, the newest papers first; '' where none waits."""
    if not waiting:
        return ""
    text, shown, size = _HEAD, 0, len(_HEAD)
    for one in sorted(waiting, key=lambda one: one.paper.date, reverse=True):
        entry = _entry(one)
        size += len(entry.encode())
        if len(text) + len(entry) > MOST_CHARACTERS or size > MOST_BYTES:
            break
        text += entry
        shown += 1
    left = len(waiting) - shown
    return text + (f"\nAnd {left:,} more, which `digest inbox` shows.\n" if left else "")


def ticked(text: str, waiting: Iterable[Waiting]) -> tuple[list[Decision], list[str]]:
    """Return what the boxes of an issue decide on papers that wait, and the keys of those ticked to be both
    hidden and accepted."""
    boxes: dict[str, dict[str, str]] = defaultdict(dict)
    for box in _BOX.finditer(text.replace("\r\n", "\n")):
        boxes[unquote(box["paper"])].setdefault(box["then"], box["note"].strip())
    decisions, doubts = [], []
    for key in (one.key for one in waiting if one.key in boxes):
        told = boxes[key]
        if "hide" in told and len(told) > 1:
            doubts.append(key)
            continue
        then = "pick" if "pick" in told else next(iter(told))
        decisions.append(Decision(key, then, told[then] if then == "pick" else ""))
    return decisions, doubts


def _entry(one: Waiting) -> str:
    paper = one.paper
    names = first_authors(paper)
    facts = [names, one.source, str(paper.date), ", ".join(paper.subjects) or paper.venue or ""]
    abstract = beginning(paper.abstract, _ABSTRACT)
    about = "<br>".join(
        shown for text in (". ".join(filter(None, facts)), abstract) if (shown := _shown(text))
    )
    # Two hyphens end a comment in some versions of Markdown.
    place = f"<!-- {quote(one.key, safe=':/().').replace('-', '%2D')} -->"
    boxes = "".join(f"- [ ] {then}{':' if then == 'pick' else ''} {place}\n" for then in DECISIONS)
    return f"\n### {_linked(_shown(paper.title), _address(one))}\n\n{about}\n\n{boxes}"


def _address(one: Waiting) -> str:
    paper = one.paper
    found = arxiv_url(paper.arxiv_id) or paper.url or doi_url(paper.doi) or ""
    return quote(found, safe="%/:=&?~#+!$,;'@*") if is_web_address(found) else ""


def _linked(title: str, address: str) -> str:
    return f"[{title}]({address})" if address else title


def _shown(text: str) -> str:
    """Return Markdown that shows a text as it is, on one line, and notifies nobody who is named in it.

    >>> _shown("See @ana, #7 & [x](y)")
    'See @\\u2060ana, #\\u20607 &#38; &#91;x&#93;(y)'
    """
    text = _LINKED.sub(lambda found: f"{found[0]}\u2060", " ".join(strip_math(text).split()))
    return _SIGNS.sub(lambda found: f"&#{ord(found[0])};", text)
