// Phones with the real WatermelonDB (LokiJS in memory), driven by lines of JSON. Usage: node phones.cjs TEMPLATES
// where TEMPLATES is the folder of the sync loop that apps get. {"n": 1, "do": "sync", "phone": "a", …} on the standard
// input is answered by {"n": 1, "done": …} or {"n": 1, "failed": {…}}; several may be under way at once.
"use strict";
const { readFileSync } = require("node:fs");
const { Module } = require("node:module");
const { join } = require("node:path");
const { createInterface } = require("node:readline");
const typescript = require("typescript");
const { Database, Model, Q, appSchema, tableSchema } = require("@nozbe/watermelondb");
const { synchronize } = require("@nozbe/watermelondb/sync");
const { addColumns, createTable, schemaMigrations } = require("@nozbe/watermelondb/Schema/migrations");
const { default: LokiJSAdapter } = require("@nozbe/watermelondb/adapters/lokijs");
const { default: logger } = require("@nozbe/watermelondb/utils/common/logger");
const { LokiMemoryAdapter } = require("lokijs");

logger.silence();
const complaints = []; // what the library would tell the app's developer
logger.error = (...words) => complaints.push(words.map(String).join(" "));

const loop = fromTypeScript("synchronize");
const { fingerprints, rowHash } = fromTypeScript("fingerprints");
const phones = new Map();

function fromTypeScript(name) {
  const file = join(process.argv[2], `${name}.ts`);
  const made = new Module(file, module);
  made.paths = module.paths;
  const compilerOptions = { module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022 };
  made._compile(typescript.transpileModule(readFileSync(file, "utf8"), { compilerOptions }).outputText, file);
  return made.exports;
}

const columnOf = ({ name, type, optional, indexed }) => ({ name, type, isOptional: optional, isIndexed: indexed });
const specOf = ({ name, columns }) => ({ name, columns: columns.map(columnOf) });
const stepOf = (step) =>
  step.step === "create_table" ? createTable(specOf(step)) : addColumns({ table: step.name, columns: specOf(step).columns });

function open(phone, schema, underlying) {
  const options = {
    schema: appSchema({ version: schema.version, tables: schema.tables.map((table) => tableSchema(specOf(table))) }),
    migrations: schemaMigrations({
      migrations: schema.migrations.map(({ to_version, steps }) => ({ toVersion: to_version, steps: steps.map(stepOf) })),
    }),
    dbName: phone.name,
    useWebWorker: false,
    useIncrementalIndexedDB: false,
    extraLokiOptions: { autosave: false },
    _testLokiAdapter: underlying,
  };
  const modelClasses = schema.tables.map(({ name }) => class extends Model { static table = name; });
  phone.underlying = underlying;
  phone.database = new Database({ adapter: new LokiJSAdapter(options), modelClasses });
  phone.version = schema.version;
}

const server = (phone) => ({
  address: phone.address,
  token: async () => phone.token,
  device: { id: phone.name, appVersion: `1.${phone.version}` },
  pageSize: phone.page_size,
  fetch: (url, asked) => unreliable(phone, url, asked),
});

// What happens to requests on the way, each fault to one request: ["push", "lost"] and so on.
async function unreliable(phone, url, asked) {
  const at = asked.method === "POST" ? "push" : "pull";
  const fault = phone.faults[0]?.[0] === at ? phone.faults.shift()[1] : null;
  if (phone.offline || fault === "offline") throw new TypeError("fetch failed");
  const send = () => fetch(url, asked);
  const first = fault === "at once" ? send() : null; // the same bytes on two connections
  if (fault === "doubled") await (await send()).arrayBuffer();
  const response = await send();
  if (first) await (await first).arrayBuffer();
  const body = await response.text();
  note(phone, at, url, response.status, body);
  if (fault === "lost") throw new TypeError("fetch failed");
  const { status, headers } = response;
  const said = new Headers({ "Content-Type": headers.get("Content-Type") ?? "" });
  if (headers.has("Retry-After")) said.set("Retry-After", headers.get("Retry-After"));
  return new Response(fault === "cut" ? body.slice(0, body.length / 2) : body, { status, headers: said });
}

// Every request, and every row that was ever told to this phone.
function note(phone, at, url, status, body) {
  phone.requests.push({ at, url, status, size: body.length });
  if (at !== "pull" || status !== 200) return;
  for (const [table, { updated }] of Object.entries(JSON.parse(body).changes)) {
    for (const row of updated) (phone.told[table] ??= new Set()).add(row.id);
  }
}

// The way of the library's own guide: pull, push, and again after a conflict. No push first, no pages.
async function plainSync(phone) {
  for (let round = 0; round < 5; round++) {
    try {
      return await synchronize({
        database: phone.database,
        sendCreatedAsUpdated: true,
        migrationsEnabledAtVersion: 1,
        pullChanges: ({ lastPulledAt, schemaVersion, migration }) =>
          request(phone, "GET", `last_pulled_at=${lastPulledAt}&schema_version=${schemaVersion}&migration=${encodeURIComponent(JSON.stringify(migration))}`),
        pushChanges: async ({ changes, lastPulledAt }) => {
          await request(phone, "POST", `last_pulled_at=${lastPulledAt}`, JSON.stringify(changes));
        },
      });
    } catch (error) {
      if (error.status !== 409) throw error;
    }
  }
  throw new Error("five conflicts in a row");
}

async function request(phone, method, query, body) {
  const headers = { Authorization: `Bearer ${phone.token}`, ...(body ? { "Content-Type": "text/plain" } : {}) };
  const response = await unreliable(phone, `${phone.address}/sync?${query}`, { method, headers, body });
  if (!response.ok) throw Object.assign(new Error(await response.text()), { status: response.status });
  return response.json();
}

async function write({ database }, rows) {
  await database.write(async () => {
    for (const { table, id, kind, columns = {} } of rows) {
      const fill = (row) => Object.entries(columns).forEach(([name, value]) => row._setRaw(name, value));
      if (kind === "create") {
        await database.get(table).create((row) => {
          if (id) row._raw.id = id;
          fill(row);
        });
      } else {
        const row = await database.get(table).find(id);
        await (kind === "update" ? row.update(fill) : row.markAsDeleted());
      }
    }
  });
}

async function dump({ database }) {
  const tables = {};
  for (const table of Object.keys(database.schema.tables)) {
    const rows = await database.get(table).query().unsafeFetchRaw();
    tables[table] = Object.fromEntries(rows.map(({ $loki, ...row }) => [row.id, row]));
  }
  return tables;
}

const commands = {
  async new({ phone, schema, ...settings }) {
    const made = { name: phone, faults: [], requests: [], told: {}, offline: false, ...settings };
    open(made, schema, new LokiMemoryAdapter());
    phones.set(phone, made);
  },
  // The app is updated: the same data under a new schema.
  async migrate({ phone, schema }) {
    const known = phones.get(phone);
    const adapter = known.database.adapter.underlyingAdapter;
    await new Promise((saved) => adapter._driver.loki.saveDatabase(saved));
    open(known, schema, known.underlying);
  },
  async set({ phone, ...settings }) {
    Object.assign(phones.get(phone), settings);
  },
  write: ({ phone, rows }) => write(phones.get(phone), rows),
  async sync({ phone, faults = [], plain = false }) {
    const one = phones.get(phone);
    one.faults = faults;
    return plain ? plainSync(one) : loop.sync(one.database, server(one));
  },
  // One sync with a server that is not there: `answer` is what it would say to the pull; tells what would be pushed.
  async apply({ phone, answer, accepts = true }) {
    let pushed = null;
    await synchronize({
      database: phones.get(phone).database,
      sendCreatedAsUpdated: true,
      pullChanges: async () => answer,
      pushChanges: async ({ changes }) => {
        pushed = changes;
        if (!accepts) throw new TypeError("fetch failed");
      },
    }).catch((error) => {
      if (accepts) throw error;
    });
    return pushed;
  },
  repair: ({ phone }) => loop.repair(phones.get(phone).database, server(phones.get(phone))),
  pending: ({ phone }) => loop.pendingRows(phones.get(phone).database),
  dump: ({ phone }) => dump(phones.get(phone)),
  fingerprints: ({ phone }) => fingerprints(phones.get(phone).database),
  hash: async ({ values }) => values.map(rowHash),
  async seen({ phone }) {
    const { requests, told } = phones.get(phone);
    const rows = Object.fromEntries(Object.entries(told).map(([table, ids]) => [table, [...ids]]));
    return { requests, told: rows, complaints };
  },
  async drop({ phone }) {
    phones.delete(phone);
  },
};

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { n, do: command, ...asked } = JSON.parse(line);
  let answer;
  try {
    answer = { n, done: (await commands[command](asked)) ?? null };
  } catch (error) {
    answer = { n, failed: { text: String(error), status: error.status ?? 0, code: error.code ?? "", stack: error.stack } };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}).on("close", () => process.exit(0));
