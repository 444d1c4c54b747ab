"""Codes of imports, and the sentences for everything that may be wrong with a file, a row or a cell."""

from enum import StrEnum

from kamfield.core.texts import N_

ROWS_PER_STEP = 500


class Target(StrEnum):
    """What the rows of a file are."""

    ACCOUNTS = "accounts"
    CONTACTS = "contacts"


class Mode(StrEnum):
    """What becomes of the good rows when there are bad ones."""

    ALL_OR_NOTHING = "all_or_nothing"
    SKIP_BAD_ROWS = "skip_bad_rows"


class State(StrEnum):
    """Where an import stands. The last five are final."""

    CHECKING = "checking"
    WRITING = "writing"
    DONE = "done"
    CHECKED = "checked"
    REFUSED = "refused"
    STOPPED = "stopped"
    FAILED = "failed"


FINAL = frozenset({State.DONE, State.CHECKED, State.REFUSED, State.STOPPED, State.FAILED})


class Severity(StrEnum):
    """A bad row is not taken; a doubtful one is, and somebody should look at it."""

    BAD = "bad"
    DOUBTFUL = "doubtful"


REASONS: dict[str, str] = {
    # the row as a whole
    "too-many-cells": N_("The row has more cells than there are columns; something has shifted."),
    "unclosed-quote": N_("A quotation mark in this row never closes."),
    "undecodable": N_("This cell has bytes that are no text in the encoding of the file."),
    "error-cell": N_("The spreadsheet shows an error here instead of a value."),
    "digits-lost": N_("The spreadsheet kept only fifteen digits of this number."),
    # a cell
    "required": N_("This is required."),
    "not-a-choice": N_("This is none of the known values, and the mapping does not translate it."),
    "not-a-number": N_("This is not a number."),
    "ambiguous-number": N_("This number can be read two ways; the mapping should say which decimal mark is used."),
    "percent": N_("A percentage cannot be taken here."),
    "not-an-integer": N_("This is not a whole number."),
    "not-a-date": N_("This is not a date."),
    "ambiguous-date": N_("This date can be read two ways; the mapping should say whether day or month comes first."),
    "two-digit-year": N_("The year has two digits only."),
    "no-such-date": N_("There is no such day."),
    "not-a-boolean": N_("This must be yes or no."),
    "not-an-email": N_("This is not an email address."),
    "not-a-zip": N_("This is not a ZIP code."),
    "too-many-places": N_("This has more than four decimal places."),
    "not-for-this-kind": N_("A fact of this kind does not have this."),
    "not-a-year": N_("This must be a year, such as 2025."),
    "too-long": N_("This is too long."),
    "too-small": N_("This number is too small."),
    "too-large": N_("This number is too large."),
    "not-a-time-zone": N_("This is not an IANA time zone, such as Asia/Shanghai."),
    "not-a-country": N_("This is not a country code of two letters."),
    "not-on-earth": N_("No place has this latitude and longitude; please check them."),
    "half-a-point": N_("A position needs latitude and longitude; this one has only one of them, so it was left out."),
    "zero-point": N_("Latitude and longitude are both 0, which is in the sea; the position was left out."),
    "phone-not-understood": N_("This does not look like a phone number; it was kept as it is."),
    "phone-not-in-use": N_("No such phone number is assigned; it was kept as it is."),
    "zip-zero-restored": N_("A leading zero that the ZIP code had lost was put back."),
    "left-out": N_("This value cannot be taken and was left out."),
    # the row among others
    "repeated-code": N_("An earlier row (%(row)s) has the same code."),
    "repeated-person": N_("An earlier row (%(row)s) is the same person."),
    "unknown-lead": N_("No active user whom you reach has this email address."),
    "lead-differs": N_("Somebody else leads this account; an import does not hand it over, so the lead stayed."),
    "no-lead": N_("Name who leads this account."),
    "unknown-parent": N_("No account that you reach has this code; the parent was left out."),
    "circular-parents": N_("The parent belongs to this account itself; the parent was left out."),
    "own-parent": N_("An account cannot be its own parent."),
    "unknown-account": N_("No account that you reach has this code."),
    "out-of-reach": N_("An account with this code exists, but it is out of your reach; ask %(ask)s."),
    "merged-away": N_("The account with this code was merged into another one (%(name)s); the row was not taken."),
    "decided-elsewhere": N_("You may not decide this for an account that exists; it stayed as it was."),
    "corrected-on-the-spot": N_("Somebody took the position on the spot; it stayed as it was."),
    "looks-like-existing": N_("This looks like an account that exists (%(names)s)."),
    "looks-like-row": N_("This looks like an earlier row (%(row)s) of this file."),
    "not-allowed": N_("You may see this account but you may not change it."),
}

UNREADABLE: dict[str, str] = {
    "not-a-sheet": N_("This is not a CSV or a spreadsheet; it looks like this: %(kind)s."),
    "empty-sheet": N_("There is nothing in this file."),
    "no-header": N_("Row %(row)s should name the columns, but there is no word in it."),
    "encrypted": N_("This spreadsheet is protected by a password."),
    "damaged": N_("This spreadsheet is damaged."),
    "too-large": N_("This file is larger than can be read."),
    "too-slow": N_("This spreadsheet takes too long to read; save it as CSV and try again."),
    "too-many-columns": N_("This file has more than %(limit)s columns."),
    "too-many-rows": N_("This file has more than %(limit)s rows."),
    "row-too-long": N_("Row %(row)s is too long."),
    "stray-quotes": N_("From row %(row)s on there are too many quotation marks that never close."),
    "no-such-worksheet": N_("There is no worksheet named %(worksheet)s."),
    "unknown-encoding": N_("%(encoding)s is not the name of an encoding; leave it out, or say gb18030 or utf-8."),
}
