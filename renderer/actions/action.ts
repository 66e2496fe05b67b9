import { shownSetup } from '../connections/setup/setup-fields.ts';
import type { useServices } from '../services.ts';
import type { IconName } from '../ui/icons.tsx';

/** All services with the texts: an action reads from it what is possible, and acts by it. */
export type Here = ReturnType<typeof useServices>;

/** Something that a person can do. `Given` is what it is done to, where it needs to be told. */
interface Doable<Given extends readonly unknown[]> {
  /** Unique, in words with hyphens; main gets it with the menu. */
  readonly id: string;
  readonly title: (here: Here, ...given: Given) => string;
  /** In the notation of `keysOf`; the first are those that are shown. */
  readonly keys?: readonly string[];
  readonly icon?: IconName;
  /** Whether it can be done now. Never asks main: it is called for the whole list again and again. */
  readonly possible: (here: Here, ...given: Given) => boolean;
  /** A failure that it throws is shown to the person. */
  readonly run: (here: Here, ...given: Given) => unknown;
}

export interface Action extends Doable<[]> {
  /** For what is on or off. */
  readonly checked?: (here: Here) => boolean;
  /** Possible while a dialog is open, too, because it changes nothing in it. */
  readonly anywhere?: true;
  /** Not offered in the palette: there it would make no sense. */
  readonly unlisted?: true;
}

/** An action on the units of a row's context menu, by their IDs: those that are selected, or the one of the row. */
export type UnitAction = Doable<[ids: readonly string[]]>;

/** Whether somebody is signed in, and no set-up is open. */
export function hasSession({ desk, setup }: Here): boolean {
  const state = desk.state.get();
  return state?.session.phase === 'signed-in' && shownSetup(setup.get(), state) === null;
}

/** Whether somebody is signed in, and neither a set-up nor the settings are open. */
export function isAtWork(here: Here): boolean {
  return hasSession(here) && !here.settingsOpen.get();
}

/** Whether the units are on the screen, and there are any. */
export function isAtUnits(here: Here): boolean {
  return isAtWork(here) && here.place.get() === 'units' && here.units.size > 0;
}
