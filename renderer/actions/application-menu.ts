import type { AppMenu, AppMenuItem } from '../../electron/contract/menu.ts';
import type { MenuRole } from '../../electron/contract/names.ts';
import type { Here } from './action.ts';
import { menuKeys } from './keys.ts';
import { actionOf } from './registry.ts';

/** An item is a role of the system, the id of an action, or a line between groups. */
type Item = { readonly role: MenuRole } | string | null;
const line = null;

interface Menu {
  readonly title: keyof typeof import('../ui/strings/actions-en.ts').actionsEn.menus | null;
  readonly items: readonly Item[];
}

const role = (name: MenuRole): Item => ({ role: name });

/** The menu of the app itself, which a Mac has: what other systems have under "File". */
const app: Menu = {
  title: null,
  items: [
    ...[role('about'), line, 'settings', 'programs', line, role('services'), line],
    ...[role('hide'), role('hideOthers'), role('unhide'), line, role('quit')],
  ],
};

const edit: Menu = {
  title: 'edit',
  items: [
    ...(['undo', 'redo'] as const).map(role),
    line,
    ...(['cut', 'copy', 'paste', 'delete', 'selectAll'] as const).map(role),
    line,
    'search',
  ],
};

const view: Menu = {
  title: 'view',
  items: [
    ...['palette', line, 'show-units', 'show-incidents', 'show-identity', 'show-console', 'show-doctor'],
    ...[line, 'refresh', 'pause-live', 'overview', 'details', 'show-all', line],
    ...['zoom-in', 'zoom-out', 'zoom-reset', role('togglefullscreen'), 'wall'],
  ],
};

const incidents: Menu = {
  title: 'incidents',
  items: [
    ...['incident-acknowledge', 'incident-snooze', 'incident-note', 'incident-maintenance'],
    ...['incident-undo', line, 'save-hand-over', 'save-hand-over-page', 'open-hand-over'],
  ],
};

function file(isMac: boolean): Menu {
  const files = ['open-connection', line, 'export-excel', 'export-csv', 'export-json', 'report'];
  const accounts = [line, 'copy-token', 'sign-in', 'add-account', 'paste-token', 'sign-out', line];
  const end = isMac ? [role('close')] : ['settings', 'programs', line, role('close'), role('quit')];
  return { title: 'file', items: [...files, ...accounts, ...end] };
}

function windows(isMac: boolean): Menu {
  const panes = [line, 'next-pane', 'previous-pane'];
  const items = isMac
    ? [role('minimize'), role('zoom'), ...panes, line, role('front')]
    : [role('minimize'), ...panes];
  return { title: 'window', items };
}

function layout(isMac: boolean): readonly Menu[] {
  const help: Menu = { title: 'help', items: ['keys', 'check-updates'] };
  const all = [file(isMac), edit, view, incidents, windows(isMac), help];
  return isMac ? [app, ...all] : all;
}

/** The application menu in the person's language, with what is possible now. */
export function applicationMenu(here: Here, isMac: boolean): AppMenu[] {
  return layout(isMac).map(({ title, items }) => ({
    role: title === 'window' || title === 'help' ? title : null,
    label: title === null ? here.t('app.name') : here.t(`actions.menus.${title}`),
    items: items.map((item) => itemOf(item, here)),
  }));
}

function itemOf(item: Item, here: Here): AppMenuItem {
  if (item === line) return { kind: 'separator' };
  if (typeof item !== 'string')
    return { kind: 'role', role: item.role, label: here.t(`actions.roles.${item.role}`) };
  const { id, title, keys, possible, checked } = actionOf(item);
  return {
    kind: 'action',
    id,
    label: title(here),
    keys: menuKeys(keys?.[0]),
    enabled: possible(here),
    checked: checked === undefined ? null : checked(here),
  };
}
