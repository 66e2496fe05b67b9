import type { Failure } from '../../../electron/contract/failure.ts';
import type { FoldedGroups, UnitNote } from '../../../electron/contract/notes.ts';
import { groupings } from '../../../electron/contract/table.ts';
import { type DeskStore, ownerName, ownerOf } from '../../desk-store.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { observable } from '../../observable.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** Units per message to main: the most that the contract allows. */
const chunk = 5_000;
/** How long folds must stay the same before they are saved, in ms. */
const rest = 400;
/** What the contract allows: names of groups, and the length of one. */
const mostNames = 1_000;
const longestName = 500;

/** A change of what is said of units; what is left out stays. */
export interface NoteChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly note?: string;
}

/**
 * Shows the tags, the notes and the folds of whoever is signed in, and keeps what changes in main, which knows what
 * is allowed. A change shows at once, and is undone if main refuses it.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share whose notes are shown
export function keepNotes(desktop: DesktopClient, desk: DeskStore, store: UnitStore) {
  const failure = observable<Failure | null>(null);
  let owner: string | null = null;
  /** By unit, its last change: the answer to an earlier one is outdated, and so is what is being read. */
  const latest = new Map<string, symbol>();
  let keptFolds = store.groups.folds;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function read(): Promise<void> {
    const mine = owner;
    for (let from = 0, last = false; !last; ) {
      const page = await desktop.call('unitNotes', { from });
      if (page === null || owner !== mine) return;
      if (ownerName(page.owner) !== mine) return;
      if (from === 0) {
        store.groups.setFolds(page.folds);
        keptFolds = page.folds;
      }
      store.setNotes(page.notes.filter(({ id }) => !latest.has(id)));
      from += page.notes.length;
      ({ last } = page);
    }
  }

  function follow(): void {
    const next = ownerOf(desk.state.get());
    if (next === owner) return;
    owner = next;
    latest.clear();
    clearTimeout(timer);
    failure.set(null);
    store.clearNotes();
    store.groups.setFolds({});
    keptFolds = store.groups.folds;
    // Without them the table is only less than it could be; a change tells what is wrong.
    if (owner !== null) read().catch(() => undefined);
  }

  async function saveFolds(): Promise<void> {
    clearTimeout(timer);
    const { folds } = store.groups;
    const changed = groupings.filter((each) => folds[each] !== keptFolds[each]);
    keptFolds = folds;
    for (const grouping of changed) {
      const { [grouping]: next } = folds;
      if (next !== undefined) await desktop.call('keepFolds', { grouping, folds: fitting(next) });
    }
  }
  const look = () => {
    if (owner === null || store.groups.folds === keptFolds) return;
    clearTimeout(timer);
    // A fold that is not kept is not worth a message.
    timer = setTimeout(() => saveFolds().catch(() => undefined), rest);
  };

  /** Changes a few units; throws a DesktopError after everything is as it was. */
  async function changeSome(ids: readonly string[], change: NoteChange): Promise<void> {
    const mine = Symbol('change');
    const { add = [], remove = [], note } = change;
    const before = ids.map((id): UnitNote => ({ id, ...store.notes.of(id) }));
    for (const id of ids) latest.set(id, mine);
    const isCurrent = ({ id }: UnitNote) => latest.get(id) === mine;
    store.setNotes(before.map((each) => changed(each, change)));
    try {
      const now = await desktop.call('changeNotes', {
        ids: [...ids],
        add: [...add],
        remove: [...remove],
        note: note ?? null,
      });
      store.setNotes(now.filter(isCurrent));
    } catch (cause) {
      store.setNotes(before.filter(isCurrent));
      throw cause;
    }
  }

  store.subscribe(look);
  desk.state.subscribe(follow);
  follow();
  // A closing window does not wait for a timer.
  globalThis.addEventListener?.('pagehide', () => {
    if (owner !== null && store.groups.folds !== keptFolds) saveFolds().catch(() => undefined);
  });
  return {
    /** Why the last change was not made. */
    failure,
    /** Changes units, one after the other in large parts; false if main has refused one, which is undone then. */
    async change(ids: readonly string[], change: NoteChange): Promise<boolean> {
      try {
        for (let start = 0; start < ids.length; start += chunk)
          await changeSome(ids.slice(start, start + chunk), change);
        failure.set(null);
        return true;
      } catch (cause) {
        failure.set(failureOf(cause));
        return false;
      }
    },
  };
}

function changed({ id, tags, note }: UnitNote, { add = [], remove = [], note: next }: NoteChange): UnitNote {
  const all = new Set([...tags.filter((tag) => !remove.includes(tag)), ...add]);
  return { id, tags: [...all].sort(), note: next ?? note };
}

function fitting({ all, except }: FoldedGroups): FoldedGroups {
  return { all, except: except.filter((name) => name.length <= longestName).slice(-mostNames) };
}
