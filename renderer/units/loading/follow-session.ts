import type { DeskState } from '../../../electron/contract/desk.ts';
import type { DeskStore } from '../../desk-store.ts';
import type { UnitsList } from './units-list.ts';

/** Loads the units as soon as somebody is signed in and the key is there; drops them when that person leaves. */
export function followSession(desk: DeskStore, list: UnitsList): void {
  let owner: string | null = null;
  let loaded = false;
  const follow = () => {
    const state = desk.state.get();
    const next = ownerOf(state);
    if (next !== owner) {
      owner = next;
      loaded = false;
      list.clear();
    }
    const ready = owner !== null && state?.subscriptionKey === 'set';
    if (ready && !loaded) void list.refresh();
    loaded = ready;
  };
  desk.state.subscribe(follow);
  follow();
}

/** Whose units these are; null when nobody is signed in. They stay while that person adds another account. */
function ownerOf(state: DeskState | null): string | null {
  if (state === null || state.session.account === null) return null;
  return JSON.stringify([state.session.account.id, state.connection?.id]);
}
