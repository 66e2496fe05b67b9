import type { HandlersOf } from '../../contract/calls.ts';
import { watchedEntry } from '../connection/stored-entries.ts';
import { createLive, type Live, type LiveParts } from '../live/live.ts';
import { createUnitWatch, type UnitWatchParts } from '../units/unit-watch.ts';
import { createUnitList, type UnitListParts } from './unit-list.ts';

interface AccountUnitsParts
  extends Omit<LiveParts, 'alwaysFollow'>,
    Omit<UnitListParts, 'live'>,
    Pick<UnitWatchParts, 'notify' | 'language'> {}

export type AccountUnits = ReturnType<typeof createAccountUnits>;

/** The units of the current account: their list, their live updates, and those that the operator watches. */
export function createAccountUnits(parts: AccountUnitsParts) {
  const { connection, account } = parts;
  const watch = createUnitWatch({ ...parts, entry: watchedEntry(connection), onChange: changed });
  const live: Live = createLive({
    ...parts,
    alwaysFollow: watch.watched,
    onUpdates(updates) {
      watch.apply(updates);
      list.apply(updates);
      parts.onUpdates(updates);
    },
  });
  const list = createUnitList({
    ...parts,
    live,
    onPage(page) {
      watch.see(page.units);
      parts.onPage(page);
    },
  });

  /** What decides about the live updates has changed: the watched units, or the subscription key. */
  function changed(): void {
    live.check();
    parts.onChange();
  }

  const calls: HandlersOf<'units' | 'live'> = {
    ...list.calls,
    followUnits: ({ ids, inSight }) => live.follow(ids, inSight),
    pauseLive: ({ paused }) => live.pause(paused),
    watchUnits: ({ ids, watched }) => watch.change(ids, watched),
  };
  return {
    calls,
    list,
    live,
    watch,
    changed,
    /** To be called when another account may be the current one. */
    follow(): void {
      live.check();
      void watch.follow(account());
    },
    /** Removes what is stored of this account's units (R28). */
    async forget(whose: string | undefined): Promise<void> {
      list.clear();
      await Promise.all([list.removeStored(), whose === undefined ? undefined : watch.forget(whose)]);
    },
    close(): void {
      live.close();
      list.close();
      watch.close();
    },
  };
}
