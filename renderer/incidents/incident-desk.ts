import type { HandOverFile, OpenedHandOver } from '../../electron/contract/hand-over.ts';
import type { DeskStore } from '../desk-store.ts';
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
  return {
    ...incidents,
    selection: createIncidentSelection(incidents),
    /** The dialog that is open. */
    dialog: observable<IncidentDialog | null>(null),
    /** The hand-over of a colleague while it is shown. */
    opened: observable<OpenedHandOver | null>(null),
    /** What the printed page has, while it is made. */
    printed: observable<Pick<HandOverFile, 'incidents' | 'lack'> | null>(null),
  };
}
