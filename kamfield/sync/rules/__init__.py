"""What phones know of: the registry that feeds pull, push, the schema and the tests."""

from kamfield.sync.rules.registry import OLDEST_VERSION, SCHEMA_VERSION, Column, Scope, Table
from kamfield.sync.rules.tables import TABLES

__all__ = ["OLDEST_VERSION", "SCHEMA_VERSION", "TABLES", "Column", "Scope", "Table"]
