"""The values everything else is made of: frozen, comparable, without back-pointers.

This wing imports nothing of ours, so that every other module may import it.
"""

from paperdigest.model.diagnostics import Diagnostic, Severity, Source, count, sort_diagnostics
from paperdigest.model.papers import (
    MONTH_ABBREVIATIONS,
    MONTHS,
    PLAUSIBLE_YEARS,
    UNDATED,
    Date,
    Paper,
    PaperFields,
    PrintedName,
    Publication,
    Record,
    Version,
    Year,
)
from paperdigest.model.relations import Author, Feed, Related, Rule, Subject, Topic, Venue
from paperdigest.model.site import Label, SiteInfo

__all__ = [
    "MONTHS",
    "MONTH_ABBREVIATIONS",
    "PLAUSIBLE_YEARS",
    "UNDATED",
    "Author",
    "Date",
    "Diagnostic",
    "Feed",
    "Label",
    "Paper",
    "PaperFields",
    "PrintedName",
    "Publication",
    "Record",
    "Related",
    "Rule",
    "Severity",
    "SiteInfo",
    "Source",
    "Subject",
    "Topic",
    "Venue",
    "Version",
    "Year",
    "count",
    "sort_diagnostics",
]
