/** The one list of what a person can do: it feeds the menu, the palette, the keys and the buttons (docs/actions.md). */
import type { Action, UnitAction } from './action.ts';
import { fileActions } from './file-actions.ts';
import { helpActions } from './help-actions.ts';
import { programActions } from './program-actions.ts';
import { settingsActions } from './settings-actions.ts';
import { unitActions } from './unit-actions.ts';
import { unitsActions } from './units-actions.ts';
import { viewActions } from './view-actions.ts';

export type ActionGroup = 'view' | 'units' | 'file' | 'settings' | 'help';

/** The actions by where they belong, in the order in which they are shown: first what is done all day. */
export const actionGroups: Readonly<Record<ActionGroup, readonly Action[]>> = {
  view: viewActions,
  units: unitsActions,
  file: fileActions,
  settings: [...settingsActions, ...programActions],
  help: helpActions,
};

export const allActions: readonly Action[] = Object.values(actionGroups).flat();

/** The actions of a row's context menu, in groups with a line between them. */
export const rowActions: readonly (readonly UnitAction[])[] = unitActions;

const byId = new Map(allActions.map((action) => [action.id, action]));

/** The action with this id. Throws for an unknown one, which is a programming error. */
export function actionOf(id: string): Action {
  const action = byId.get(id);
  if (action === undefined) throw new Error(`There is no action "${id}".`);
  return action;
}

/** The same for an id that came from outside; undefined for an unknown one. */
export function findAction(id: string): Action | undefined {
  return byId.get(id);
}
