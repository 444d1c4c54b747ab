"""Every table of the phone, parents before children.

A new column or table gets the next schema version (`later={"column": 3}`, `since=3`). Nothing is ever taken out: apps
of earlier versions still ask for it.
"""

from kamfield.sync.rules.archive import ARCHIVE
from kamfield.sync.rules.company import COMPANY
from kamfield.sync.rules.field import FIELD
from kamfield.sync.rules.registry import Table
from kamfield.sync.rules.sales import SALES

TABLES: tuple[Table, ...] = (*COMPANY, *ARCHIVE, *SALES, *FIELD)
