"""What an operator can do at the command line: `kamfield --help`."""

import gc
import os
import sys
from pathlib import Path
from typing import Any

import click
import yaml
from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from kamfield import server
from kamfield.app import clock_of, document
from kamfield.cli_codes import codes_command
from kamfield.cli_imports import import_command
from kamfield.cli_sync import sync_commands
from kamfield.core import logs, migrate
from kamfield.core.db import Database, connect
from kamfield.core.errors import Problem
from kamfield.core.work import SYSTEM, Work
from kamfield.demo import company
from kamfield.demo.gallery import hang
from kamfield.demo.people import PASSWORD, PEOPLE
from kamfield.outside import outside_of
from kamfield.settings import BadSetting, Settings, from_environment
from kamfield.users import actions as users
from kamfield.users.rules import Role
from kamfield.wiring import HOUSE
from kamfield.worker import Worker, run_forever


@click.group()
def main() -> None:
    """Kamfield: visit planning and field activity for key-account teams. Settings: KAMFIELD_* (see README.md)."""


def settings() -> Settings:
    """The settings, or exit code 2 with a sentence."""
    try:
        return from_environment()
    except BadSetting as error:
        raise click.UsageError(str(error)) from None


def database() -> Database:
    """The database of the settings."""
    return connect(settings().url)


@main.command("check-config")
def check_config() -> None:
    """Say what the settings are and whether the database can be reached."""
    found = settings()
    for name in found.__dataclass_fields__:
        hidden = not found.__dataclass_fields__[name].repr and getattr(found, name)
        click.echo(f"KAMFIELD_{name.upper()} = {'(set)' if hidden else getattr(found, name)}")
    try:
        with database().reading() as db:
            at = migrate.current(db.connection())
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database cannot be reached: {error}") from None
    click.echo(f"Database: at {at or 'nothing yet'}, this release wants {migrate.newest()}.")


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database to the tables of this release."""
    migrate.upgrade(database())
    click.echo(f"The database is at {migrate.newest()}.")


@main.command("make-migration", hidden=True)
@click.argument("what")
def make_migration(what: str) -> None:
    """Write the next migration from what the models changed."""
    found = settings()
    migrate.upgrade(connect(found.url))
    migrate.write_new(connect(found.url), what, clock_of(found)().date())


@main.command("create-admin")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--locale", default="en", show_default=True)
@click.option("--time-zone", default="UTC", show_default=True)
@click.password_option()
def create_admin(email: str, name: str, locale: str, time_zone: str, password: str) -> None:
    """Add the first administrator, who then invites the others."""
    found = settings()
    with connect(found.url).writing() as db:
        work = Work(SYSTEM, clock_of(found)(), db, HOUSE)
        columns: dict[str, Any] = {"locale": locale, "time_zone": time_zone}
        users.add(work, email=email, name=name, role=Role.ADMIN, password=password, **columns)
        db.commit()
    click.echo(f"{email} can sign in.")


@main.command("demo")
def demo() -> None:
    """Lay a demo company into an empty database, and say who can sign in."""
    found = settings()
    here = connect(found.url)
    migrate.upgrade(here)
    if company.is_empty(here):
        click.echo("A demo company moves in; this takes half a minute.")
        with tqdm(total=sum(one.role == "rep" for one in PEOPLE) + 2, unit="step", file=sys.stderr) as bar:
            gc.disable()  # nothing of what is made goes away before the end
            company.lay_down(here, HOUSE, clock_of(found)(), lambda _: bar.update())
    here.dispose()
    click.echo(f"\nSign in with one of these and the password {PASSWORD}:")
    for person in PEOPLE:
        click.echo(f"  {person.email:<34}{person.role:<9}{person.name} ({person.locale}, {person.time_zone})")
    mails = "go out by SMTP" if found.smtp_url else f"are written to {found.home / 'mails'}"
    click.echo(f"\nMails {mails}; the database and files are in {found.home}.")


@main.command("worker")
@click.option("--until-eof", is_flag=True, hidden=True, help="End when the standard input ends.")
def worker_command(until_eof: bool) -> None:
    """Run the background process: reactions, reminders, recurring jobs. As many as you like may run at once."""
    found = settings()
    logs.start(found.log_level)
    _refuse_old_tables(found)
    if until_eof:
        server.end_with_input()
    run_forever(Worker(connect(found.url), clock_of(found), outside_of(found)))


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, envvar="PORT")
@click.option("--workers", default=os.cpu_count() or 1, show_default=True, help="Web processes.")
@click.option("--no-worker", is_flag=True, help="Without the background process, when it runs elsewhere.")
@click.option("--metrics-host", default="127.0.0.1", show_default=True, help="Where KAMFIELD_METRICS_PORT listens.")
def serve(host: str, port: int, workers: int, no_worker: bool, metrics_host: str) -> None:
    """Serve the API with a production server, and run the background process beside it."""
    found = settings()
    logs.start(found.log_level)
    _refuse_old_tables(found)
    try:
        server.refuse_taken(host, port)
        click.echo(f"Kamfield at http://{host}:{port}, its API to browse at http://{host}:{port}/docs. Ctrl-C ends it.")
        server.serve(found, host=host, port=port, workers=workers, background=not no_worker, metrics_host=metrics_host)
    except server.PortTaken as error:
        raise click.ClickException(str(error)) from None


def _refuse_old_tables(found: Settings) -> None:
    here = connect(found.url)
    try:
        with here.reading() as db:
            at = migrate.current(db.connection())
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database cannot be reached: {error}") from None
    finally:
        here.dispose()
    if at != migrate.newest():
        raise click.ClickException("The database has not the tables of this release; run `kamfield migrate` first.")


@main.command("openapi")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of the screen.")
def openapi(output: Path | None) -> None:
    """Write the OpenAPI document."""
    text = yaml.safe_dump(document(), allow_unicode=True, sort_keys=False, width=110)
    output.write_text(text, encoding="utf-8") if output else sys.stdout.write(text)


@main.command("mail-gallery")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def mail_gallery(folder: Path) -> None:
    """Write every kind of mail in every language to a folder, to be looked at; touches no database of yours."""
    hung = hang(folder, HOUSE)
    click.echo(f"{len(hung)} mails hang in {folder / 'index.html'}.")


main.add_command(codes_command)
main.add_command(import_command)
main.add_command(sync_commands)


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        raise SystemExit(str(problem)) from None
