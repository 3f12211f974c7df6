"""The preview: a server that builds again when something changes, and says on each page what went wrong."""

from __future__ import annotations

import html
import logging
import re
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from paperdigest.building.builder import Builder
from paperdigest.building.staging import Stamp, look, stamps

_BAR = (
    '<pre role="alert" style="all: initial; display: block; position: sticky; top: 0; z-index: 9999;'
    " box-sizing: border-box; max-height: 50vh; overflow: auto; padding: 1em; white-space: pre-wrap;"
    ' font: 14px/1.4 monospace; color: #fff; background: #a00">'
    "The newest build failed:\n{}</pre>"
)
#: Where a page asks whether a newer site is being built; '' where none is.
_STATE = "/livereload/state"
_BUILDING = b"A newer preview is being built \xe2\x80\xa6"
_NOTICE = f"""<script>
(() => {{
  let notice
  setInterval(async () => {{
    if (document.visibilityState !== "visible") return
    const told = await fetch("{_STATE}").then((answer) => answer.text(), () => "")
    if (told && !notice) {{
      notice = document.createElement("p")
      notice.role = "status"
      notice.textContent = told
      notice.style = "all: initial; position: fixed; inset: auto 0 0 auto; z-index: 9999; padding: 0.5em 1em;"
        + " font: 14px/1.4 monospace; color: #fff; background: #333"
      document.body.append(notice)
    }} else if (!told && notice) {{
      notice.remove()
      notice = undefined
    }}
  }}, 1000)
}})()
</script>""".encode()
_EMPTY_PAGE = (
    b'<!doctype html>\n<html lang="en">\n<title>Nothing here</title>\n<body>Nothing here.</body>\n</html>\n'
)


class Preview(LiveReloadServer):
    """Serves a folder on a port, and builds it anew when a watched path changes; pages reload by themselves.

    A watched path need not be there yet, and may go and come again.

    While a build runs, or the newest one has failed, the last good one is served: during a build, each page
    says so in its corner, and after a failure, at its top, what went wrong. None of it is written to disk.
    """

    def __init__(self, folder: Path, watched: Iterable[Path], host: str, port: int) -> None:
        """Take the port, or any free one for 0. Raises `OSError` where it cannot be had."""
        super().__init__(builder=self._build, host=host, port=port, root=str(folder))
        try:
            self.server_bind()
            self.server_activate()
        except OSError:
            self.server_close()
            raise
        self._folder = folder
        self._rebuild: Callable[[], str] = str
        self._fault = ""
        self._is_building = False
        self.error_handler = self._error_page
        name = f"[{host}]" if ":" in host else host
        #: Where the preview is found, ending in a slash.
        self.address = f"http://{name}:{self.server_address[1]}/"
        self._places = [path.absolute() for path in watched]
        self._follow()
        # What is not there yet may come, and what is there may go and come again.
        for around in {path.parent for path in self._places}:
            self.observer.schedule(_Around(self), str(around), recursive=False)

    def run(
        self,
        rebuild: Callable[[], str],
        open_browser: bool = False,
        rest: Callable[[], Iterable[object]] = tuple,
    ) -> None:
        """Build, serve, and follow the edits until interrupted; an earlier site is served while it is built.

        `rebuild` returns '', or what went wrong. What is edited while it runs is built afterwards. `rest` is
        called where nothing is edited for a moment, see `Builder`.
        """
        logging.getLogger("mkdocs").setLevel(logging.WARNING)
        builder = Builder(rebuild, rest)
        self._rebuild = builder.build
        try:
            before = None
            if not self._folder.is_dir():
                before = self._edited()
                self._build()
            self.observer.start()
            # Only now: what came before is not followed, and what comes from now on is.
            if self._follow() or self._edited() != before:
                self._want_rebuild = True
            self.serve_thread.start()
            if open_browser:
                webbrowser.open(self.address)
            self._build_loop()  # type: ignore[no-untyped-call]
        finally:
            builder.end()
            self.shutdown()

    def follow(self) -> None:
        """Watch what is there by now, and no longer what is gone; build again where that has changed."""
        if self._follow():
            with self._rebuild_cond:
                self._want_rebuild = True
                self._rebuild_cond.notify_all()

    def _follow(self) -> bool:
        there, watched = {str(path) for path in self._places if path.exists()}, set(self._watched_paths)
        for path in watched - there:
            self.unwatch(path)
        for path in there - watched:
            self.watch(path)
        return there != watched

    def _edited(self) -> dict[str, Stamp]:
        """Return what changes when a watched file is edited, or one below a watched folder."""
        trees = {path: {path.name: path.stat()} if path.is_file() else look(path) for path in self._places}
        return {f"{path}/{name}": one for path, tree in trees.items() for name, one in stamps(tree).items()}

    def _build(self) -> None:
        """Build. MkDocs would let requests wait, but the last site is whole until another takes its place."""
        wanted = self._wanted_epoch
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch
            self._epoch_cond.notify_all()
        self._is_building = True
        try:
            self._fault = self._rebuild()
        finally:
            self._is_building = False
            self._wanted_epoch = wanted

    def _serve_request(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes] | None:
        """Called by MkDocs to answer a request."""
        if environ["PATH_INFO"] != _STATE:
            return super()._serve_request(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [_BUILDING if self._is_building else b""]

    def _error_page(self, code: int) -> bytes:
        page = self._folder / f"{code}.html"
        return self._inject_js_into_html(
            page.read_bytes() if page.is_file() else _EMPTY_PAGE, self._visible_epoch
        )

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Called by MkDocs on each page that it serves, to add the script that reloads it, and our notice.

        The page's own policy would not let it run.
        """
        content = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", content, count=1)
        if self._fault:
            bar = _BAR.format(html.escape(self._fault)).encode()
            content = re.sub(rb"<body[^>]*>|$", lambda found: found[0] + bar, content, count=1)
        content = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        before, end, after = content.rpartition(b"</body>")
        return before + _NOTICE + end + after if end else content + _NOTICE


class _Around(FileSystemEventHandler):
    """Notices whatever happens in a folder that holds a watched path."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Look anew at which watched paths are there."""
        self._preview.follow()
