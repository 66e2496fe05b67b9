import { describe, expect, test } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import { type TrayItem, trayModel } from '../../../../electron/core/tray/tray.ts';
import { agentRequest, agentState } from '../../renderer/agent/sample.ts';
import { deskState, signedIn } from '../../renderer/desk-state.ts';

const now = 1_000_000_000;
const minute = 60_000;

/** Sam, whose token has an hour left. */
function sam(part: Partial<DeskState> = {}, left = 60 * minute): DeskState {
  const session = signedIn('Sam Sample');
  const account = session.account && { ...session.account, expiresAt: now + left };
  return deskState({ session: { ...session, account }, ...part });
}
const offline = { code: 'offline', message: '', hint: '', details: {} } as const;
const live = (phase: DeskState['live']['phase']) => ({ phase, since: 0, problem: null, cover: null });

function flat(items: readonly TrayItem[]): TrayItem[] {
  return items.flatMap((item) => (item.kind === 'submenu' ? [item, ...flat(item.items)] : [item]));
}
function item(state: DeskState, id: string) {
  const found = flat(trayModel(state, null, now).items).find(
    (each) => each.kind !== 'separator' && each.id === id,
  );
  if (!found || found.kind === 'separator') throw new Error(`no item ${id}`);
  return found;
}
const ids = (state: DeskState) =>
  trayModel(state, null, now).items.map((each) => (each.kind === 'separator' ? '-' : each.id));

test.each([
  ['en', 'A program asks for access…'],
  ['de', 'Ein Programm bittet um Zugriff…'],
] as const)('a program that asks is told first, and leads to the window (%s)', (locale, label) => {
  const agent = agentState({ request: agentRequest() });
  const [first] = trayModel(sam({ locale, agent }), null, now).items;
  expect(first).toMatchObject({ label, action: { do: 'open' }, enabled: true });
  expect(ids(sam())[0]).toBe('open');
});

describe('the icon', () => {
  test.each([
    ['signed-out', deskState(), 0],
    ['signed-in', sam(), 0],
    ['expiring', sam({}, 2 * minute - 1), 0],
    ['expiring', sam({}, -minute), 0],
    ['signed-in', sam({}, 2 * minute), 0],
    ['offline', sam({ session: { ...sam().session, problem: offline } }), 0],
    ['offline', sam({ session: { ...sam().session, problem: { ...offline, code: 'proxy-sign-in' } } }), 0],
    ['offline', sam({ live: { ...live('reconnecting'), problem: offline } }), 3],
    ['trouble', sam(), 1],
    ['trouble', sam({}, minute), 1],
    ['signed-out', deskState(), 1],
  ] as const)('shows %s', (icon, state, outOfService) => {
    expect(trayModel(state, { outOfService, entrapments: 0 }, now).icon).toBe(icon);
  });
});

describe('the tooltip', () => {
  const tooltip = (state: DeskState, outOfService = 0) =>
    trayModel(state, { outOfService, entrapments: 0 }, now).tooltip;

  test('names the account, the time left and the watched units out of service', () => {
    expect(tooltip(sam(), 3)).toBe('MAX Desk · Sam Sample · 60 min left · 3 watched units out of service');
    expect(tooltip(sam({ locale: 'de' }), 1)).toBe(
      'MAX Desk · Sam Sample · noch 60 min · 1 beobachtete Anlage außer Betrieb',
    );
    expect(tooltip(sam({}, 30_000))).toBe(
      'MAX Desk · Sam Sample · the session expires soon · less than a minute left',
    );
    expect(tooltip(deskState())).toBe('MAX Desk · not signed in');
  });

  test('says that a token was pasted, and what the clipboard holds for how long', () => {
    const state = sam();
    const account = state.session.account && { ...state.session.account, pasted: true };
    const pasted = sam({
      session: { ...state.session, account },
      clipboard: { what: 'token', clearsAt: now + 1_500 },
    });
    expect(tooltip(pasted)).toBe(
      'MAX Desk · Sam Sample · pasted token · 60 min left · clipboard cleared in 2 s',
    );
  });

  test('names entrapments first', () => {
    const { icon, tooltip: text } = trayModel(sam(), { outOfService: 2, entrapments: 1 }, now);
    expect(icon).toBe('trouble');
    expect(text).toBe(
      'MAX Desk · entrapment in a watched unit, 2 others out of service · Sam Sample · 60 min left',
    );
    expect(trayModel(sam({ locale: 'de' }), { outOfService: 1, entrapments: 1 }, now).tooltip).toContain(
      'Personeneinschluss in einer beobachteten Anlage, 1 weitere außer Betrieb',
    );
    expect(trayModel(sam({ locale: 'de' }), { outOfService: 0, entrapments: 2 }, now).tooltip).toContain(
      'Personeneinschlüsse in 2 beobachteten Anlagen',
    );
  });

  test('counts the seconds that a copied token stays in the clipboard', () => {
    const copied = { clipboard: { what: 'token', clearsAt: now + 41_200 } } as const;
    expect(tooltip(sam(copied))).toBe('MAX Desk · Sam Sample · 60 min left · clipboard cleared in 42 s');
    expect(trayModel(sam(copied), null, now).counting).toBe(true);
    expect(trayModel(sam(), null, now).counting).toBe(false);
  });

  test('is never longer than Windows shows', () => {
    const long = sam({ session: { ...signedIn('x'.repeat(300)) } });
    expect(tooltip(long, 1_000).length).toBeLessThanOrEqual(127);
    expect(tooltip(sam({ locale: 'de' }, 30_000), 1_000).length).toBeLessThanOrEqual(127);
  });
});

describe('the menu', () => {
  test('of somebody who is signed in', () => {
    expect(ids(sam())).toEqual([
      'open',
      '-',
      'copy-token',
      'copy-header',
      'copy-curl',
      'copy-curl-config',
      '-',
      'accounts',
      'connections',
      'sign-out',
      '-',
      'pause-live',
      'start-with-system',
      '-',
      'quit',
    ]);
  });

  test('speaks German too', () => {
    expect(item(sam({ locale: 'de' }), 'copy-token').label).toBe('Access-Token kopieren');
    expect(item(sam(), 'copy-token').label).toBe('Copy access token');
  });

  test('copies only for somebody who is signed in, and as cURL only with an API', () => {
    for (const id of ['copy-token', 'copy-header', 'copy-curl', 'copy-curl-config']) {
      expect(item(sam(), id).enabled).toBe(true);
      expect(item(deskState(), id).enabled).toBe(false);
    }
    const { connection } = deskState();
    const withoutApi = sam({ connection: connection && { ...connection, apiHost: null } });
    expect(item(withoutApi, 'copy-curl').enabled).toBe(false);
    expect(item(withoutApi, 'copy-token').enabled).toBe(true);
  });

  test('R30 offers to clear the clipboard while something is in it, and says when that happens by itself', () => {
    expect(ids(sam())).not.toContain('clear-clipboard');
    const clearsAt = new Date(2026, 0, 1, 14, 5, 30).getTime();
    const found = item(sam({ clipboard: { what: 'token', clearsAt } }), 'clear-clipboard');
    expect(found.label).toMatch(/2:05:30.PM|14:05:30/);
  });

  test('is the same from one second to the next', () => {
    const state = sam({ clipboard: { what: 'token', clearsAt: now + minute } });
    expect(trayModel(state, null, now + 59_000).items).toEqual(trayModel(state, null, now).items);
  });

  test('switches between accounts if there are several, the current one marked', () => {
    expect(item(sam(), 'accounts').enabled).toBe(false);
    const two = deskState({ session: signedIn('Sam', 'Tessa') });
    expect(item(two, 'accounts').enabled).toBe(true);
    expect(item(two, 'account-Sam')).toMatchObject({ kind: 'radio', checked: true });
    expect(item(two, 'account-Tessa')).toMatchObject({
      checked: false,
      action: { do: 'switch-account', id: 'Tessa' },
    });
  });

  test('switches to the other connections that are known', () => {
    const { connection } = deskState();
    if (!connection) throw new Error('no connection');
    expect(item(sam({ connections: [connection] }), 'connections').enabled).toBe(false);
    const other = { ...connection, id: 'other', name: 'Other' };
    const state = sam({ connections: [connection, other] });
    expect(item(state, 'connections').enabled).toBe(true);
    expect(item(state, 'connection-other')).toMatchObject({ kind: 'radio', label: 'Other', checked: false });
    expect(item(state, 'connection-test')).toMatchObject({ checked: true });
  });

  test('signs in, cancels that, or signs out', () => {
    expect(item(deskState(), 'sign-in').enabled).toBe(true);
    expect(item(deskState({ connection: null }), 'sign-in').enabled).toBe(false);
    const attempt = { startedAt: now, expiresAt: now + 1, browserOpened: true };
    const waiting = deskState({ session: { ...deskState().session, phase: 'waiting', attempt } });
    expect(ids(waiting)).toContain('cancel-sign-in');
    expect(ids(sam())).toContain('sign-out');
  });

  test('pauses live updates where there are any', () => {
    expect(item(sam(), 'pause-live').enabled).toBe(false);
    expect(item(sam({ live: live('live') }), 'pause-live')).toMatchObject({
      enabled: true,
      checked: false,
      action: { on: true },
    });
    expect(item(sam({ live: live('paused') }), 'pause-live')).toMatchObject({
      checked: true,
      action: { on: false },
    });
  });

  test('starts with the system where that can be', () => {
    expect(item(sam(), 'start-with-system')).toMatchObject({ enabled: false, checked: false });
    const can = sam({ desktop: { ...sam().desktop, tray: true, loginItem: true } });
    expect(item(can, 'start-with-system')).toMatchObject({ enabled: true, action: { on: true } });
  });
});
