"""A plugin of pytest for `make mutants`.

All caches of the program are cleared before each test. mutmut forks the process that ran all tests once, and
a cache that was filled there would answer in place of the mutated code; nor would a test that a cache answers
count as one that reaches the code behind it. Property tests try few cases, since they run for each mutant.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from hypothesis import settings

_CACHED: WeakSet[Any] = WeakSet()
_lru_cache = functools.lru_cache


def _remembered(*arguments: Any, **options: Any) -> Any:
    """Make a cache as `functools.lru_cache` does, and note it if it is one of the program's own."""
    made = _lru_cache(*arguments, **options)
    return _noted(made) if hasattr(made, "cache_clear") else lambda function: _noted(made(function))


def _noted(cached: Callable[..., Any]) -> Callable[..., Any]:
    if cached.__module__.startswith("paperdigest."):
        _CACHED.add(cached)
    return cached


settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=10)
functools.lru_cache = _remembered  # type: ignore[assignment]  # `functools.cache` asks it, too


def pytest_runtest_setup() -> None:
    for cached in _CACHED:
        cached.cache_clear()
