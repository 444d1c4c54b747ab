"""What lies on the operator's disk is nobody else's."""

import stat
from pathlib import Path

from click.testing import CliRunner

from kamfield.cli import main
from kamfield.settings import Settings, from_environment


def test_a_new_home_folder_is_its_owners_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    from_environment({"KAMFIELD_HOME": str(home)})
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600


def test_no_secret_of_the_settings_is_shown() -> None:
    secrets = {
        "secret_key": "a-key-of-more-than-thirty-two-letters",
        "database_url": "postgresql+psycopg://kamfield:a-password@127.0.0.1:1/kamfield",
        "smtp_url": "smtp://kamfield:a-password@mail.example.com",
        "files_url": "s3://key:a-password@store.example.com/bucket",
    }
    assert "a-password" not in repr(Settings(**secrets))
    assert secrets["secret_key"] not in repr(Settings(**secrets))


def test_the_check_of_the_settings_shows_no_secret_either(tmp_path: Path) -> None:
    environment = {
        "KAMFIELD_HOME": str(tmp_path),
        "KAMFIELD_DATABASE_URL": "postgresql+psycopg://kamfield:a-password@127.0.0.1:1/kamfield",
        "KAMFIELD_SECRET_KEY": "a-key-of-more-than-thirty-two-letters",
    }
    said = CliRunner().invoke(main, ["check-config"], env=environment).output
    assert "KAMFIELD_DATABASE_URL = (set)" in said
    assert "a-password" not in said
    assert environment["KAMFIELD_SECRET_KEY"] not in said
