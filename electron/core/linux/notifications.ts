import type { Log, Notice, NotificationsState } from '../ports.ts';
import type { BusCall } from './bus-messages.ts';
import { ofBus, type SessionBus } from './session-bus.ts';

const name = 'org.freedesktop.Notifications';
/** A service that does not respond within this time hangs, ms. */
const patience = 5_000;
/** Timeout when the app quits, ms. */
const patienceAtEnd = 500;
/** No more are sent to a service that hangs: it would show them all once it continues. */
const mostUnanswered = 20;

/**
 * The notifications of a Linux desktop, sent over its session bus. Electron's own block the whole app while the service
 * does not respond, up to 25 s each (`libnotify_notification.cc`). A click calls `onClick` with what was clicked
 * (https://specifications.freedesktop.org/notification-spec/latest/).
 */
export function createLinuxNotifications(bus: SessionBus, log: Log, onClick: (notice: Notice) => void) {
  const shown = new Map<unknown, Notice>();
  let unanswered = 0;
  let state: NotificationsState | undefined;
  let tell: (state: NotificationsState) => void = () => undefined;

  function set(next: NotificationsState): void {
    if (next === state) return;
    state = next;
    tell(next);
  }
  /** Settles as the call does; the state becomes `silent` while the response takes too long. */
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
    // The previous service's notifications are gone with it.
    shown.clear();
    const isFirst = state === undefined;
    if (!isOwned && !(await isStartedWhenNeeded())) return set('missing');
    // A service that exits when idle would be restarted again and again.
    if (!isOwned && !isFirst) return set('there');
    await ask(toService('GetServerInformation', ''));
  }
  async function isStartedWhenNeeded(): Promise<boolean> {
    // Without a bus nothing can be started.
    const [all] = await bus.call(ofBus('ListActivatableNames')).catch(() => []);
    return Array.isArray(all) && all.includes(name);
  }

  bus.onSignals(name, ({ member, body: [id] }) => {
    const notice = shown.get(id);
    if (!notice) return;
    if (member === 'ActionInvoked') onClick(notice);
    if (member === 'NotificationClosed') shown.delete(id);
  });
  return {
    notify(notice: Notice) {
      if (unanswered >= mostUnanswered) return log.warn('a notification was not shown', { reason: 'silent' });
      unanswered += 1;
      ask(toService('Notify', 'susssasa{sv}i', ...argumentsOf(notice)))
        .then((id) => void shown.set(id, notice))
        .catch((error: unknown) => log.warn('a notification was not shown', { reason: reasonOf(error) }))
        .finally(() => {
          unanswered -= 1;
        });
    },
    /** Closes what is still shown: after quitting, nobody would handle a click or update it. Does not reject. */
    async withdraw(): Promise<void> {
      const closed = [...shown.keys()].map((id) => bus.call(toService('CloseNotification', 'u', Number(id))));
      const late = new Promise((resolve) => void setTimeout(resolve, patienceAtEnd).unref());
      await Promise.race([Promise.allSettled(closed), late]);
    },
    /** Calls `listener` with the first state and after every change. */
    watch(listener: (state: NotificationsState) => void): void {
      tell = listener;
      // Errors are in the state.
      bus.watchName(name, (isOwned) => void ownerChanged(isOwned).catch(() => undefined));
    },
  };
}

function argumentsOf({ title, body }: Notice): BusCall['args'] {
  const replaces = 0;
  const icon = '';
  // The name of a click on the notification itself.
  const actions = ['default', ''];
  const hints = { 'desktop-entry': 'max-desk' };
  const asLongAsUsual = -1;
  return ['MAX Desk', replaces, icon, title, asMarkup(body), actions, hints, asLongAsUsual];
}

/** Services treat the body, but not the title, as simple HTML; those without markup strip the tags. */
function asMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function toService(member: string, signature: string, ...args: BusCall['args']): BusCall {
  return { to: name, path: '/org/freedesktop/Notifications', interface: name, member, signature, args };
}

/** No program shows notifications, none can be started, or there is no bus. */
function isNobody(error: unknown): boolean {
  return /^no-bus$|\.(ServiceUnknown|NameHasNoOwner|Spawn\.\w+)$/.test(reasonOf(error));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error;
}
