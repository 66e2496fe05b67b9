import { fittingText } from '../../electron/contract/fitting-text.ts';
import { type Here, hasSession } from './action.ts';
import { goToUnit } from './go-to-unit.ts';
import { isCovered } from './perform.ts';

/** Of an ID that a stranger's link may hold, characters: a longer one would fill the window. */
const longestSaid = 60;

/**
 * Shows the unit that a link or a notification asks for, as soon as somebody is signed in and the list has it, or says that it has
 * not. Either ends the wall display: whoever asked is in front of it. While a dialog is open, it waits: what was typed there would
 * be lost. Returns what stops it.
 * @param latest the services with the texts of now
 */
export function followAskedUnit(latest: () => Here): () => void {
  /** Shown, but main has not heard of it yet. */
  let shown: string | null = null;

  function look(): void {
    const here = latest();
    const asked = here.desk.state.get()?.askedUnit ?? null;
    if (asked === null) shown = null;
    if (asked === null || asked === shown || !isAnswered(here, asked)) return;
    shown = asked;
    here.desktop.call('unitShown', { id: asked }).catch(() => undefined);
    if (here.desk.state.get()?.wall.isOn)
      here.desktop.call('changeWall', { isOn: false }).catch(() => undefined);
  }

  /** What changes may take a dialog away with it, a little later and without an event. */
  function changed(): void {
    look();
    if (isBelowDialog(latest())) setTimeout(look);
  }

  const { desk, list, units, setup } = latest();
  const stop = [desk.state, list.state, units, setup].map(({ subscribe }) => subscribe(changed));
  // The event of a dialog that closes does not bubble.
  document.addEventListener('close', look, { capture: true });
  look();
  return () => {
    document.removeEventListener('close', look, { capture: true });
    for (const each of stop) each();
  };
}

/** The lists of actions and keys close for it. */
function isBelowDialog({ lookup }: Here): boolean {
  return lookup.get() === null && isCovered({});
}

/** True if the unit is shown, or known not to be there. */
function isAnswered(here: Here, id: string): boolean {
  const { units, list, lookup, rowMenu, say, t } = here;
  if (!hasSession(here) || isBelowDialog(here)) return false;
  const isThere = units.find(id) !== undefined;
  if (!isThere && (list.state.get().phase !== 'ready' || units.busy)) return false;
  if (!isThere) {
    say(t('actions.noUnit', { id: fittingText(id, longestSaid) }));
    return true;
  }
  // They would lie over it.
  lookup.set(null);
  rowMenu.set(null);
  goToUnit(here, id);
  return true;
}
