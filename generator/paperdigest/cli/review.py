"""The command that goes through what is doubtful: `review`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from paperdigest.advising.answers import NotWrittenError, write_answer
from paperdigest.advising.questions import Answer, NoAnswerError, Question, find_questions
from paperdigest.building.lock import alone
from paperdigest.cli.console import printable, somebody_is_there
from paperdigest.cli.session import Session, quiet_option
from paperdigest.model import count
from paperdigest.reading.reviewed_yml import KINDS

#: The key of each answer, and what is said when it is pressed.
_KEYS = {"r": "right", "w": "wrong", "m": "mend", "s": "skip", "q": "quit"}
#: What the end of the input is, on Unix and on Windows.
_ENDS = ("", "\x04", "\x1a")


@click.command()
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="Only doubts of this kind; may be repeated.",
)
@click.option("--list", "is_list", is_flag=True, help="List what is doubtful, and ask nothing.")
@quiet_option
@click.pass_obj
def review(session: Session, kinds: Sequence[str], is_list: bool) -> None:
    """Go through what is doubtful, and say what is right or wrong.

    Shows one doubt after the other, and takes one key for each: right, wrong or mend. Doubtful are cuts
    between title and authors, papers that may be the same, names that may be one person's or several
    people's, topics that a paper barely has, and highlights that were barely chosen. Each answer is written
    at once: what you change into content/corrections.yml and content/authors.yml, and what is right into
    content/reviewed.yml, so that it is not asked again. Commit these files.
    """
    if not (is_list or somebody_is_there()):
        raise click.UsageError("there is no terminal to ask in; --list lists what is doubtful")
    with alone(session.project, session.console.progress):
        digest = session.read()
        found = find_questions(digest.content, digest.catalogue)
        questions = [question for question in found if not kinds or question.kind in kinds]
        if is_list:
            for question in questions:
                click.echo(printable(f"{question.kind}  {question.of}  {question.now}"))
            session.console.summary(f"{count(len(questions), 'doubt')}.")
        else:
            _ask(session, questions)


def _ask(session: Session, questions: Sequence[Question]) -> None:
    """Ask one question after the other, and write each answer at once."""
    written: Counter[str] = Counter()
    changed: set[str] = set()
    try:
        for number, question in enumerate(questions, start=1):
            # What a paper has become has to be read again before more is asked of it.
            if changed.intersection(question.papers):
                continue
            click.echo(printable(_shown(question, number, len(questions))))
            key = _key(question)
            if key == "q":
                break
            if answer := _answer(question, key):
                if file := _written(session, answer):
                    written[file] += 1
                if key != "r":
                    changed.update(question.papers)
    except click.Abort:
        raise KeyboardInterrupt from None
    finally:
        told = ", ".join(f"{number} in content/{file}" for file, number in sorted(written.items()))
        left = len(questions) - sum(written.values())
        answers = f"{count(sum(written.values()), 'answer')} written{': ' if told else ''}{told}"
        session.console.summary(f"{answers}; {count(left, 'doubt')} left.")


def _shown(question: Question, number: int, total: int) -> str:
    about = "\n".join(question.about)
    instead = f"\n  else: {question.instead}" if question.instead else ""
    return f"\n{number} of {total}, {question.kind}: {about}\n\n  now:  {question.now}{instead}\n"


def _key(question: Question) -> str:
    """Wait for one of the keys; the end of the input is `q`."""
    offered = {key: word for key, word in _KEYS.items() if key != "w" or question.wrong}
    words = "  ".join(f"[{word[0]}]{word[1:]}" for word in offered.values())
    click.echo(f"{words} ", nl=False)
    while True:
        key = click.getchar().lower()
        key = "q" if key in _ENDS else key
        if key in offered:
            click.echo(offered[key])
            return key


def _answer(question: Question, key: str) -> Answer | None:
    """Return the answer of a key; what is typed is asked for until it can be used, or nothing is typed."""
    if key == "s":
        return None
    if key != "m":
        return question.right if key == "r" else question.wrong
    while True:
        typed = [
            click.prompt(printable(label), default=now, show_default=bool(now)).split()
            for label, now in question.asks
        ]
        if not all(typed):
            return None
        try:
            return question.mend([" ".join(words) for words in typed])
        except NoAnswerError as error:
            click.echo(printable(f"{error}."))


def _written(session: Session, answer: Answer) -> str:
    """Write an answer; return the file, or '' where a person has to write it."""
    try:
        return write_answer(session.project.content, answer)
    except NotWrittenError as error:
        message = f"content/{error.file} could not be changed automatically; add this to it by hand:"
        click.echo(printable(f"{message}\n{error.lines}"), err=True)
        return ""


COMMANDS = (review,)
