// Compares the phone's tables with the server's without sending them: POST /sync/check.
// Written by `kamfield sync typescript`; the next run writes it again.
import type { Database } from "@nozbe/watermelondb";

export interface Fingerprint {
  count: number;
  xor: number;
}

/** One fingerprint per table; compare only while nothing is pending, right after a pull. */
export async function fingerprints(database: Database): Promise<Record<string, Fingerprint>> {
  const found: Record<string, Fingerprint> = {};
  for (const { name, columnArray } of Object.values(database.schema.tables)) {
    const rows = (await database.get(name).query().unsafeFetchRaw()) as Record<string, unknown>[];
    const columns = ["id", ...columnArray.map((column) => column.name)];
    const hashes = rows.map((row) => rowHash(columns.map((column) => row[column] ?? null)));
    found[name] = { count: rows.length, xor: hashes.reduce((xor, hash) => (xor ^ hash) >>> 0, 0) };
  }
  return found;
}

/** FNV-1a, 32 bits, over the UTF-8 of the values as JSON. */
export function rowHash(values: unknown[]): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8(JSON.stringify(values))) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function* utf8(text: string): Generator<number> {
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) yield code;
    else if (code < 0x800) yield* [0xc0 | (code >> 6), 0x80 | (code & 63)];
    else if (code < 0x10000) yield* [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    else yield* [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  }
}
