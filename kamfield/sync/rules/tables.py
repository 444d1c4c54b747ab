"""Every table of the phone, parents before children.

A new column or table gets the next schema version (`later={"column": 3}`, `since=3`). Nothing is ever taken out: apps
of earlier versions still ask for it.
"""

from kamfield.sync.rules.archive import ARCHIVE
from kamfield.sync.rules.field import FIELD
from kamfield.sync.rules.registry import Table
from kamfield.sync.rules.sales import SALES

_WITHOUT_ROWS = {"sync_issues"}  # until pushes make them
TABLES: tuple[Table, ...] = (*ARCHIVE, *SALES, *(one for one in FIELD if one.name not in _WITHOUT_ROWS))
