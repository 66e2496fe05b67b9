import type { Failure } from '../../../electron/contract/failure.ts';
import type { UnitsView } from '../../../electron/contract/views.ts';
import type { DeskStore } from '../../desk-store.ts';
import { type DesktopClient, failureOf } from '../../desktop.ts';
import { observable } from '../../observable.ts';
import { noFilters } from '../table/unit-filters.ts';
import type { UnitStore } from '../table/unit-store.ts';

/** How long the table's arrangement must stay the same before it is saved, in ms. */
const rest = 400;

/**
 * Restores the table's arrangement of the last run, and saves it from then on. Search and filters are not saved,
 * because a start that hides units would confuse. The returned observable holds the failure of the last save.
 */
export function keepView(desktop: DesktopClient, desk: DeskStore, store: UnitStore) {
  const failure = observable<Failure | null>(null);
  let kept: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const { tags: _sealed, ...unfiltered } = noFilters;
  const arrangement = (): UnitsView => ({ ...store.view(), ...unfiltered, query: '' });
  const keep = async () => {
    clearTimeout(timer);
    timer = undefined;
    const view = arrangement();
    kept = JSON.stringify(view);
    try {
      await desktop.call('keepView', view);
      failure.set(null);
    } catch (cause) {
      failure.set(failureOf(cause));
    }
  };
  let layout = store.layout();
  const look = () => {
    if (kept === null || store.layout() === layout) return;
    layout = store.layout();
    clearTimeout(timer);
    timer = JSON.stringify(arrangement()) === kept ? undefined : setTimeout(keep, rest);
  };
  const begin = () => {
    const state = desk.state.get();
    if (state === null || kept !== null) return;
    if (state.view !== null) store.setView({ ...state.view, ...unfiltered, query: '' });
    kept = JSON.stringify(arrangement());
  };

  store.subscribe(look);
  desk.state.subscribe(begin);
  begin();
  // A closing window does not wait for a timer.
  globalThis.addEventListener?.('pagehide', () => timer !== undefined && void keep());
  return failure;
}
