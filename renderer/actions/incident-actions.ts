import { acknowledge, areAcknowledged, openHandOver, saveHandOver, undo } from '../incidents/deeds.ts';
import type { IncidentDialog } from '../incidents/incident-desk.ts';
import { type Action, type Here, isAtWork, type UnitAction } from './action.ts';

function isAtIncidents(here: Here): boolean {
  return isAtWork(here) && here.place.get() === 'incidents';
}

const openOnes = ({ incidents }: Here): readonly string[] => incidents.selection.targets().open;
const hasOpenOnes = (here: Here): boolean => isAtIncidents(here) && openOnes(here).length > 0;

function hasTargets(here: Here): boolean {
  if (!isAtIncidents(here)) return false;
  const { open, ended } = here.incidents.selection.targets();
  return open.length + ended.length > 0;
}

const asking = (dialog: IncidentDialog, key: string, possible: (here: Here) => boolean): Action => ({
  id: `incident-${dialog}`,
  title: ({ t }) => t(`incidents.actions.${dialog}`),
  keys: [key],
  icon: ({ snooze: 'history', note: 'edit', maintenance: 'wrench' } as const)[dialog],
  possible,
  run: ({ incidents }) => incidents.dialog.set(dialog),
});

/** What is done about the incidents that are chosen, and the hand-over. */
export const incidentActions: readonly Action[] = [
  {
    id: 'incident-acknowledge',
    title: (here) =>
      here.t(
        areAcknowledged(here, openOnes(here))
          ? 'incidents.actions.withdraw'
          : 'incidents.actions.acknowledge',
      ),
    keys: ['Mod+Shift+A'],
    icon: 'check',
    possible: hasOpenOnes,
    run: (here) => acknowledge(here, openOnes(here)),
  },
  asking('snooze', 'Mod+Shift+S', hasOpenOnes),
  asking('note', 'Mod+Shift+N', hasOpenOnes),
  asking('maintenance', 'Mod+Shift+M', hasTargets),
  {
    id: 'incident-undo',
    title({ incidents, t }) {
      const last = incidents.last.get();
      if (last === null) return t('incidents.actions.undo');
      return t('incidents.actions.undoWhat', { what: t(`incidents.deeds.${last.deed}`) });
    },
    keys: ['Mod+Shift+U'],
    icon: 'undo',
    possible: (here) => isAtIncidents(here) && here.incidents.last.get() !== null,
    run: undo,
  },
  {
    id: 'save-hand-over',
    title: ({ t }) => t('incidents.actions.save'),
    icon: 'save',
    possible: isAtIncidents,
    run: (here) => saveHandOver(here, 'file'),
  },
  {
    id: 'save-hand-over-page',
    title: ({ t }) => t('incidents.actions.page'),
    icon: 'save',
    possible: isAtIncidents,
    run: (here) => saveHandOver(here, 'page'),
  },
  {
    id: 'open-hand-over',
    title: ({ t }) => t('incidents.actions.openFile'),
    icon: 'folder',
    possible: isAtIncidents,
    run: openHandOver,
  },
];

/** The units of a row's menu that have an open outage. */
function outOf({ incidents }: Here, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => incidents.openOf(id) !== undefined);
}

/** What can be done about the outages of units where these are listed. */
export const incidentUnitActions: readonly UnitAction[] = [
  {
    id: 'unit-acknowledge',
    title(here, ids) {
      const out = outOf(here, ids);
      const what = areAcknowledged(here, out) ? 'withdrawOutages' : 'acknowledgeOutages';
      return here.t(`incidents.actions.${what}`, { count: out.length });
    },
    icon: 'incidents',
    possible: (here, ids) => outOf(here, ids).length > 0,
    run: (here, ids) => acknowledge(here, outOf(here, ids)),
  },
];
