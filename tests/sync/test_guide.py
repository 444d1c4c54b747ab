"""Every block of the guide for app developers is compiled strictly and run against a served application."""

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kamfield.cli import main
from kamfield.core.db import connect
from kamfield.core.work import SYSTEM, Work
from kamfield.sync.background import follow_the_release
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment
from tests.conftest import lay_down
from tests.phones import watermelon as watermelon
from tests.served import Served, serving
from tests.sync import guide
from tests.sync.desk import Desk, desk_of
from tests.sync.test_typescript import MODULES, STRICT

# What a user of the app does: every function that the guide exports is called.
APP = """
import type { Database } from "@nozbe/watermelondb";
import { check } from "./checking";
import { openDatabase } from "./database";
import { acknowledge, openIssues } from "./issues";
import { Account, Contact, Opportunity, Visit } from "./kamfield";
import { badge, isUnsent } from "./pending";
import { addPhoto, upload } from "./photos";
import { serverOf } from "./server";
import { syncNow } from "./syncing";
import { codesOf, label, policy } from "./words";
import { addContact, removeContact, setAmount } from "./writing";

declare const process: { argv: string[]; stdout: { write(text: string): void }; exit(code: number): void };
declare const Buffer: { from(text: string): never; };

async function use(): Promise<void> {
  const { address, token, account, opportunity, visit } = JSON.parse(process.argv[2] as string);
  const server = serverOf(address, async () => token, "node");
  const database: Database = openDatabase();
  const said: Record<string, any> = {};
  const find = <T extends Account>(table: string, id: string) => database.get<T>(table).find(id);

  said.offline = await syncNow(database, serverOf("http://127.0.0.1:9/api/v1", async () => token, "node"));
  said.ended = await syncNow(database, serverOf(address, async () => "of another time", "node"));
  said.together = (await Promise.all([syncNow(database, server), syncNow(database, server)])).map((one) => one.do);

  const contact = await addContact(database, await find<Account>(Account.table, account), "Chen");
  const nowhere = await addContact(database, contact as never, "Nowhere"); // a contact is no account
  await setAmount(database, await database.get<Opportunity>(Opportunity.table).find(opportunity), "12500.50");
  const photo = await addPhoto(database, await database.get<Visit>(Visit.table).find(visit), "shelf.jpg", 11);
  said.badge = [await badge(database), isUnsent(contact)];
  said.synced = await syncNow(database, server);
  said.after = [await badge(database), isUnsent(contact)];

  const [told] = await openIssues(database);
  said.issue = [told?.issue.rowId === nowhere.id, told?.typed.name, told?.what !== "", Array.isArray(told?.fields)];
  if (told) await acknowledge(database, told.issue);
  await upload(photo, Buffer.from("eleven byte"), address, token);
  await removeContact(database, contact);
  await syncNow(database, server);
  said.open = (await openIssues(database)).length;
  said.photo = photo.state;
  said.words = [await label(database, "buying_role", "approver", "zh-CN"), (await codesOf(database, "tier")).length];
  said.words.push(await policy(database, "report_due_hours"), await label(database, "tier", "Z", "en"));
  said.checked = await check(database, server);
  process.stdout.write(JSON.stringify(said) + "\\n");
  process.exit(0);
}

use();
"""
# SQLite is native code of the phone: in its place stands the library's adapter in memory, with the same options.
ON_NODE = """
const { Module } = require("node:module");
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) =>
  resolve(name === "@nozbe/watermelondb/adapters/sqlite" ? require.resolve("./memory.js") : name, ...rest);
"""
MEMORY = """
const { default: LokiJSAdapter } = require("@nozbe/watermelondb/adapters/lokijs");
const more = { useWebWorker: false, useIncrementalIndexedDB: false, extraLokiOptions: { autosave: false } };
exports.__esModule = true;
exports.default = class extends LokiJSAdapter {
  constructor({ schema, migrations }) {
    super({ schema, migrations, ...more });
  }
};
"""


@pytest.fixture(scope="module")
def served(engine_name: str, new_database_url: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the cast in its database."""
    url = new_database_url(engine_name)
    database = connect(url)
    lay_down(database)
    with database.writing() as db:
        follow_the_release(Work(SYSTEM, Moment.START, db, HOUSE))
        db.commit()
    database.dispose()
    with serving(url, tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture
def li(served: Served) -> Desk:
    return desk_of(served, Cast.li)


@pytest.fixture
def app(tmp_path: Path, watermelon: Path) -> Path:
    """The folder in which the commands of the guide were run and its files were put."""
    (tmp_path / "node_modules").symlink_to(watermelon / "node_modules")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        for line in guide.shell():
            command, *words = shlex.split(line)
            assert command == "kamfield"
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 0, done.output
    finally:
        os.chdir(before)
    for name, text in {**guide.files(), "app/main.ts": APP}.items():
        (tmp_path / name).write_text(text)
    return tmp_path / "app"


def test_every_block_compiles_and_does_what_the_guide_says(
    app: Path, watermelon: Path, served: Served, li: Desk
) -> None:
    compiler = ["node", watermelon / "node_modules/typescript/lib/tsc.js", *STRICT, *MODULES]
    done = subprocess.run([*compiler, app / "main.ts"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout

    account = li.post("/accounts", {"name": "Wanda Seals"})["id"]
    asked = {
        "address": served.address,
        "token": li.token,
        "account": account,
        "opportunity": li.post(
            "/opportunities",
            {"account_id": account, "name": "Line 4", "currency": "CNY", "expected_close_on": "2030-06-30"},
        )["id"],
        "visit": li.post("/visits", {"account_id": account, "day": "2030-03-04"})["id"],
    }
    (app / "memory.js").write_text(MEMORY)
    (app / "on-node.js").write_text(ON_NODE)
    command = ["node", "--require", app / "on-node.js", app / "main.js", json.dumps(asked)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout.splitlines()[-1])

    assert said["offline"]["do"] == "try again"
    assert said["ended"] == {"do": "sign in"}
    assert said["together"] == ["nothing", "nothing"]
    assert said["badge"] == ["4", True]
    assert said["synced"]["do"] == "nothing"
    assert said["synced"]["outcome"]["issues"] == 1
    assert said["after"] == ["", False]
    assert said["issue"] == [True, "Nowhere", True, True]
    assert said["words"] == ["最后批准", 4, 24, "Z"]
    assert (said["open"], said["photo"], said["checked"]) == (0, "stored", [])
    assert li.get(f"/opportunities/{asked['opportunity']}")["amount"] == "12500.50"
    assert li.get(f"/accounts/{account}/contacts")["items"] == []


def test_no_block_is_left_out() -> None:
    written = guide.read().count("```ts\n")
    assert len(guide.files()) == written
    imported = {f"app/{name}.ts" for name in re.findall(r'from "./([a-z]+)"', APP)}
    assert guide.files().keys() == imported - {"app/kamfield.ts"}


def test_the_answers_of_the_guide_are_those_of_the_server(li: Desk) -> None:
    pulled, pushed = json.loads(guide.answer("pull")), json.loads(guide.answer("push"))
    answer = li.get("/sync?last_pulled_at=0&schema_version=3&page_size=1000")
    assert answer.keys() == pulled.keys()
    assert answer["changes"]["accounts"].keys() == pulled["changes"]["accounts"].keys()
    assert li.post(f"/sync?last_pulled_at={answer['timestamp']}", {}).keys() == pushed.keys()


def test_the_list_of_tables_is_that_of_the_registry() -> None:
    assert guide.read() == guide.written_anew(), "run `python -m tests.sync.guide`"
