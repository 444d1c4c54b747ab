"""`kamfield import`: the same imports as over HTTP, worked through at once and with a progress bar."""

import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import click
import yaml
from tqdm import tqdm

from kamfield.accounts.actions import imports
from kamfield.accounts.models import Import, ImportFinding
from kamfield.accounts.queries import imports as queries
from kamfield.accounts.rules.import_definition import read_mapping
from kamfield.accounts.rules.imports import REASONS, UNREADABLE, Mode, State, Target
from kamfield.app import clock_of
from kamfield.core.db import Database, connect
from kamfield.core.errors import Invalid, Problem
from kamfield.core.sheets.errors import UnreadableSheet
from kamfield.core.sheets.portions import Portions, cut
from kamfield.core.sheets.write_csv import write_csv
from kamfield.core.texts import LOCALES, translate
from kamfield.core.work import SYSTEM, Work
from kamfield.outside import outside_of
from kamfield.settings import BadSetting, Settings, from_environment
from kamfield.users import queries as users
from kamfield.wiring import HOUSE
from kamfield.worker import Worker

ALL_GOOD, BAD_ROWS, UNUSABLE = 0, 1, 2
SHOWN = 20
SECONDS_BETWEEN_LOOKS = 0.5


@click.command("import")
@click.argument("target", type=click.Choice([target.value for target in Target]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", required=True, help="A YAML or JSON file, or the name of a saved mapping.")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), default=Mode.ALL_OR_NOTHING.value)
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@click.option("--lead", metavar="EMAIL", help="Who leads new accounts whose row names nobody.")
@click.option("--worksheet", help="Of a spreadsheet; else the first one with content.")
@click.option("--encoding", help="Of a CSV, such as gb18030; else it is found out.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="All findings as a CSV file.")
@click.option("--locale", type=click.Choice(LOCALES), default="en", show_default=True, help="Of the findings.")
def import_command(
    target: str, file: Path, mapping: str, lead: str | None, report: Path | None, **options: Any
) -> None:
    """Take a CSV or a spreadsheet in. Exit code 0: all rows are good, 1: there are bad ones, 2: nothing can be used."""
    try:
        settings = from_environment()
    except BadSetting as error:
        _give_up(str(error))
    locale, portions = options.pop("locale"), _read(file, options.pop("worksheet"), options.pop("encoding"))
    database = connect(settings.url)
    try:
        import_id = _begin(settings, database, portions, target, file.name, mapping, lead, **options)
        over = _work_through(settings, database, import_id)
        _tell(database, over, locale, report)
    finally:
        database.dispose()
    sys.exit(
        {State.FAILED: UNUSABLE, State.STOPPED: UNUSABLE}.get(State(over.state), BAD_ROWS if over.bad else ALL_GOOD)
    )


def _read(file: Path, worksheet: str | None, encoding: str | None) -> Portions:
    try:
        with file.open("rb") as stream:
            return cut(stream, file.name, worksheet=worksheet, encoding=encoding)
    except UnreadableSheet as error:
        _give_up(translate(UNREADABLE[error.code], "en", **error.params))


def _begin(
    settings: Settings,
    database: Database,
    portions: Portions,
    target: str,
    filename: str,
    mapping: str,
    lead: str | None,
    **options: Any,
) -> str:
    with database.writing() as db:
        work = Work(SYSTEM, clock_of(settings)(), db, HOUSE)
        try:
            definition, mapping_id = _definition(work, mapping)
            if read_mapping(definition).target != target:
                _give_up(f"This mapping is not for {target}.")
            options |= {"mapping_id": mapping_id, "lead_id": _lead_id(work, lead), "region": settings.phone_region}
            import_ = imports.add(work, portions, definition, filename=filename, **options)
            db.commit()
        except Problem as problem:
            _give_up(_in_words(problem))
        return import_.id


def _definition(work: Work, mapping: str) -> tuple[Any, str | None]:
    """From a file when there is one of that name, else the saved mapping."""
    path = Path(mapping)
    if path.is_file():
        try:
            return yaml.safe_load(path.read_text(encoding="utf-8")), None
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            _give_up(f"{mapping} is neither YAML nor JSON: {error}")
    saved = work.db.scalars(queries.mapping_named(work.user, mapping)).first()
    if saved is None:
        _give_up(f"There is neither a file nor a saved mapping named {mapping}.")
    return saved.definition, saved.id


def _lead_id(work: Work, email: str | None) -> str | None:
    if email is None:
        return None
    lead = work.db.scalars(users.with_email(email)).one_or_none()
    if lead is None or not lead.active:
        _give_up(f"No active user has the email address {email}.")
    return lead.id


def _work_through(settings: Settings, database: Database, import_id: str) -> Import:
    """Portion by portion, beside any background process that may help."""
    worker = Worker(database, clock_of(settings), outside_of(settings))
    with tqdm(unit=" rows", dynamic_ncols=True) as bar:
        while not (import_ := _look(database, import_id)).is_over:
            bar.total, bar.n = import_.rows, import_.rows_read
            bar.set_description(import_.state)
            bar.refresh()
            if import_.parked_at is not None:
                _give_up(f"The import was given up: {import_.last_error}")
            due = import_.due_at is not None and import_.due_at <= worker.clock()
            if not (due and import_.due_at and worker.run_one(Import, import_id, import_.due_at)):
                time.sleep(SECONDS_BETWEEN_LOOKS)
        bar.total, bar.n = import_.rows, import_.rows_read
        bar.refresh()
    return import_


def _look(database: Database, import_id: str) -> Import:
    with database.reading() as db:
        return db.get_one(Import, import_id)


def _tell(database: Database, over: Import, locale: str, report: Path | None) -> None:
    counted = ", ".join(
        f"{getattr(over, name)} {name}" for name in ("added", "changed", "unchanged", "bad", "doubtful")
    )
    click.echo(f"{over.filename}: {over.state}; {over.rows} rows: {counted}.")
    with database.reading() as db:
        rows = db.scalars(queries.findings(over.id).order_by(ImportFinding.row, ImportFinding.id))
        lines = [_line(one, locale) for one in (rows if report else rows.fetchmany(SHOWN))]
    for row, column, severity, value, reason in lines[:SHOWN]:
        shown = "" if value is None else f" {value!r}"
        click.echo(f"  row {row}{f', {column}' if column else ''}: {severity}:{shown} {reason}")
    if report is not None:
        with report.open("wb") as stream:
            write_csv(stream, ("row", "column", "severity", "value", "reason"), lines)
    elif over.bad + over.doubtful > SHOWN:
        click.echo("  … and more; --report FILE.csv lists them all.")


def _line(finding: ImportFinding, locale: str) -> tuple[int, str | None, str, str | None, str]:
    reason = translate(REASONS[finding.code], locale, **finding.params)
    return finding.row, finding.column, finding.severity, finding.value, reason


def _in_words(problem: Problem) -> str:
    faults = [
        f"{fault.pointer or fault.parameter}: {translate(fault.text, 'en', **fault.params)}" for fault in problem.faults
    ]
    return "\n".join([str(problem), *faults]) if isinstance(problem, Invalid) else str(problem)


def _give_up(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(UNUSABLE)
