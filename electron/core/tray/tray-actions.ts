import type { Handlers } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import { toAppError } from '../errors.ts';
import type { KeyValue, Notifier } from '../ports.ts';
import type { TrayAction } from './tray.ts';
import { trayTexts } from './tray-texts.ts';

export interface TrayHost {
  handlers: Handlers;
  state: () => DeskState;
  notify: Notifier;
  /** Whether the window has the focus. */
  isInFront: () => boolean;
  /** Shows the window; false if the desktop does not let it come to the front. */
  openWindow: () => Promise<boolean>;
  /** Wayland discards what is copied while no window of ours is in front. */
  copiesOnlyInFront: boolean;
  quit: () => void;
}

/** Runs a tray action. Never rejects: a notification and the window report errors. */
export async function runTrayAction(action: TrayAction, host: TrayHost): Promise<void> {
  try {
    await perform(action, host);
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'cancelled') return;
    const texts = trayTexts[host.state().locale];
    host.notify({ title: texts.failed, body: texts.failures[code] ?? texts.failures.other });
    await host.openWindow();
  }
}

async function perform(action: TrayAction, host: TrayHost): Promise<void> {
  const { handlers } = host;
  switch (action.do) {
    case 'copy':
      return copy(action.as, host);
    case 'clear-clipboard':
      return handlers.clearClipboard(undefined);
    case 'switch-account':
      return handlers.switchAccount({ id: action.id });
    case 'switch-connection':
      return handlers.switchConnection({ id: action.id });
    case 'sign-in':
      return handlers.signIn(undefined);
    case 'cancel-sign-in':
      return handlers.cancelSignIn(undefined);
    case 'sign-out':
      return handlers.signOut(undefined);
    case 'pause-live':
      return handlers.pauseLive({ paused: action.on });
    case 'start-with-system':
      return handlers.changeSettings({ startWithSystem: action.on });
    case 'open':
      return void (await host.openWindow());
    case 'quit':
      return host.quit();
  }
}

async function copy(as: Extract<TrayAction, { do: 'copy' }>['as'], host: TrayHost): Promise<void> {
  const { locale, settings } = host.state();
  const texts = trayTexts[locale];
  if (host.copiesOnlyInFront && !host.isInFront() && !(await host.openWindow()))
    return host.notify(texts.inFront);
  await host.handlers.copyToken({ as });
  // In the window a toast reports it.
  if (!host.isInFront()) host.notify(texts.copied(as, settings.clipboardSeconds.toLocaleString(locale)));
}

const toldEntry = 'told-about-tray';

/** Tells the user, the first time the window is closed to the tray, that the app is still running. */
export function tellOnceAboutTray(store: KeyValue, notify: Notifier, locale: DeskState['locale']): void {
  if (store.get(toldEntry) !== undefined) return;
  notify(trayTexts[locale].hidden);
  try {
    store.set(toldEntry, 'yes');
  } catch {
    // Then the user is told again next time.
  }
}
