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

/** Nobody can read the notifications of more units. */
const limit = 1_000;

const Stored = z.array(z.string()).max(limit);

/** The units that an operator watches: a notification tells when one goes out of service and when it is back. */
export interface UnitWatch {
  /** Unit IDs; empty until `follow` has read them. */
  watched(): readonly string[];
  /** How many of them are known to be out of service. */
  outOfService(): number;
  /** Switches to this account's units and forgets what the previous account has seen. */
  follow(account: string | undefined): Promise<void>;
  /** Adds or removes units. Throws `sign-in-needed`, and `bad-request` beyond 1,000 units. */
  change(ids: readonly string[], watched: boolean): Promise<void>;
  /** A page of the list, with live changes included. The first known state of a unit never notifies. */
  see(units: readonly Unit[]): void;
  /** Live changes. */
  apply(updates: readonly UnitUpdate[]): void;
  /** Deletes this account's stored units (R28). */
  forget(account: string): Promise<void>;
  close(): void;
}

export interface UnitWatchParts {
  store: SealedStore;
  /** Prefix of the store entries, one for each account. */
  entry: string;
  clock: Clock;
  log: Log;
  notify: Notifier;
  language: () => DeskState['locale'];
  /** `watched()` or `outOfService()` has changed. */
  onChange: () => void;
}

/** What is known of a unit, watched or not: one that is watched later needs its state. */
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

  /** @returns whether `outOfService()` may have changed */
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
      // The account may change while its units are read.
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
      // Checked in the queue: after a sign-out nothing must be written.
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

/** Undefined when unknown: then the last known state stays. */
function isOut(condition: Unit['condition']): boolean | undefined {
  return condition === 'unknown' ? undefined : condition === 'out-of-service';
}

/** Undefined for an unreadable text. */
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
