"""Bytes of a file -> text."""

from __future__ import annotations

from paperdigest.model import Diagnostic, Severity, Source


def decode(data: bytes, path: str, report: list[Diagnostic]) -> str:
    """Decode UTF-8, with or without a byte-order mark, with any line ends; report what is not UTF-8.

    An unreadable byte becomes U+FFFD, so that a reader sees that something is missing. A file that is
    mostly unreadable is no text, and reads as empty.
    """

    def tell(source: Source, code: str, message: str, help: str) -> None:
        report.append(Diagnostic(source, Severity.WARNING, code, message, help))

    text = data.decode("utf-8-sig", errors="replace")
    # The sign itself may stand in a text, such as one that was imported.
    if lost := text.count("\ufffd") - data.count("\ufffd".encode()):
        if lost > len(text) // 10:
            tell(Source(path), "not-text", "this is no text file", "remove it; nothing of it was used")
            return ""
        for number, line in enumerate(data.splitlines(), start=1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                column = len(line[: error.start].decode()) + 1
                message = f"the byte 0x{line[error.start]:02x} is not UTF-8"
                help = "save the file as UTF-8; until then readers see \ufffd"
                tell(Source(path, number, column), "not-utf-8", message, help)
    return text.replace("\r\n", "\n").replace("\r", "\n")
