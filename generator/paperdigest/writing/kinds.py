"""What readers call the kinds of papers."""

from __future__ import annotations

from paperdigest.writing.translations import Translations


def kind_names(texts: Translations) -> dict[str, str]:
    """Return what readers call each type of CSL that records know."""
    t = texts.t
    names = {
        "article-journal": t("Journal article"),
        "paper-conference": t("Conference paper"),
        "article": t("Preprint"),
        "thesis": t("Thesis"),
        "book": t("Book"),
        "chapter": t("Book chapter"),
        "report": t("Report"),
        "dataset": t("Data set"),
        "software": t("Software"),
        "patent": t("Patent"),
        "manuscript": t("Manuscript"),
        "speech": t("Talk"),
        "webpage": t("Web page"),
        "article-magazine": t("Magazine article"),
        "article-newspaper": t("Newspaper article"),
        "entry-encyclopedia": t("Encyclopedia entry"),
    }
    return {kind: str(name) for kind, name in names.items()}
