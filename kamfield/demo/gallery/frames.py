"""The mails of the gallery as files, and a page that shows them side by side, both languages of a kind in a row."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from jinja2.loaders import FileSystemLoader

from kamfield.core.work import House
from kamfield.demo.gallery.scenes import Hung, paint
from kamfield.outside.mail import browser_page, compose

SENDER = "Kamfield <kamfield@hanling.example>"


def hang(folder: Path, house: House) -> Sequence[Hung]:
    """Writes each mail as `<kind>.<locale>.html`, `.txt` and `.eml`, and `index.html`; says what it wrote.

    `.chat.txt` is what the robot of a chat says of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    hung = list(paint(house))
    for one in hung:
        _write(folder, one)
    (folder / "index.html").write_text(_index(hung), "utf-8")
    return hung


def _write(folder: Path, one: Hung) -> None:
    stem = f"{one.kind}.{one.locale}"
    (folder / f"{stem}.html").write_text(browser_page(one.letter), "utf-8")
    (folder / f"{stem}.txt").write_text(one.letter.text, "utf-8")
    if one.chat is not None:
        (folder / f"{stem}.chat.txt").write_text(f"{one.chat.title}\n\n{one.chat.text}\n", "utf-8")
    (folder / f"{stem}.eml").write_bytes(compose(one.letter, SENDER, one.at).content)


def _index(hung: Iterable[Hung]) -> str:
    rows = [(kind, list(pair)) for kind, pair in groupby(hung, key=lambda one: one.kind)]
    loader = FileSystemLoader(Path(__file__).parent)
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return templates.get_template("index.html").render(rows=rows)
