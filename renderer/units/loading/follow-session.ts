import { type DeskStore, ownerOf } from '../../desk-store.ts';
import type { UnitsList } from './units-list.ts';

/** Loads the units once an account is signed in and the key is set; clears them when the account changes. */
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
