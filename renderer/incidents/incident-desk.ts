import type { HandOverFile, OpenedHandOver } from '../../electron/contract/hand-over.ts';
import { type DeskStore, ownerOf } from '../desk-store.ts';
import type { DesktopClient } from '../desktop.ts';
import { observable } from '../observable.ts';
import type { UnitStore } from '../units/table/unit-store.ts';
import { createIncidentSelection } from './incident-selection.ts';
import { keepIncidents } from './keep-incidents.ts';

/** The dialogs that ask for more about what is chosen. */
export type IncidentDialog = 'snooze' | 'note' | 'maintenance';

/** All about incidents in one: what is known, what is chosen, and what is open over the screen. */
export function createIncidentDesk(desktop: DesktopClient, desk: Pick<DeskStore, 'state'>, units: UnitStore) {
  const incidents = keepIncidents(desktop, desk, units);
  const selection = createIncidentSelection(incidents);
  const dialog = observable<IncidentDialog | null>(null);
  const opened = observable<OpenedHandOver | null>(null);
  let owner = ownerOf(desk.state.get());
  // Another account may have units with the same ids: nothing that was begun for the former one goes on.
  desk.state.subscribe(() => {
    const next = ownerOf(desk.state.get());
    if (next === owner) return;
    owner = next;
    selection.forget();
    dialog.set(null);
    opened.set(null);
  });
  return {
    ...incidents,
    selection,
    /** The dialog that is open. */
    dialog,
    /** The hand-over of a colleague while it is shown. */
    opened,
    /** What the printed page has, while it is made. */
    printed: observable<Pick<HandOverFile, 'incidents' | 'lack'> | null>(null),
  };
}
