import { vi } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import type { Here } from '../../../../renderer/actions/action.ts';
import { createRecent } from '../../../../renderer/actions/recent.ts';
import { createIncidentDesk } from '../../../../renderer/incidents/incident-desk.ts';
import { observable } from '../../../../renderer/observable.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';
import type { ExportState } from '../../../../renderer/units/export/units-export.ts';
import { createSelection } from '../../../../renderer/units/grid/selection.ts';
import type { UnitStore } from '../../../../renderer/units/table/unit-store.ts';
import { deskState, signedIn } from '../desk-state.ts';
import { storeOf, unit } from '../units/sample.ts';
import { wholeList } from '../units/whole-list.ts';

/** What an action gets: a window with two units in Berlin, which somebody is signed in to; a test names what differs. */
export function hereWith(
  state: Partial<DeskState> = {},
  units: UnitStore = storeOf(unit('u-1'), unit('u-2', { name: 'Lift & Go', site: 'Arcade' })),
  language: 'en' | 'de' = 'en',
) {
  // For the size of the window, by which the overview is open.
  vi.stubGlobal('window', { innerHeight: 760 });
  const desk = { state: observable<DeskState | null>(deskState({ session: signedIn('ann'), ...state })) };
  const call = vi.fn(async (_name: string, _input?: unknown): Promise<unknown> => undefined);
  const edit = vi.fn();
  // Of its own: what the page asks by itself is nobody's action.
  const quiet = { call: async () => null, on: () => () => undefined };
  const draft = { method: 'GET', path: '/units', headers: [], body: null };
  const here = {
    t: createTranslations(language).t,
    desktop: { call },
    desk,
    units,
    selection: createSelection(units),
    incidents: createIncidentDesk(quiet as never, desk, units),
    list: { state: observable(wholeList), refresh: vi.fn() },
    csv: { state: observable<ExportState>({ phase: 'idle' }) },
    panes: { overview: observable<boolean | null>(null), details: observable(false) },
    place: observable('units'),
    setup: observable(null),
    settingsOpen: observable(false),
    appliedView: observable(null),
    pasting: observable(null),
    programRequests: { open: vi.fn() },
    wanted: observable(null),
    lookup: observable(null),
    toast: observable(null),
    rowMenu: observable(null),
    recent: createRecent(desk as never),
    status: observable(''),
    say: vi.fn(),
    consoleStore: { state: observable({ draft }), edit },
  };
  return { here: here as unknown as Here, call, say: here.say, edit, desk };
}
