import './ui/theme.css';
import './ui/controls.css';
import './ui/badges.css';
import './ui/messages.css';
import './ui/overlays.css';
import './ui/segments.css';
import './ui/shell.css';
import './ui/suggestions.css';
import './ui/tabs.css';
import './sign-in/sign-in.css';
import './sign-in/account.css';
import './connections/connections.css';
import './units/units.css';
import './units/grid/unit-grid.css';
import './units/grid/grid-columns.css';
import './workbench/console/console.css';
import './workbench/console/console-request.css';
import './workbench/doctor.css';
import './workbench/identity.css';
import './settings/managed.css';
import './actions/actions.css';
import './agent/agent.css';
import './units/details/details.css';
import './units/live/live.css';
import './units/overview/overview.css';
import './units/history/history.css';
import './units/history/timeline.css';
import './units/report/report.css';
import './units/history/history-print.css';
import './units/outages/outages.css';
import './units/groups/groups.css';
import './units/notes/notes.css';
import './incidents/incidents.css';
import './ui/notices.css';
import './header.css';
import './settings/settings-screen.css';
import './units/toolbar/toolbar.css';
import './units/toolbar/scope.css';
import './wall/wall.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { DeskState } from '../electron/contract/desk.ts';
import { createRecent } from './actions/recent.ts';
import { createProgramRequests } from './agent/program-requests.ts';
import { App } from './app.tsx';
import type { SetupStart } from './connections/setup/setup-fields.ts';
import { createDeskStore } from './desk-store.ts';
import { createDesktopClient } from './desktop.ts';
import { ErrorBoundary } from './diagnostics/error-boundary.tsx';
import { createErrorReports, reportUncaught } from './diagnostics/page-errors.ts';
import { tellPainted } from './first-paint.ts';
import { createIncidentDesk } from './incidents/incident-desk.ts';
import type { Place } from './navigation.tsx';
import { observable } from './observable.ts';
import { ServicesContext } from './services.ts';
import { createSettingsOpen } from './settings/settings-open.ts';
import { createTranslations, strings } from './ui/i18n.ts';
import { formatLocale, warmTimes } from './ui/time.ts';
import { createUnitsExport } from './units/export/units-export.ts';
import type { RowRequest } from './units/grid/row-request.ts';
import { createSelection } from './units/grid/selection.ts';
import { followSparks } from './units/history/follow-sparks.ts';
import type { HistoryRange } from './units/history/history-range.ts';
import { createUnitSparks } from './units/history/unit-sparks.ts';
import { createLastUpdate } from './units/live/last-update.ts';
import { followLive } from './units/live/live-follow.ts';
import { rereadList } from './units/live/reread.ts';
import { followSession } from './units/loading/follow-session.ts';
import { keepView } from './units/loading/keep-view.ts';
import { createUnitsList } from './units/loading/units-list.ts';
import { keepNotes } from './units/notes/keep-notes.ts';
import { createUnitNotes } from './units/notes/unit-notes.ts';
import { createOpenOutages } from './units/outages/open-outages.ts';
import type { Goal } from './units/outages/use-goal.ts';
import { createPanes } from './units/panes.ts';
import { UnitStore } from './units/table/unit-store.ts';
import { createUnitText } from './units/table/unit-text.ts';
import { createConsoleStore } from './workbench/console/console-store.ts';

/** What the operator says of units. */
const unitNotes = createUnitNotes();
const unitSparks = createUnitSparks();
const unitText = (locale: DeskState['locale']) =>
  createUnitText(
    formatLocale(locale, navigator.languages),
    strings[locale].units.labels,
    unitNotes,
    unitSparks,
  );

const translations = createTranslations('en');
const desktop = createDesktopClient(window.desktop);
const desk = createDeskStore(desktop);
const units = new UnitStore(unitText('en'), {}, unitNotes);
const list = createUnitsList(desktop, units, ({ connection, account }) => {
  const state = desk.state.get();
  return state?.connection?.id === connection && state.session.account?.id === account;
});
const csv = createUnitsExport(desktop);
const incidents = createIncidentDesk(desktop, desk, units);
const sparks = followSparks(desktop, desk, units, unitSparks);
const selection = createSelection(units);
const lastUpdate = createLastUpdate(desktop);
/** The id of the table's active unit, which the details show. */
const activeUnit = observable<string | null>(null);
const appliedView = observable<string | null>(null);
/** The connection set-up while it is open, whatever the current place is. */
const setup = observable<SetupStart | null>(null);
/** The text about the last action, while it is visible. */
const toast = observable<{ readonly text: string } | null>(null);
/** The text of the one status region. */
const status = observable('');

/** Confirms an action with no other visible result: in a toast and in the status region. */
function say(text: string): void {
  status.set(text);
  toast.set({ text });
}

/** Created once; every screen may use it. */
export type Services = typeof services;
const services = {
  desktop,
  desk,
  units,
  list,
  consoleStore: createConsoleStore(desktop, desk, activeUnit.get),
  activeUnit,
  live: followLive(desktop, desk, units, list),
  /** Why the table's arrangement could not be saved. */
  viewFailure: keepView(desktop, desk, units),
  /** Tags and notes of units: changes them, and keeps what is folded. */
  notes: keepNotes(desktop, desk, units),
  /** What the operator does about outages. */
  incidents,
  csv,
  selection,
  lastUpdate,
  sparks,
  /** The period that the details show the history of. */
  historyRange: observable<HistoryRange>('week'),
  outages: createOpenOutages(units, list.state, incidents.open),
  /** Which panes around the table are open. */
  panes: createPanes(desktop, desk),
  /** The name of the saved view that was applied last. */
  appliedView,
  /** The unit that the table goes to, or went to last. */
  wanted: observable<Goal | null>(null),
  /** The context menu of a row while it is open. */
  rowMenu: observable<RowRequest | null>(null),
  /** The list of all actions or of their keys, or the report on availability, while it is open. */
  lookup: observable<'palette' | 'keys' | 'report' | null>(null),
  /** What was chosen in that list last. */
  recent: createRecent(desk),
  /** The current place in the window. */
  place: observable<Place>('units'),
  setup,
  /** Whether the settings are shown, over whatever the current place is. */
  settingsOpen: createSettingsOpen(desk, setup),
  /** The initial text of the dialog for a pasted token, while it is open. */
  pasting: observable<string | null>(null),
  toast,
  status,
  say,
  /** Programs that ask for access. */
  programRequests: createProgramRequests(desk, ({ name }) => say(translations.t('programs.lost', { name }))),
};

/** Sets language and theme on the document before any component renders text. */
desk.state.subscribe(() => {
  const state = desk.state.get();
  if (state === null) return;
  document.documentElement.setAttribute('data-theme', state.settings.theme);
  if (state.locale === translations.language && state.locale === document.documentElement.lang) return;
  document.documentElement.lang = state.locale;
  void translations.changeLanguage(state.locale);
  units.setText(unitText(state.locale));
});
followSession(desk, {
  ...list,
  clear() {
    // The running export, the selection, the report, the last update and the applied view belong to the previous account.
    csv.clear();
    if (services.lookup.get() === 'report') services.lookup.set(null);
    selection.clear();
    lastUpdate.clear();
    sparks.clear();
    activeUnit.set(null);
    appliedView.set(null);
    list.clear();
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
const report = createErrorReports(desktop);
reportUncaught(window, report);
createRoot(root, {
  onCaughtError: (error) => report('render', error),
  onUncaughtError: (error) => report('render', error),
}).render(
  <I18nextProvider i18n={translations}>
    <ServicesContext value={services}>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </ServicesContext>
  </I18nextProvider>,
);
tellPainted(desktop, desk);
rereadList(desk, units, list);
void desk.load();
// While main answers.
setTimeout(warmTimes);
