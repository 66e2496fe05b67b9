import { z } from 'zod';
import { ConnectionColor } from '../../contract/connections.ts';
import { connectionColors } from '../../contract/names.ts';
import { type Connection, parseConnection } from '../connection/connection-file.ts';
import { connectionId } from '../connection/connection-ids.ts';
import { isRecord, jsonIn } from '../json.ts';
import type { KeyValue, Log } from '../ports.ts';
import { withUnknownParts } from '../storage/unknown-parts.ts';

const listEntry = 'connections';
/** Where an older version stored its only connection. */
const olderEntry = 'connection';

/** A connection file's text, which is stored, so that moving the file breaks nothing. `origin` is '' for no file. */
export interface ConnectionText {
  text: string;
  origin: string;
}

export interface KnownConnection extends ConnectionText {
  id: string;
  connection: Connection;
  color: ConnectionColor;
}

const Stored = z.object({
  text: z.string(),
  origin: z.string(),
  color: ConnectionColor.nullable().catch(null).default(null),
  last: z.boolean().catch(false).default(false),
});
type Stored = z.output<typeof Stored>;

/**
 * The connection files opened so far, across all starts. Entries that are not understood stay on disk: they may be a
 * newer version's. Changes throw `storage`, but take effect even if the disk refuses them.
 */
export function createKnownConnections(store: KeyValue, log: Log) {
  const { foreign, originals, ...found } = readList(store, log);
  let { list, last } = found;

  const find = (id: string) => list.find((each) => each.id === id);
  function write(): void {
    const stored = list.map(({ id, text, origin, color }) => {
      const original = originals.get(id);
      return withUnknownParts<Stored>(original?.json, original?.understood, {
        text,
        origin,
        color,
        last: id === last,
      });
    });
    store.set(listEntry, JSON.stringify([...stored, ...foreign]));
    if (store.get(olderEntry) !== undefined) store.remove(olderEntry);
  }

  return {
    all: () => list,
    /** Whether there are entries that only another version can read. */
    hasForeign: () => foreign.length > 0,
    find,
    /** The last used connection, which the next start opens. */
    last: () => (last === undefined ? undefined : find(last)) ?? list[0],
    /** Adds a file as the last used one; it replaces a file with the same id and keeps its colour. */
    keep({ text, origin }: ConnectionText, connection: Connection): void {
      const id = connectionId(connection);
      const color = find(id)?.color ?? freeColor(list.map((each) => each.color));
      const kept: KnownConnection = { id, text, origin, connection, color };
      list = find(id) ? list.map((each) => (each.id === id ? kept : each)) : [...list, kept];
      last = id;
      write();
    },
    noteUse(id: string): void {
      if (last === id) return;
      last = id;
      write();
    },
    paint(id: string, color: ConnectionColor): void {
      list = list.map((each) => (each.id === id ? { ...each, color } : each));
      write();
    },
    remove(id: string): void {
      list = list.filter((each) => each.id !== id);
      if (last === id) last = undefined;
      write();
    },
  };
}

/** A colour that is not taken; if all are, one of the least used. */
export function freeColor(taken: readonly ConnectionColor[]): ConnectionColor {
  const uses = (color: ConnectionColor) => taken.filter((each) => each === color).length;
  return connectionColors.reduce((best, color) => (uses(color) < uses(best) ? color : best));
}

function readList(store: KeyValue, log: Log) {
  const list: KnownConnection[] = [];
  const foreign: unknown[] = [];
  /** By connection id: the entry as it is on disk, and what this version has read from it. */
  const originals = new Map<string, { json: unknown; understood: Stored }>();
  let last: string | undefined;
  for (const json of storedEntries(store)) {
    const entry = understood(json);
    if (!entry) {
      log.warn('a connection is not understood');
      if (isRecord(json)) foreign.push(json);
      continue;
    }
    const { text, origin, connection } = entry;
    const id = connectionId(connection);
    if (list.some((each) => each.id === id)) continue;
    const color = entry.color ?? freeColor(list.map((each) => each.color));
    list.push({ id, text, origin, connection, color });
    originals.set(id, { json, understood: { text, origin, color, last: entry.last } });
    if (entry.last) last = id;
  }
  return { list, last, foreign, originals };
}

function understood(json: unknown): (Stored & { connection: Connection }) | undefined {
  try {
    const stored = Stored.parse(json);
    return { ...stored, connection: parseConnection(stored.text, stored.origin) };
  } catch {
    return undefined;
  }
}

/** Invalid JSON is an entry that is not understood. */
function storedEntries(store: KeyValue): unknown[] {
  const [entries = [], older = []] = [listEntry, olderEntry].map((entry) => {
    const text = store.get(entry);
    return text === undefined ? undefined : (jsonIn(text) ?? null);
  });
  return [entries, older].flat();
}
