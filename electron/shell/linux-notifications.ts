import type { Log, NotificationsState, Notifier } from '../core/ports.ts';
import type { BusCall } from './bus-call.ts';
import { ofBus, type SessionBus } from './session-bus.ts';

const name = 'org.freedesktop.Notifications';
/** A service that has not answered after this is one that hangs, ms. */
const patience = 5_000;
/** The end of the app does not wait longer for it, ms. */
const patienceAtEnd = 500;
/** More are not sent to one that hangs: it would show them all once it goes on. */
const mostUnanswered = 20;

export interface LinuxNotifications {
  notify: Notifier;
  /** Takes back what is still shown: nobody would answer a click, and nobody would correct it. Does not reject. */
  withdraw(): Promise<void>;
  /** Calls `tell` at first, and whenever it changes. */
  watch(tell: (state: NotificationsState) => void): void;
}

/**
 * The notifications of a Linux desktop, asked for over its bus. Electron's own wait for the service, each up to 25 s, and the
 * whole app with them (`libnotify_notification.cc`). A click calls `onClick`
 * (https://specifications.freedesktop.org/notification-spec/latest/).
 */
export function createLinuxNotifications(bus: SessionBus, log: Log, onClick: () => void): LinuxNotifications {
  const shown = new Set<unknown>();
  let unanswered = 0;
  let state: NotificationsState | undefined;
  let tell: (state: NotificationsState) => void = () => undefined;

  function set(next: NotificationsState): void {
    if (next === state) return;
    state = next;
    tell(next);
  }
  /** Resolves and rejects as the call does; meanwhile the service is known to hang once it takes too long. */
  async function ask(call: BusCall): Promise<unknown> {
    const timer = setTimeout(() => {
      log.warn('the notification service does not answer');
      set('silent');
    }, patience);
    timer.unref();
    try {
      const [answer] = await bus.call(call);
      set('there');
      return answer;
    } catch (error) {
      set(isNobody(error) ? 'missing' : 'there');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
  async function ownerChanged(isOwned: boolean): Promise<void> {
    // What the one before has shown has gone with it.
    shown.clear();
    const isFirst = state === undefined;
    if (!isOwned && !(await isStartedWhenNeeded())) return set('missing');
    // One that ends when it is idle would be started again and again.
    if (!isOwned && !isFirst) return set('there');
    await ask(toService('GetServerInformation', ''));
  }
  async function isStartedWhenNeeded(): Promise<boolean> {
    // Without a bus nothing is started.
    const [all] = await bus.call(ofBus('ListActivatableNames')).catch(() => []);
    return Array.isArray(all) && all.includes(name);
  }

  bus.onSignals(name, ({ member, body: [id] }) => {
    if (!shown.has(id)) return;
    if (member === 'ActionInvoked') onClick();
    if (member === 'NotificationClosed') shown.delete(id);
  });
  return {
    notify(notice) {
      if (unanswered >= mostUnanswered) return log.warn('a notification was not shown', { reason: 'silent' });
      unanswered += 1;
      ask(toService('Notify', 'susssasa{sv}i', ...argumentsOf(notice)))
        .then((id) => void shown.add(id))
        .catch((error: unknown) => log.warn('a notification was not shown', { reason: reasonOf(error) }))
        .finally(() => {
          unanswered -= 1;
        });
    },
    async withdraw() {
      const closed = [...shown].map((id) => bus.call(toService('CloseNotification', 'u', Number(id))));
      const late = new Promise((resolve) => void setTimeout(resolve, patienceAtEnd).unref());
      await Promise.race([Promise.allSettled(closed), late]);
    },
    watch(listener) {
      tell = listener;
      // What goes wrong is in the state.
      bus.watchName(name, (isOwned) => void ownerChanged(isOwned).catch(() => undefined));
    },
  };
}

function argumentsOf({ title, body }: Parameters<Notifier>[0]): BusCall['args'] {
  const replaces = 0;
  const icon = '';
  // A click on the notification itself is called so.
  const actions = ['default', ''];
  const hints = { 'desktop-entry': 'max-desk' };
  const asLongAsUsual = -1;
  return ['MAX Desk', replaces, icon, title, asMarkup(body), actions, hints, asLongAsUsual];
}

/** Services take the body, not the title, for a little HTML; those that do not leave the marks out. */
function asMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function toService(member: string, signature: string, ...args: BusCall['args']): BusCall {
  return { to: name, path: '/org/freedesktop/Notifications', interface: name, member, signature, args };
}

/** The bus says that no program shows notifications, or none that can be started; or there is no bus. */
function isNobody(error: unknown): boolean {
  return /^no-bus$|\.(ServiceUnknown|NameHasNoOwner|Spawn\.\w+)$/.test(reasonOf(error));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error;
}
