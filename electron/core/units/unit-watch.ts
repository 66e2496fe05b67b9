import { z } from 'zod';
import type { DeskState } from '../../contract/desk.ts';
import type { UnitUpdate } from '../../contract/live.ts';
import { isOut } from '../../contract/names.ts';
import type { Unit } from '../../contract/units.ts';
import { shortDigest } from '../digest.ts';
import { AppError } from '../errors.ts';
import type { Clock, Log, Notifier } from '../ports.ts';
import { createQueue } from '../queue.ts';
import { settled } from '../settled.ts';
import { readSealedJson } from '../storage/sealed-json.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import { createOutageNotices, type OutageChange } from './outage-notices.ts';
import { outageNotice } from './outage-texts.ts';

/** Nobody can read the notifications of more units. */
const limit = 1_000;

const Stored = z.array(z.string()).max(limit);

/** How many of the watched units are known to be out of service, and in how many others somebody is trapped. */
export interface Outages {
  readonly outOfService: number;
  readonly entrapments: number;
}

export interface UnitWatchParts {
  store: SealedStore;
  /** Prefix of the store entries, one for each account. */
  entry: string;
  clock: Clock;
  log: Log;
  notify: Notifier;
  language: () => DeskState['locale'];
  /** Whether nobody needs to be told of a change now; not asked about entrapments. */
  isSilent: (change: OutageChange) => boolean;
  /** `watched()` or `outages()` has changed. */
  onChange: () => void;
}

/** What is known of a unit, watched or not: one that is watched later needs its state. */
interface Known {
  name: string;
  site: string;
  /** The last known one. */
  condition: Unit['condition'];
}

export type UnitWatch = ReturnType<typeof createUnitWatch>;

/**
 * The units that an operator watches: a notification tells when one goes out of service, when somebody is trapped in
 * it, and when it is back.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share what is known of each unit
export function createUnitWatch(parts: UnitWatchParts) {
  const { store, log, onChange } = parts;
  const inTurn = createQueue();
  const known = new Map<string, Known>();
  let watched = new Set<string>();
  let account: string | undefined;
  let closed = false;
  let loaded: Promise<void> = Promise.resolve();
  const notices = createOutageNotices(parts.clock, (changes) => {
    const told = changes.filter((change) => change.entrapment || !parts.isSilent(change));
    if (told.length > 0) parts.notify(outageNotice(told.map(described), parts.language()));
  });
  const entryOf = (whose: string) => `${parts.entry}.${shortDigest(whose)}`;

  function described({ id, out, entrapment }: OutageChange) {
    const { name, site } = known.get(id) ?? { name: '', site: '' };
    return { id, name: name || id, site, out, entrapment };
  }

  function knownOf(id: string): Known {
    let unit = known.get(id);
    if (unit === undefined) {
      unit = { name: '', site: '', condition: 'unknown' };
      known.set(id, unit);
    }
    return unit;
  }

  /**
   * An unknown condition leaves the last known one.
   * @returns whether `outages()` may have changed
   */
  function learn(id: string, unit: Known, condition: Unit['condition']): boolean {
    if (condition === 'unknown' || unit.condition === condition) return false;
    const isSame = unit.condition !== 'unknown' && !isOut(unit.condition) && !isOut(condition);
    unit.condition = condition;
    if (isSame || !watched.has(id)) return false;
    notices.learn(id, isOut(condition), condition === 'entrapment');
    return true;
  }

  function startFrom(id: string): void {
    const condition = known.get(id)?.condition ?? 'unknown';
    if (condition !== 'unknown') notices.learn(id, isOut(condition), condition === 'entrapment');
  }

  const countOf = (condition: Unit['condition']) =>
    [...watched].filter((id) => known.get(id)?.condition === condition).length;

  async function load(whose: string): Promise<void> {
    const stored = await inTurn(() =>
      readSealedJson({ store, log }, entryOf(whose), Stored, 'the list of watched units'),
    );
    if (closed || account !== whose) return;
    watched = new Set(stored);
    for (const id of watched) startFrom(id);
    onChange();
  }

  function switchTo(next: string | undefined): void {
    account = next;
    watched = new Set();
    known.clear();
    notices.clear();
  }

  return {
    /** Unit IDs; empty until `follow` has read them. */
    watched: (): readonly string[] => [...watched],
    outages: (): Outages => ({
      outOfService: countOf('out-of-service'),
      entrapments: countOf('entrapment'),
    }),

    /** Switches to this account's units and forgets what the previous account has seen. */
    follow(next: string | undefined): Promise<void> {
      if (next === account) return loaded;
      switchTo(next);
      loaded = next === undefined ? Promise.resolve() : load(next);
      return loaded;
    },

    /** Adds or removes units. Throws `sign-in-needed`, and `bad-request` beyond 1,000 units. */
    async change(ids: readonly string[], add: boolean): Promise<void> {
      // The account may change while its units are read.
      await settled(() => loaded);
      const whose = account;
      if (whose === undefined) throw new AppError('sign-in-needed', 'Nobody is signed in.');
      const next = new Set(watched);
      for (const id of ids) add ? next.add(id) : next.delete(id);
      if (next.size > limit && add) throw tooMany(next.size);
      for (const id of ids) {
        if (add && !watched.has(id)) startFrom(id);
        if (!add) notices.remove(id);
      }
      watched = next;
      onChange();
      // Checked in the queue: after a sign-out nothing must be written.
      await inTurn(async () => {
        if (account === whose) await store.write(entryOf(whose), JSON.stringify([...next]));
      });
    },

    /** A page of the list, with live changes included. The first known state of a unit notifies of an entrapment only. */
    see(units: readonly Unit[]): void {
      if (closed) return;
      let changed = false;
      for (const { id, name, site, condition } of units) {
        const unit = knownOf(id);
        unit.name = name;
        unit.site = site;
        if (learn(id, unit, condition)) changed = true;
      }
      if (changed) onChange();
    },

    /** Live changes. */
    apply(updates: readonly UnitUpdate[]): void {
      if (closed) return;
      let changed = false;
      for (const { id, condition } of updates) {
        if (condition !== undefined && learn(id, knownOf(id), condition)) changed = true;
      }
      if (changed) onChange();
    },

    /** Removes this account's stored units too (R28). */
    async forget(whose: string): Promise<void> {
      if (account === whose) switchTo(undefined);
      await inTurn(() => store.remove(entryOf(whose)));
    },

    close(): void {
      closed = true;
      notices.clear();
    },
  };
}

function tooMany(count: number): AppError {
  const text = `at most ${limit.toLocaleString('en')} units can be watched, and these would be ${count.toLocaleString('en')}`;
  return new AppError('bad-request', `The units are not watched: ${text}.`, {
    hint: 'Choose fewer units, or stop watching others first.',
    details: { text },
  });
}
