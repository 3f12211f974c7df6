"""What stands beside the pages of a site: files for programs, for reference managers and for the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from paperdigest import store
from paperdigest.building.build import Asked
from paperdigest.building.digest import Digest
from paperdigest.building.kept import keep_sealed, recall_sealed
from paperdigest.building.memory import Ledger
from paperdigest.building.mkdocs_yml import texts_of
from paperdigest.building.pages import Written, freshness_of
from paperdigest.building.project import Project
from paperdigest.building.staging import write_all
from paperdigest.model import SiteInfo
from paperdigest.workers import Job
from paperdigest.writing.api import api_files
from paperdigest.writing.downloads import citation_files
from paperdigest.writing.feeds import feed_files
from paperdigest.writing.issue_mail import issue_files
from paperdigest.writing.issues import Issues
from paperdigest.writing.joined_files import JoinedFiles
from paperdigest.writing.link_pictures import PICTURE, picture_files
from paperdigest.writing.metadata import crawler_files
from paperdigest.writing.news import news_files
from paperdigest.writing.search import result_files, search_files
from paperdigest.writing.search_memory import SearchMemory


def files_beside(
    asked: Asked, written: Written, digest: Digest, site: SiteInfo, new: Path, ledger: Ledger
) -> tuple[Job[dict[str, str]], Job[dict[str, str]]]:
    """Return the jobs that write what stands beside the pages, each kind by one of the parts of a site.

    They tell the paths with their origins. The first writes what is large: the search, files for reference
    managers and the API, into folders that MkDocs writes only pages to. The second writes feeds, what is new,
    pictures for links, issues as mails, and files for crawlers, in the place of what MkDocs may have written.
    """
    origins, texts = written.origins, texts_of(site, asked.project.templates)
    catalogue, settings = digest.catalogue, digest.content.settings
    own_picture = PICTURE if PICTURE.removeprefix("assets/") in digest.content.assets else ""
    issues = Issues(catalogue, settings, texts, freshness_of(digest.content))
    memory = _search_memory(asked.project, ledger.frame) if not asked.clean else SearchMemory()
    large: list[Callable[[], Iterable[store.File]]] = [
        # The longest first: two processes end together.
        lambda: search_files(catalogue, settings, texts, origins, memory),
        lambda: result_files(catalogue, settings, texts, origins),
        lambda: _with_joined(asked, lambda joined: citation_files(catalogue, settings, origins, joined)),
        lambda: api_files(catalogue, settings, site, origins) if settings.api else (),
    ]
    small: list[Callable[[], Iterable[store.File]]] = [
        lambda: feed_files(catalogue, settings, site, texts, origins),
        lambda: news_files(catalogue),
        lambda: (
            one for one in picture_files(catalogue, settings, site, texts, origins) if one[0] != own_picture
        ),
        lambda: issue_files(issues, catalogue, site, texts),
        lambda: crawler_files(catalogue, settings, site, texts),
    ]

    def job(kinds: Sequence[Callable[[], Iterable[store.File]]]) -> Job[dict[str, str]]:
        mine = [kind for place, kind in enumerate(kinds) if asked.part.takes(place)]
        return Job(lambda share, _: write_all(share[0](), new, asked.site, ledger.holds), mine, 1)

    return job(large), job(small)


def _with_joined(asked: Asked, files: Callable[[JoinedFiles], Iterable[store.File]]) -> Iterator[store.File]:
    """Yield files some of which take over pieces of those of an earlier build, unless this one is clean."""
    if asked.clean:
        yield from files(JoinedFiles())
        return
    memory = asked.project.joined
    joined = JoinedFiles(recall_sealed(memory), lambda path: store.read_some(asked.site, path).get(path, b""))
    yield from files(joined)
    keep_sealed([joined.written()], memory)


def _search_memory(project: Project, frame: str) -> SearchMemory:
    return SearchMemory(
        lambda block: recall_sealed(project.searched(block)),
        lambda block, found: keep_sealed([found], project.searched(block)),
        frame,
    )
