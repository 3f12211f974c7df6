"""Which paper an entry of `corrections.yml` is of, and which papers it says are versions of one work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from paperdigest.model import Diagnostic, Paper, Severity
from paperdigest.reading.corrections_yml import Correction
from paperdigest.relating.components import connected
from paperdigest.relating.guesses import Guesses
from paperdigest.text.slugs import slugify
from paperdigest.text.tex import strip_math


def names_of(papers: Sequence[Paper], published: Mapping[int, str]) -> dict[str, str]:
    """Return the slugs of papers by all that a correction may call them.

    A correction names the paper by its address. A published paper may also be named as `digest parse` does,
    by the title that its source has now, where nothing else stands at that address.
    """
    names = {paper.slug: paper.slug for paper in papers}
    for place in sorted(published):
        names.setdefault(slugify(strip_math(papers[place].title)), papers[place].slug)
    return names


def same_works(corrections: Iterable[Correction], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the slugs of which corrections say that they are versions of one work, in pairs."""
    return [
        (names[correction.paper], names[other])
        for correction in corrections
        for other in correction.same_as
        if correction.paper in names and other in names
    ]


def joined(
    groups: Sequence[Sequence[int]], slugs: Sequence[str], pairs: Iterable[tuple[str, str]]
) -> list[list[int]]:
    """Return groups of sources, of which those are joined whose slugs stand in a pair."""
    keys: dict[str, list[object]] = {slug: [slug] for slug in slugs}
    for pair in pairs:
        for slug in pair:
            keys[slug].append(pair)
    return [
        [place for member in members for place in groups[member]]
        for members in connected([keys[slug] for slug in slugs])
    ]


def corrections_of(
    names: Mapping[str, str], corrections: Iterable[Correction]
) -> tuple[dict[str, Correction], list[Diagnostic]]:
    """Return the correction of each paper that has one, by its slug; report those that are of no paper.

    Of a work whose versions were joined each may have a correction: the first counts for all.
    """
    found: dict[str, Correction] = {}
    report: list[Diagnostic] = []
    guesses = Guesses(sorted(names))
    for correction in sorted(corrections, key=lambda one: names.get(one.paper) != one.paper):
        report += (
            _unknown_paper(correction, name, guesses) for name in correction.same_as if name not in names
        )
        slug = names.get(correction.paper)
        if slug is None:
            report.append(_unknown_paper(correction, correction.paper, guesses))
        elif slug in found:
            report.append(_second_correction(correction, slug, found[slug]))
        else:
            found[slug] = correction
    return found, report


#: For one who does not know what a paper is called here.
_HOW_TO_FIND = "give the last part of its address, which `digest explain PART-OF-ITS-TITLE` prints"


def _unknown_paper(correction: Correction, name: str, guesses: Guesses) -> Diagnostic:
    near = guesses.nearest(name)
    help = f"did you mean '{near}'?" if near else _HOW_TO_FIND
    message = f"there is no paper '{name}' to correct"
    return Diagnostic(correction.source, Severity.WARNING, "unknown-paper", message, help)


def _second_correction(correction: Correction, slug: str, first: Correction) -> Diagnostic:
    message = f"'{correction.paper}' is the paper '{slug}', which the correction at {first.source} is of"
    help = "merge the two; this one was left out"
    return Diagnostic(correction.source, Severity.WARNING, "duplicate", message, help)
