import { type DeskStore, ownerOf } from '../desk-store.ts';

/** How many are remembered. */
const most = 6;

/**
 * What was chosen in the palette last, newest first, by the keys of its entries. Only of the account that is signed in, and only
 * while the window is open: units and views are personal (R28).
 */
export function createRecent(desk: Pick<DeskStore, 'state'>) {
  let owner: string | null = null;
  let keys: readonly string[] = [];
  const own = (): readonly string[] => (owner === ownerOf(desk.state.get()) ? keys : []);
  return {
    keys: own,
    note(key: string): void {
      keys = [key, ...own().filter((each) => each !== key)].slice(0, most);
      owner = ownerOf(desk.state.get());
    },
  };
}
