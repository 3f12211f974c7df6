"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import paperdigest

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(paperdigest.__path__, "paperdigest.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_give_what_they_show(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert not found.failed, (
        f"{found.failed} of {found.attempted} examples of {module} are wrong; see the output"
    )
