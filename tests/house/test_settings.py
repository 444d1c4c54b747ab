"""What an operator can set is written down."""

from dataclasses import fields
from pathlib import Path

from kamfield.settings import Settings

README = Path(__file__).parents[2] / "README.md"


def test_each_setting_is_explained_in_the_readme() -> None:
    text = README.read_text("utf-8") if README.exists() else ""
    missing = [name for name in (f"KAMFIELD_{one.name.upper()}" for one in fields(Settings)) if name not in text]
    assert not missing, f"README.md says nothing about {missing}"
