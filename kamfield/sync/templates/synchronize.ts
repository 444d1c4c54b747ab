// The sync of a Kamfield phone: push what is unsent, pull what is new, until both are done.
// Written by `kamfield sync typescript`; the next run writes it again.
import { Database, Q, type Model } from "@nozbe/watermelondb";
import { synchronize, type SyncPullArgs } from "@nozbe/watermelondb/sync";

export interface Server {
  /** Where the API is, such as `https://sales.example.com/api/v1`. */
  address: string;
  /** A valid access token; asked for before each request. */
  token: () => Promise<string>;
  /** The id of this installation, as in `POST /sessions`, and the version that people see. */
  device: { id: string; appVersion: string };
  /** The schema version of the first release of the app that could sync. */
  migrationsEnabledAtVersion?: number;
  /** Rows of one page of a pull. */
  pageSize?: number;
  /** Called after each page: how many rows are still to come. */
  onProgress?: (remaining: number) => void;
  /** Instead of the global one. */
  fetch?: typeof fetch;
}

export interface Outcome {
  /** Rows and deletions that came. */
  pulled: number;
  /** Rows that the server could not write: they are in `sync_issues`, with what was typed. */
  issues: number;
}

/** What the server answered instead of taking part; `status` says what to do, see the guide. */
export class SyncRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly retryAfterSeconds: number | null,
  ) {
    super(detail);
    this.name = "SyncRefused";
  }
}

type Changes = Record<string, { created: object[]; updated: Row[]; deleted: string[] }>;

type Row = { id: string } & Record<string, unknown>;

interface Answer {
  changes: Changes;
  timestamp: number;
  has_more?: boolean;
  remaining?: number;
  experimentalStrategy?: "replacement";
}

const CONFLICT = 409;
const MOST_ROUNDS = 6;

/** Brings the phone and the server together. Nothing typed is lost if it fails, however often and wherever. */
export async function sync(database: Database, server: Server): Promise<Outcome> {
  const outcome: Outcome = { pulled: 0, issues: 0 };
  for (let round = 1; ; round++) {
    const conflict = await push(database, server, outcome);
    while (await pullPage(database, server, outcome));
    if ((await pendingRows(database)) === 0) return outcome;
    if (round === MOST_ROUNDS) throw conflict ?? new SyncRefused(CONFLICT, "still-pending", "Rows are unsent.", 5);
  }
}

/** How many rows wait to be pushed. */
export async function pendingRows(database: Database): Promise<number> {
  const counts = await Promise.all(
    tables(database).map(async (table) => {
      const changed = await database.get(table).query(IS_UNSENT).fetchCount();
      return changed + (await database.adapter.getDeletedRecords(table)).length;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Pulls every row anew and drops what the phone should not have; for a phone whose fingerprints differ. */
export async function repair(database: Database, server: Server): Promise<void> {
  await push(database, server, { pulled: 0, issues: 0 });
  await pull(database, server, async (args) => {
    const answer = await ask(database, server, { ...args, lastPulledAt: undefined });
    return keepUnsent(database, { ...answer, experimentalStrategy: "replacement" });
  });
}

// Before a pull: what was edited here must reach the server before a deletion of the same row reaches the phone.
// A phone that never pulled, or whose app was updated since, has to pull first: its rows lack columns.
async function push(database: Database, server: Server, outcome: Outcome): Promise<SyncRefused | null> {
  if ((await pendingRows(database)) === 0) return null;
  try {
    await synchronize({
      ...options(server),
      database,
      pullChanges: async ({ lastPulledAt, migration }) => {
        if (lastPulledAt == null || migration) throw new PullFirst();
        return { changes: {}, timestamp: lastPulledAt };
      },
      pushChanges: async ({ changes, lastPulledAt }) => {
        const path = `/sync?last_pulled_at=${lastPulledAt}`;
        const answer = await request<{ issues?: number }>(database, server, "POST", path, changes);
        outcome.issues += answer.issues ?? 0;
      },
    });
  } catch (error) {
    if (error instanceof PullFirst) return null;
    if (error instanceof SyncRefused && error.status === CONFLICT) return error;
    throw error;
  }
  return null;
}

class PullFirst extends Error {}

async function pullPage(database: Database, server: Server, outcome: Outcome): Promise<boolean> {
  let more = false;
  await pull(database, server, async (args) => {
    const answer = await ask(database, server, args);
    more = answer.has_more === true;
    outcome.pulled += rowsOf(answer);
    server.onProgress?.(answer.remaining ?? 0);
    return keepUnsent(database, answer);
  });
  return more;
}

async function pull(database: Database, server: Server, answer: (args: SyncPullArgs) => Promise<Answer>) {
  await synchronize({ ...options(server), database, pullChanges: answer });
}

const options = ({ migrationsEnabledAtVersion = 1 }: Server) => ({
  sendCreatedAsUpdated: true, // the server never says "created"
  migrationsEnabledAtVersion,
});

function ask(database: Database, server: Server, { lastPulledAt, schemaVersion, migration }: SyncPullArgs) {
  const query = [`last_pulled_at=${lastPulledAt ?? 0}`, `schema_version=${schemaVersion}`];
  if (migration) query.push(`migration=${encodeURIComponent(JSON.stringify(migration))}`);
  else query.push(`page_size=${server.pageSize ?? 1000}`);
  return request<Answer>(database, server, "GET", `/sync?${query.join("&")}`);
}

// A deletion would destroy what was typed and is not sent yet. The row stays until it was pushed: then the server
// keeps it as a sync issue and sends the deletion again.
async function keepUnsent(database: Database, answer: Answer): Promise<Answer> {
  for (const [table, changes] of Object.entries(answer.changes)) {
    if (!tables(database).includes(table)) continue;
    const edited: Model[] = await database.get(table).query(Q.where("_status", "updated")).fetch();
    const kept = new Set(edited.map((row) => row.id));
    changes.deleted = changes.deleted.filter((id) => !kept.has(id));
    if (answer.experimentalStrategy !== "replacement") continue;
    for (const row of changes.updated) kept.delete(row.id);
    for (const row of edited) if (kept.has(row.id)) changes.updated.push(withoutMarks(row._raw));
  }
  return answer;
}

function withoutMarks({ _status, _changed, ...columns }: Model["_raw"]): Row {
  return columns;
}

async function request<T>(database: Database, server: Server, method: string, path: string, body?: unknown): Promise<T> {
  const response = await (server.fetch ?? fetch)(server.address + path, {
    method,
    headers: {
      Authorization: `Bearer ${await server.token()}`,
      "Content-Type": "application/json",
      "X-Device-Id": server.device.id,
      "X-App-Version": server.device.appVersion,
      "X-Device-Time": new Date().toISOString(),
      "X-Pending-Rows": String(await pendingRows(database)),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  const wait = Number(response.headers.get("Retry-After") ?? NaN);
  throw new SyncRefused(response.status, problem.code ?? "", problem.detail ?? "", Number.isNaN(wait) ? null : wait);
}

const IS_UNSENT = Q.where("_status", Q.oneOf(["created", "updated"]));

const tables = (database: Database): string[] => Object.keys(database.collections.map);

const rowsOf = ({ changes }: Answer): number =>
  Object.values(changes).reduce((sum, { updated, deleted }) => sum + updated.length + deleted.length, 0);
