import type { CopyKind } from '../../contract/clipboard.ts';
import type { DeskState } from '../../contract/desk.ts';
import { fittingText } from '../../contract/fitting-text.ts';
import { isWayClosed } from '../../contract/names.ts';
import type { Outages } from '../units/unit-watch.ts';
import { type TrayTexts, trayTexts } from './tray-texts.ts';

export type TrayIcon = 'signed-in' | 'expiring' | 'signed-out' | 'offline' | 'trouble';

/** The action of an item in the tray's menu. */
export type TrayAction =
  | { do: 'copy'; as: CopyKind }
  | { do: 'switch-account' | 'switch-connection'; id: string }
  | { do: 'pause-live' | 'start-with-system'; on: boolean }
  | { do: 'clear-clipboard' | 'open' | 'sign-in' | 'cancel-sign-in' | 'sign-out' | 'quit' };

export type TrayItem =
  | { kind: 'separator' }
  | { kind: 'submenu'; id: string; label: string; enabled: boolean; items: TrayItem[] }
  | TrayEntry;

/** An item that can be chosen. A `radio` is one of several alternatives, a `checkbox` is on or off. */
export interface TrayEntry {
  kind: 'normal' | 'radio' | 'checkbox';
  id: string;
  label: string;
  enabled: boolean;
  checked: boolean;
  action: TrayAction;
}

export type TrayModel = ReturnType<typeof trayModel>;

/** Windows cuts off a longer tooltip. */
const longestTooltip = 127;
/** A token is renewed five minutes before it expires; if less than this is left, the renewal has failed, ms. */
const soon = 2 * 60_000;

/**
 * How the tray should look now.
 * @param outages of the watched units
 */
export function trayModel(state: DeskState, outages: Outages | null, now: number) {
  const texts = trayTexts[state.locale];
  const { outOfService, entrapments } = outages ?? { outOfService: 0, entrapments: 0 };
  const icon = iconOf(state, outOfService + entrapments, now);
  return {
    icon,
    tooltip: tooltipOf(state, icon, { outOfService, entrapments }, now),
    /** Whether the tooltip counts seconds. */
    counting: state.clipboard !== null,
    items: itemsOf(state, texts),
  };
}

function iconOf({ session, live }: DeskState, out: number, now: number): TrayIcon {
  if (!session.account) return 'signed-out';
  if ([session.problem, live.problem].some((problem) => problem && isWayClosed(problem))) return 'offline';
  if (out > 0) return 'trouble';
  const { expiresAt } = session.account;
  return expiresAt !== null && expiresAt - now < soon ? 'expiring' : 'signed-in';
}

function tooltipOf(
  state: DeskState,
  icon: TrayIcon,
  { outOfService, entrapments }: Outages,
  now: number,
): string {
  const texts = trayTexts[state.locale];
  const { account } = state.session;
  const lines = ['MAX Desk'];
  const written = (count: number) => count.toLocaleString(state.locale);
  if (account && entrapments > 0) {
    const others =
      outOfService > 0 ? `, ${texts.othersOutOfService(outOfService, written(outOfService))}` : '';
    lines.push(`${texts.entrapments(entrapments, written(entrapments))}${others}`);
  }
  if (account && account.name !== '') lines.push(fittingText(account.name, 40));
  if (account?.pasted) lines.push(texts.pasted);
  if (icon === 'signed-out' || icon === 'offline' || icon === 'expiring') lines.push(texts.states[icon]);
  if (account && account.expiresAt !== null && account.expiresAt > now)
    lines.push(timeLeft(account.expiresAt - now, texts, state.locale));
  if (state.clipboard !== null) {
    const seconds = Math.max(0, Math.ceil((state.clipboard.clearsAt - now) / 1_000));
    lines.push(texts.clearsIn(seconds.toLocaleString(state.locale)));
  }
  if (account && outOfService > 0 && entrapments === 0)
    lines.push(texts.outOfService(outOfService, written(outOfService)));
  return fittingText(lines.join(' · '), longestTooltip);
}

function timeLeft(ms: number, texts: TrayTexts, locale: string): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 1 ? texts.lessThanAMinute : texts.minutesLeft(minutes.toLocaleString(locale));
}

function itemsOf(state: DeskState, texts: TrayTexts): TrayItem[] {
  const { agent, clipboard, connection, live, settings, desktop } = state;
  const canPause = live.phase !== 'off' && live.phase !== 'not-available';
  const signedIn = state.session.account !== null;
  const copy = (as: CopyKind, enabled = signedIn) =>
    entry(`copy-${as}`, texts.copy[as], { do: 'copy', as }, { enabled });
  const clear = (at: number) =>
    entry('clear-clipboard', texts.clearClipboard(timeOf(at, state.locale)), { do: 'clear-clipboard' });
  const apart: TrayItem = { kind: 'separator' };
  return [
    // Where no notification can be shown, this is what tells it while the window is hidden.
    ...(agent.request ? [entry('program-asks', texts.programAsks, { do: 'open' })] : []),
    entry('open', texts.open, { do: 'open' }),
    apart,
    copy('token'),
    copy('header'),
    copy('curl', signedIn && connection?.apiHost != null),
    copy('curl-config'),
    ...(clipboard ? [clear(clipboard.clearsAt)] : []),
    apart,
    accountsOf(state, texts),
    connectionsOf(state, texts),
    signInOut(state, texts),
    apart,
    toggle('pause-live', texts.pauseLive, live.phase === 'paused', canPause),
    toggle('start-with-system', texts.startWithSystem, settings.startWithSystem, desktop.loginItem),
    apart,
    entry('quit', texts.quit, { do: 'quit' }),
  ];
}

function accountsOf({ session }: DeskState, texts: TrayTexts): TrayItem {
  const items = session.accounts.map(({ id, name, email }) => {
    const label = fittingText(email === null ? name : `${name} (${email})`, 80);
    const checked = id === session.account?.id;
    return entry(`account-${id}`, label, { do: 'switch-account', id }, { kind: 'radio', checked });
  });
  return { kind: 'submenu', id: 'accounts', label: texts.accounts, enabled: items.length > 1, items };
}

function connectionsOf({ connection, connections }: DeskState, texts: TrayTexts): TrayItem {
  const items = connections.map(({ id, name }) => {
    const checked = id === connection?.id;
    return entry(`connection-${id}`, name, { do: 'switch-connection', id }, { kind: 'radio', checked });
  });
  const enabled = items.some(({ checked }) => !checked);
  return { kind: 'submenu', id: 'connections', label: texts.connections, enabled, items };
}

function signInOut({ session, connection }: DeskState, texts: TrayTexts): TrayItem {
  if (session.attempt !== null || session.phase === 'starting')
    return entry('cancel-sign-in', texts.cancelSignIn, { do: 'cancel-sign-in' });
  if (session.account) return entry('sign-out', texts.signOut, { do: 'sign-out' });
  const enabled = connection !== null && session.phase !== 'restoring';
  return entry('sign-in', texts.signIn, { do: 'sign-in' }, { enabled });
}

/** An item that turns something on or off. */
function toggle(what: 'pause-live' | 'start-with-system', label: string, checked: boolean, enabled: boolean) {
  return entry(what, label, { do: what, on: !checked }, { kind: 'checkbox', checked, enabled });
}

function entry(id: string, label: string, action: TrayAction, more: Partial<TrayEntry> = {}): TrayEntry {
  return { kind: 'normal', id, label, enabled: true, checked: false, action, ...more };
}

/** The time of day, not the time left: the menu is rebuilt when something changes, not every second. */
function timeOf(at: number, locale: string): string {
  return new Date(at).toLocaleTimeString(locale, { timeStyle: 'medium' });
}
