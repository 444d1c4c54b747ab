"""`kamfield sync`: offline sync for operators and for developers of the app."""

from pathlib import Path

import click

from kamfield.core.clock import now
from kamfield.core.db import connect
from kamfield.core.work import SYSTEM, Work
from kamfield.settings import from_environment
from kamfield.sync.actions.restores import restored
from kamfield.sync.actions.schema import schema_at
from kamfield.sync.rules import OLDEST_VERSION, SCHEMA_VERSION, typescript
from kamfield.wiring import HOUSE

TEMPLATES = Path(typescript.__file__).parents[1] / "templates"


@click.group("sync")
def sync_commands() -> None:
    """Offline sync."""


@sync_commands.command("typescript")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--schema-version", type=click.IntRange(OLDEST_VERSION, SCHEMA_VERSION), default=SCHEMA_VERSION)
def typescript_command(folder: Path, schema_version: int) -> None:
    """Write the phone's schema, migrations, models and sync loop for WatermelonDB into FOLDER."""
    texts = typescript.written(schema_at(schema_version))
    texts |= {template.name: template.read_text(encoding="utf-8") for template in sorted(TEMPLATES.glob("*.ts"))}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{len(texts)} files for schema version {schema_version} are in {folder}.")


@sync_commands.command("restored")
def restored_command() -> None:
    """After restoring a backup, before phones come back: what they saw since the backup is told to them anew."""
    found = connect(from_environment().url)
    with found.writing() as db:
        noted, resumed = restored(Work(SYSTEM, now(), db, HOUSE))
        db.commit()
    found.dispose()
    click.echo(f"The clock said {noted} and goes on from {resumed}. Phones that saw more get everything anew.")
