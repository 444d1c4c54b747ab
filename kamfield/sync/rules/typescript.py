"""The phone's schema as TypeScript for WatermelonDB: schema, migrations, and a class with types for each table."""

from collections.abc import Iterable
from typing import Any

from kamfield.sync.rules.values import Kind

Described = dict[str, Any]

_HEAD = "// Written by `kamfield sync typescript`; the next run writes it again.\n"
_MEANS = {
    Kind.INSTANT: "milliseconds since 1970, UTC",
    Kind.DAY: "YYYY-MM-DD",
    Kind.DECIMAL: "whole number of 1/10,000: see amounts.ts",
    Kind.JSON: "JSON text",
}
# Words that WatermelonDB's Model or JavaScript keeps for itself. `updatedAt` and `createdAt` would be set by the
# library on the phone, and then differ from the server for ever.
_TAKEN = {
    "id",
    "table",
    "collection",
    "collections",
    "database",
    "db",
    "update",
    "observe",
    "sync_status",
    "constructor",
}
_TAKEN |= {"updated_at", "created_at", "as_model", "associations", "cache"}


def written(schema: Described) -> dict[str, str]:
    """The text of each file by its name."""
    return {
        "schema.ts": _schema(schema),
        "migrations.ts": _migrations(schema),
        "models.ts": _models(schema),
        "index.ts": _index(),
    }


def class_name(table: str) -> str:
    """The class of one row: `plan_lines` is `PlanLine`."""
    *before, last = table.split("_")
    return "".join(word.capitalize() for word in [*before, _singular(last)])


def property_name(column: str) -> str:
    """`due_on` is `dueOn`; what the library would mistake for its own ends in `Value`."""
    first, *others = column.split("_")
    camel = first + "".join(word.capitalize() for word in others)
    return f"{camel}Value" if column in _TAKEN else camel


def _singular(plural: str) -> str:
    if plural.endswith("ies"):
        return plural[:-3] + "y"
    return plural[:-1] if plural.endswith("s") and not plural.endswith("ss") else plural


def _schema(schema: Described) -> str:
    tables = "".join(f"    tableSchema({_table(table, 4)}),\n" for table in schema["tables"])
    return (
        f'{_HEAD}import {{ appSchema, tableSchema }} from "@nozbe/watermelondb";\n\n'
        f"export const schema = appSchema({{\n  version: {schema['version']},\n  tables: [\n{tables}  ],\n}});\n"
    )


def _table(table: Described, indent: int) -> str:
    space = " " * indent
    columns = "".join(f"{space}    {_column(column)},\n" for column in table["columns"])
    return f'{{\n{space}  name: "{table["name"]}",\n{space}  columns: [\n{columns}{space}  ],\n{space}}}'


def _column(column: Described) -> str:
    words = [f'name: "{column["name"]}"', f'type: "{column["type"]}"']
    words += ["isOptional: true"] if column["optional"] else []
    words += ["isIndexed: true"] if column["indexed"] else []
    return "{ " + ", ".join(words) + " }"


def _migrations(schema: Described) -> str:
    kinds = {step["step"] for migration in schema["migrations"] for step in migration["steps"]}
    made = [name for kind, name in (("add_columns", "addColumns"), ("create_table", "createTable")) if kind in kinds]
    steps = "".join(_migration(migration) for migration in schema["migrations"])
    names = ", ".join([*made, "schemaMigrations"])
    return (
        f'{_HEAD}import {{ {names} }} from "@nozbe/watermelondb/Schema/migrations";\n\n'
        f"export const migrations = schemaMigrations({{\n  migrations: [\n{steps}  ],\n}});\n"
    )


def _migration(migration: Described) -> str:
    steps = "".join(f"        {_step(step)},\n" for step in migration["steps"])
    return f"    {{\n      toVersion: {migration['to_version']},\n      steps: [\n{steps}      ],\n    }},\n"


def _step(step: Described) -> str:
    if step["step"] == "create_table":
        return f"createTable({_table(step, 8)})"
    columns = ", ".join(_column(column) for column in step["columns"])
    return f'addColumns({{ table: "{step["name"]}", columns: [{columns}] }})'


def _models(schema: Described) -> str:
    tables = schema["tables"]
    by_parent = {table["name"]: list(_children(table["name"], tables)) for table in tables}
    classes = "\n".join(_class(table, by_parent[table["name"]]) for table in tables)
    names = "".join(f"  {class_name(table['name'])},\n" for table in tables)
    return (
        f'{_HEAD}import {{ Model }} from "@nozbe/watermelondb";\n'
        'import type { Associations } from "@nozbe/watermelondb/Model";\n\n'
        f"{classes}\nexport const modelClasses = [\n{names}];\n"
    )


def _children(name: str, tables: Iterable[Described]) -> Iterable[tuple[str, str]]:
    for table in tables:
        columns = [column["name"] for column in table["columns"] if column["refers_to"] == name]
        if len(columns) == 1:  # with two of them nobody can say which is meant
            yield table["name"], columns[0]


def _class(table: Described, children: list[tuple[str, str]]) -> str:
    name, columns = table["name"], table["columns"]
    links = {
        column["refers_to"]: f'{{ type: "belongs_to", key: "{column["name"]}" }}'
        for column in reversed(columns)
        if column["refers_to"] and column["refers_to"] != name
    }
    links |= {
        child: f'{{ type: "has_many", foreignKey: "{key}" }}'
        for child, key in children
        if child != name and child not in links
    }
    joined = "".join(f"    {other}: {link},\n" for other, link in sorted(links.items()))
    associations = f"  static associations: Associations = {{\n{joined}  }};\n" if links else ""
    fields = "".join(_property(column) for column in columns)
    return f'export class {class_name(name)} extends Model {{\n  static table = "{name}";\n{associations}{fields}}}\n'


def _property(column: Described) -> str:
    name, kind = property_name(column["name"]), column["type"] + (" | null" if column["optional"] else "")
    told = _MEANS.get(column["kind"])
    words = "; ".join(one for one in (told, "" if column["written"] else "the server's") if one)
    comment = f"  /** {words[0].upper()}{words[1:]}. */\n" if words else ""
    getter = f'  get {name}(): {kind} {{\n    return this._getRaw("{column["name"]}") as {kind};\n  }}\n'
    if not column["written"]:
        return f"\n{comment}{getter}"
    return f'\n{comment}{getter}  set {name}(value: {kind}) {{\n    this._setRaw("{column["name"]}", value);\n  }}\n'


def _index() -> str:
    files = ("amounts", "fingerprints", "migrations", "models", "schema", "synchronize")
    return _HEAD + "".join(f'export * from "./{name}";\n' for name in files)
