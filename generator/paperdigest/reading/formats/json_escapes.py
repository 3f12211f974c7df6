"""Escapes within the texts of JSON that are none, set right before it is read."""

from __future__ import annotations

import re
from dataclasses import replace

from paperdigest.model import Source
from paperdigest.reading.lone_backslashes import is_macro, told
from paperdigest.reading.paper_file import PaperFile

# An escape that is none: half of a character beyond U+FFFF, of no kind that there is, or a macro of TeX; in a
# text without doubled backslashes.
_DOUBTFUL = re.compile(
    r"\\(?:[^\"/nrtu]|u(?:[dD]|(?![\da-fA-F]{4}))|t(?:heta|imes|ext|ilde)|r(?:ho|ight)|n(?:abla|eq)(?![a-zA-Z])"
    r"|(?<=[${(\[^_=+*<>|]\\)(?:n(?:u|e|i|eg|ot)|r(?:m|angle)|t(?:au|o|an|op))(?![a-zA-Z]))"
)
# An escape: two for a character beyond U+FFFF, half of such a pair alone, any other character, or none.
_ESCAPE = re.compile(
    r"\\(?:(?P<pair>u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2})"
    r"|(?P<half>u[dD][89a-fA-F][\da-fA-F]{2})|u[\da-fA-F]{4}|[\"\\/]|(?P<letter>.)(?P<rest>[A-Za-z]*))"
)
# An apostrophe as Python writes it, 'Doe\'s'; in 'Jos\'e' it is an accent of TeX.
_APOSTROPHE = re.compile(r"\\'(?:[^A-Za-z{\\]|(?:s|t|d|m|re|ll|ve)\b)")


def with_sound_escapes(file: PaperFile) -> PaperFile:
    """Return a file with U+FFFD for each half of a character, such as '\\ud800', which no file can hold, and
    with each backslash of TeX twice; both are told once."""
    if not _DOUBTFUL.search(file.text.replace("\\\\", "")):
        return file
    halves: list[re.Match[str]] = []
    lone: list[re.Match[str]] = []

    def mended(found: re.Match[str]) -> str:
        if found["half"]:
            halves.append(found)
            return "\\ufffd"
        if not found["letter"] or not _is_lone(found):
            return found[0]
        if _APOSTROPHE.match(found.string, found.start()):
            return found[0][1:]
        lone.append(found)
        return f"\\{found[0]}"

    text = _ESCAPE.sub(mended, file.text)
    if halves:
        message = f"half of a character stands alone: {halves[0][0]}"
        help = "download the file again; readers see \ufffd"
        file.warn(_place(halves[0], file), "lone-surrogate", message, help)
    if lone:
        file.warn(_place(lone[0], file), "lone-backslash", *told([found[0] for found in lone]))
    return replace(file, text=text)


def _is_lone(found: re.Match[str]) -> bool:
    """Whether an escape is a backslash of TeX: it is of no kind that there is, or a macro."""
    letter, before = found["letter"], found.string[max(found.start() - 1, 0) : found.start()]
    return letter not in "bfnrt" or is_macro(letter, found["rest"], before)


def _place(found: re.Match[str], file: PaperFile) -> Source:
    start = found.start()
    return file.at(file.text.count("\n", 0, start) + 1, start - file.text.rfind("\n", 0, start))
