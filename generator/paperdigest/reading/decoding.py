"""Bytes of a file -> text: UTF-8, and the older encodings that exports still come in."""

from __future__ import annotations

import codecs
import re

from paperdigest.model import Diagnostic, Severity, Source, count

#: Byte order marks, with the encoding that each stands for.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The largest share of characters beyond ASCII in a text of a western language.
_MOST_BEYOND_ASCII = 0.3
#: The largest share of control characters in a text.
_MOST_CONTROLS = 0.01

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# A character of UTF-8 of two bytes or more.
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes, path: str, report: list[Diagnostic]) -> str:
    """Return the text of a file, with line feeds for any line ends; report once what is not UTF-8.

    Without a mark of its encoding a file is UTF-8, and XML what it declares. A line that is not UTF-8 is read
    as Windows-1252, of which Latin-1 is a part: files are put together from pieces, too. One with a character
    of UTF-8 beside a broken byte was cut within a character, and each broken byte becomes U+FFFD. A file that
    is no text reads as empty.
    """
    try:
        text = _declared(data) or _decoded(data)
    except UnicodeDecodeError:
        if _is_no_text(data):
            help = "remove it, or save it as UTF-8; nothing of it was used"
            report.append(
                Diagnostic(Source(path), Severity.WARNING, "not-text", "this is not a text file", help)
            )
            return ""
        text = _decoded_in_doubt(data, path, report)
    if not text.isascii() and _DOUBLY.search(text):
        text = _decoded_once_more(text, path, report)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _declared(data: bytes) -> str:
    """Decode XML of an older encoding as it declares; '' for all else.

    Only encodings that old exports have: a declaration is somebody else's word.
    """
    found = _DECLARATION.match(data)
    return data.decode(found[1].decode("ascii")) if found else ""


_DECLARATION = re.compile(
    rb"<\?xml\s[^<>]{0,99}encoding=[\"'](iso-8859-\d{1,2}|windows-125\d|latin-?1|us-ascii)[\"']",
    re.IGNORECASE,
)


def _decoded(data: bytes) -> str:
    """Decode as its mark says, else as UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding)
    if data[1:1000:2].count(0) > 0.8 * len(data[1:1000:2]):
        return data.decode("utf-16-le")  # whose mark is missing: every second byte of western text is zero
    if data[:1000:2].count(0) > 0.8 * len(data[:1000:2]):
        return data.decode("utf-16-be")
    if b"\0" in data[:1000]:
        raise UnicodeDecodeError("utf-8", data[:1], 0, 1, "no text has a zero byte")
    return data.decode()


def _is_no_text(data: bytes) -> bool:
    """Whether a file that is not UTF-8 is binary: a picture, a PDF, an archive."""
    some = data[:100_000]
    controls = len(some) - len(some.translate(None, _CONTROLS))
    beyond = sum(byte > 127 for byte in _MULTIBYTE.sub(b"", some))
    return controls > _MOST_CONTROLS * len(some) or beyond > _MOST_BEYOND_ASCII * len(some)


def _decoded_in_doubt(data: bytes, path: str, report: list[Diagnostic]) -> str:
    """Decode what is not UTF-8, and say in how many lines, and what it was taken for."""
    lines = data.splitlines()
    broken = [number for number, line in enumerate(lines, start=1) if not _is_utf8(line)]
    what = count(len(broken), "line")
    place = Source(path, broken[0], 1) if broken else Source(path)
    cut = [number for number in broken if _MULTIBYTE.search(lines[number - 1])]
    if not broken:
        message, help = "a character U+0000, which no text has, was left out", "save the file as UTF-8"
    elif cut:
        message = f"{what} with bytes that are not UTF-8"
        help = "save the file as UTF-8; until then readers see \ufffd"
    else:
        message = f"{what} not in UTF-8, read as Windows-1252"
        help = "save the file as UTF-8"
    report.append(Diagnostic(place, Severity.WARNING, "not-utf-8", message, help))
    if cut or not broken:
        return data.decode("utf-8", errors="replace")
    # Five bytes stand for nothing in Windows-1252.
    older = frozenset(number - 1 for number in broken)
    ends = data.splitlines(keepends=True)
    return "".join(
        line.decode("cp1252" if number in older else "utf-8", errors="replace")
        for number, line in enumerate(ends)
    )


#: Characters that Windows-1252 has for the bytes of UTF-8's characters: 'Ã¼' for 'ü', 'â€“' for a dash.
_LATER = "[\x80-\xbf" + "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)) + "]"
_DOUBLY = re.compile(rf"[ÂÃÄÅ]{_LATER}|â{_LATER}{{2}}")


def _decoded_once_more(text: str, path: str, report: list[Diagnostic]) -> str:
    """Set words right whose UTF-8 a program took for Windows-1252; others, of which it is not sure, stay."""
    lines = text.split("\n")
    mended = []
    for number, line in enumerate(lines):
        if _DOUBLY.search(line) and (better := _WORD.sub(_once_more, line)) != line:
            lines[number] = better
            mended.append(number + 1)
    if mended:
        message = (
            f"{count(len(mended), 'line')} of UTF-8 that was taken for Windows-1252 and saved so, set right"
        )
        place = Source(path, mended[0], 1)
        report.append(
            Diagnostic(place, Severity.WARNING, "not-utf-8", message, "export the file again as UTF-8")
        )
    return "\n".join(lines)


#: Not what ends at a no-break space, which is the second half of 'à'.
_WORD = re.compile(r"[^ \t]+")


def _once_more(word: re.Match[str]) -> str:
    """Return the text that the bytes of a word stand for, however often it was taken wrongly."""
    text = word[0]
    while _DOUBLY.search(text):
        try:
            text = b"".join(
                character.encode("latin-1" if character <= "\xff" else "cp1252") for character in text
            ).decode()
        except UnicodeError:
            break
    return text


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
