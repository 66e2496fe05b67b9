import { Notification } from 'electron';
import type { Log, Notice, Notifier } from '../core/ports.ts';

/** Some desktops never report that a notification was closed. */
const mostKept = 50;

/**
 * The desktop's notifications. A click calls `onClick` with what was clicked. What cannot be shown is logged without its text: names are for
 * the operator only (R29).
 */
export function createNotifications(log: Log, onClick: (notice: Notice) => void) {
  // A notification without a reference would be garbage-collected, and its click lost.
  const shown = new Set<Notification>();

  const notify: Notifier = (notice) => {
    try {
      if (!Notification.isSupported()) return log.info('this desktop shows no notifications');
      const notification = new Notification({ title: notice.title, body: notice.body });
      const release = () => void shown.delete(notification);
      notification.once('click', () => {
        release();
        onClick(notice);
      });
      notification.once('close', release);
      notification.once('failed', (_event, error) => {
        release();
        log.warn('a notification was not shown', { reason: error });
      });
      shown.add(notification);
      const [oldest] = shown;
      if (oldest && shown.size > mostKept) shown.delete(oldest);
      notification.show();
    } catch (error) {
      log.warn('a notification was not shown', {
        reason: error instanceof Error ? error.name : typeof error,
      });
    }
  };
  return {
    notify,
    /** Closes what is still shown: after quitting, nobody would handle a click or update it. */
    withdraw(): void {
      for (const notification of shown) notification.close();
    },
  };
}
