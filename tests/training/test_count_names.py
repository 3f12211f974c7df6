"""How names in use are counted."""

from __future__ import annotations

from count_names import FEWEST, count


def test_family_and_given_names_are_counted_once_a_name() -> None:
    names = [f"Wei {family}" for family in ("Wang", "Li", "Liu", "Chen", "Zhang", "Wu", "Xu", "Zhu")]
    assert len(names) == FEWEST
    assert count([*names, *names, "Ana Lopez", "Plato"]) == ["9", "wei 0 8"]


def test_spellings_are_counted_in_plain_letters() -> None:
    names = [f"{given} Müller" for given in "Anna Bea Cy Dan Eva Fay Gil Hans".split()]
    assert count(names) == ["8", "muller 8 0"]
