import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DeskState } from '../../contract/desk.ts';
import type { UnitUpdate } from '../../contract/live.ts';
import type { Unit } from '../../contract/units.ts';
import { AppError } from '../errors.ts';
import type { Clock, Log, Notifier } from '../ports.ts';
import { createQueue } from '../queue.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createOutageNotices, type OutageChange } from './outage-notices.ts';
import { outageNotice } from './outage-texts.ts';

/** Nobody reads the notifications of more units than this. */
const limit = 1_000;

const Stored = z.array(z.string()).max(limit);

/** The units that an operator watches: a notification tells when one goes out of service and when it is back. */
export interface UnitWatch {
  /** By ID; empty until the ones of `follow` have been read. */
  watched(): readonly string[];
  /** How many of them are out of service, as far as is known. */
  outOfService(): number;
  /** Goes on with the units of this account; what was seen for the one before is forgotten. */
  follow(account: string | undefined): Promise<void>;
  /** Adds or removes units. Throws `sign-in-needed`, and `bad-request` beyond 1,000 units. */
  change(ids: readonly string[], watched: boolean): Promise<void>;
  /** A page of the list, with the live changes since it was begun. The first sight of a unit is never told. */
  see(units: readonly Unit[]): void;
  /** Live changes. */
  apply(updates: readonly UnitUpdate[]): void;
  /** Removes what is kept of this account (R28). */
  forget(account: string): Promise<void>;
  close(): void;
}

export interface UnitWatchParts {
  store: SealedStore;
  /** Begins the names of the entries in the store: one for each account. */
  entry: string;
  clock: Clock;
  log: Log;
  notify: Notifier;
  language: () => DeskState['locale'];
  /** `watched()` or `outOfService()` has changed. */
  onChange: () => void;
}

/** What is known of a unit, watched or not: one that is watched later must not be new then. */
interface Known {
  name: string;
  site: string;
  out: boolean | undefined;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what is known of each unit
export function createUnitWatch(parts: UnitWatchParts): UnitWatch {
  const { store, log, onChange } = parts;
  const inTurn = createQueue();
  const known = new Map<string, Known>();
  let watched = new Set<string>();
  let account: string | undefined;
  let closed = false;
  let loaded: Promise<void> = Promise.resolve();
  const notices = createOutageNotices(parts.clock, (changes) =>
    parts.notify(outageNotice(changes.map(described), parts.language())),
  );
  const entryOf = (whose: string) => `${parts.entry}.${digest(whose)}`;

  function described({ id, out }: OutageChange) {
    const { name, site } = known.get(id) ?? { name: '', site: '' };
    return { name: name || id, site, out };
  }

  /** @returns whether `outOfService()` may be another one now */
  function learn(id: string, unit: Known, out: boolean | undefined): boolean {
    if (out === undefined || unit.out === out) return false;
    unit.out = out;
    if (!watched.has(id)) return false;
    notices.learn(id, out);
    return true;
  }

  function startFrom(id: string): void {
    const out = known.get(id)?.out;
    if (out !== undefined) notices.learn(id, out);
  }

  async function load(whose: string): Promise<void> {
    const text = await inTurn(() => store.read(entryOf(whose)));
    const stored = parse(text, log);
    if (text !== undefined && !stored) store.notUnderstood(entryOf(whose));
    if (closed || account !== whose) return;
    watched = new Set(stored ?? []);
    for (const id of watched) startFrom(id);
    onChange();
  }

  return {
    watched: () => [...watched],
    outOfService: () => [...watched].filter((id) => known.get(id)?.out === true).length,

    follow(next) {
      if (next === account) return loaded;
      account = next;
      watched = new Set();
      known.clear();
      notices.clear();
      loaded = next === undefined ? Promise.resolve() : load(next);
      return loaded;
    },

    async change(ids, add) {
      // Of whoever is signed in by the time it has been read.
      for (let read: unknown; read !== loaded; ) {
        read = loaded;
        await loaded;
      }
      const whose = account;
      if (whose === undefined) throw new AppError('sign-in-needed', 'Nobody is signed in.');
      const next = new Set(watched);
      for (const id of ids) add ? next.add(id) : next.delete(id);
      if (next.size > limit && add) throw tooMany(next.size);
      for (const id of ids) {
        if (add && !watched.has(id)) startFrom(id);
        if (!add) notices.forget(id);
      }
      watched = next;
      onChange();
      // Asked for in its turn: who has signed out meanwhile leaves nothing behind.
      await inTurn(async () => {
        if (account === whose) await store.write(entryOf(whose), JSON.stringify([...next]));
      });
    },

    see(units) {
      if (closed) return;
      let changed = false;
      for (const { id, name, site, condition } of units) {
        let unit = known.get(id);
        if (unit) {
          unit.name = name;
          unit.site = site;
        } else {
          unit = { name, site, out: undefined };
          known.set(id, unit);
        }
        if (learn(id, unit, isOut(condition))) changed = true;
      }
      if (changed) onChange();
    },

    apply(updates) {
      if (closed) return;
      let changed = false;
      for (const { id, condition } of updates) {
        if (condition === undefined) continue;
        const unit = known.get(id) ?? { name: '', site: '', out: undefined };
        known.set(id, unit);
        if (learn(id, unit, isOut(condition))) changed = true;
      }
      if (changed) onChange();
    },

    async forget(whose) {
      if (account === whose) {
        account = undefined;
        watched = new Set();
        known.clear();
        notices.clear();
      }
      await inTurn(() => store.remove(entryOf(whose)));
    },

    close() {
      closed = true;
      notices.clear();
    },
  };
}

/** Undefined where nobody knows: then the last word counts. */
function isOut(condition: Unit['condition']): boolean | undefined {
  return condition === 'unknown' ? undefined : condition === 'out-of-service';
}

/** Undefined for what is not understood. */
function parse(text: string | undefined, log: Log): readonly string[] | undefined {
  if (text === undefined) return [];
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    log.warn('the list of watched units cannot be read');
    return undefined;
  }
}

function tooMany(count: number): AppError {
  const text = `at most ${limit.toLocaleString('en')} units can be watched, and these would be ${count.toLocaleString('en')}`;
  return new AppError('bad-request', `The units are not watched: ${text}.`, {
    hint: 'Choose fewer units, or stop watching others first.',
    details: { text },
  });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
