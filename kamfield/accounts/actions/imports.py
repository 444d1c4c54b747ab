"""Imports: taking a file in, working through it portion by portion, and ending."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from kamfield.accounts.actions import import_accounts, import_contacts, import_writing
from kamfield.accounts.actions.findings import keep_findable
from kamfield.accounts.models.imports import Import, ImportDifference, ImportFinding, Portion
from kamfield.accounts.queries import imports as queries
from kamfield.accounts.rules.import_definition import read_mapping
from kamfield.accounts.rules.import_mapping import ImportMapping
from kamfield.accounts.rules.import_outcomes import Fate, Outcome
from kamfield.accounts.rules.import_rows import read_row
from kamfield.accounts.rules.imports import Mode, Severity, State, Target
from kamfield.core import clock
from kamfield.core.errors import Fault, Invalid
from kamfield.core.sheets.portions import Portions, uncut
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries as users

FOUND_IN_WRITING = {"circular-parents"}


def add(
    work: Work,
    portions: Portions,
    definition: dict[str, Any],
    *,
    filename: str,
    region: str,
    mode: str = Mode.ALL_OR_NOTHING,
    dry_run: bool = False,
    mapping_id: str | None = None,
    lead_id: str | None = None,
) -> Import:
    """Takes a file in; the background begins with it at once."""
    mapping = read_mapping(definition)
    _refuse_missing_columns(mapping, portions)
    if lead_id is not None:
        _check_lead(work, lead_id)
    straight = mode == Mode.SKIP_BAD_ROWS and not dry_run
    import_ = Import(
        user_id=None if work.user.role == "system" else work.user.id,
        created_at=work.now,
        due_at=work.now,
        target=mapping.target,
        filename=filename,
        mode=mode,
        dry_run=dry_run,
        mapping_id=mapping_id,
        definition=definition,
        lead_id=lead_id,
        region=region,
        columns=portions.columns,
        rows=portions.rows,
        state=State.WRITING if straight else State.CHECKING,
    )
    work.act("import.add", work.add(import_), filename=filename, rows=portions.rows, mode=mode, dry_run=dry_run)
    work.db.flush()
    packed = [{"import_id": import_.id, "number": at, "packed": one} for at, one in enumerate(portions.packed)]
    if packed:
        work.db.execute(insert(Portion), packed)
    return import_


def stop(work: Work, import_id: str) -> Import:
    """Ends an import where it is; what was written stays."""
    import_ = work.one(queries.by_id(work.user, import_id))
    work.act("import.stop", import_)
    _end(work, import_, State.STOPPED)
    import_.due_at = None  # a worker that has it in hand finds its lease gone and takes its portion back
    return import_


def take_portion(work: Work, import_: Import) -> bool:
    """Checks or writes the next portion; False when there was none left and the import went on or ended."""
    packed = work.db.scalar(queries.portion(import_.id, import_.portion))
    if packed is None:
        return _conclude(work, import_)
    mapping = read_mapping(import_.definition)
    readings = [read_row(mapping, row, import_.region) for row in uncut(packed, import_.columns)]
    examine = import_accounts.examine if mapping.target is Target.ACCOUNTS else import_contacts.examine
    outcomes, known = examine(work, import_, mapping, readings)
    if import_.writes:
        write = import_writing.write if mapping.target is Target.ACCOUNTS else import_contacts.write
        keep_findable(work, write(work, import_, outcomes, known))
    _note(work, import_, outcomes)
    _count(import_, outcomes)
    return True


def fail(work: Work, import_: Import) -> None:
    """Whoever imports is not there any more."""
    _end(work, import_, State.FAILED)


def _refuse_missing_columns(mapping: ImportMapping, portions: Portions) -> None:
    text = N_("The file has no column %(column)s.")
    missing = sorted(mapping.for_columns(portions.columns))
    if missing:
        raise Invalid([Fault("unknown-column", text, parameter="file", params={"column": one}) for one in missing])


def _check_lead(work: Work, lead_id: str) -> None:
    lead = work.db.scalars(users.by_id(work.user, lead_id)).one_or_none()
    if lead is None or not lead.active:
        text = N_("There is no such thing, or it is out of your reach.")
        raise Invalid([Fault("unknown-reference", text, parameter="lead_id")])


def _conclude(work: Work, import_: Import) -> bool:
    """After the last portion: all is done, or all was checked and the writing begins."""
    if import_.writes:
        _end(work, import_, State.DONE)
    elif import_.dry_run:
        _end(work, import_, State.CHECKED)
    elif import_.bad:
        _end(work, import_, State.REFUSED)
    else:
        import_.start_writing()
        return True
    return False


def _end(work: Work, import_: Import, state: State) -> None:
    import_.end(state, work.now)
    for leftover in queries.leftovers(import_.id):
        work.db.execute(leftover, execution_options={"synchronize_session": False})


def _note(work: Work, import_: Import, outcomes: Sequence[Outcome]) -> None:
    """Keeps findings and differences. When all rows were checked before, only what has become bad since is news."""
    checked = import_.writes and import_.mode == Mode.ALL_OR_NOTHING
    findings = [
        {"id": clock.new_id(), "import_id": import_.id, "row": outcome.reading.row}
        | {"column": one.column, "severity": one.severity, "code": one.code, "value": one.value, "params": one.params}
        for outcome in outcomes
        for one in outcome.reading.found
        if not checked or one.severity is Severity.BAD or one.code in FOUND_IN_WRITING
    ]
    differences = [
        {"id": clock.new_id(), "import_id": import_.id, "row": outcome.reading.row, "changes": outcome.changes}
        | {"account_id": outcome.account.id, "code": outcome.account.code, "name": outcome.account.name}
        for outcome in outcomes
        if outcome.fate is Fate.CHANGED and not checked
    ]
    for kind, rows in ((ImportFinding, findings), (ImportDifference, differences)):
        if rows:
            work.db.execute(insert(kind), rows)


def _count(import_: Import, outcomes: Sequence[Outcome]) -> None:
    fates = [outcome.fate for outcome in outcomes]
    import_.portion += 1
    import_.rows_read += len(outcomes)
    import_.added += fates.count(Fate.ADDED)
    import_.changed += fates.count(Fate.CHANGED)
    import_.unchanged += fates.count(Fate.UNCHANGED)
    import_.bad += fates.count(Fate.BAD)
    if not (import_.writes and import_.mode == Mode.ALL_OR_NOTHING):
        import_.doubtful += sum(_is_doubtful(outcome) for outcome in outcomes)


def _is_doubtful(outcome: Outcome) -> bool:
    return outcome.fate is not Fate.BAD and bool(outcome.reading.found)
