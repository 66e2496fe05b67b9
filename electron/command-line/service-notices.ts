import { spawn } from 'node:child_process';
import { childEnvironment } from '../core/own-environment.ts';

/**
 * Tells the service manager that started this process how it is (sd_notify(3)): nothing without NOTIFY_SOCKET. Node has no
 * datagram sockets of Unix, so `systemd-notify`, which is part of systemd, sends it, to abstract sockets too; the unit
 * needs NotifyAccess=all for that.
 * @param say is told once if there is no such program
 */
export function createServiceNotices(env: NodeJS.ProcessEnv, say: (text: string) => void) {
  const socket = env['NOTIFY_SOCKET'];
  let watchdog: NodeJS.Timeout | undefined;
  let isReady = false;
  let hasFailed = false;

  function send(...states: string[]): void {
    if (!socket || hasFailed) return;
    spawn('systemd-notify', states, { stdio: 'ignore', env: childEnvironment(env) }).once('error', () => {
      if (!hasFailed) say('The service manager is not told of anything: there is no systemd-notify.');
      hasFailed = true;
    });
  }

  return {
    /** It does what it is for; tells it once. From now on the watchdog hears of it as long as its event loop runs. */
    ready(status: string): void {
      if (isReady) return;
      isReady = true;
      send('READY=1', `STATUS=${status}`);
      const interval = watchdogInterval(env);
      if (interval !== undefined) watchdog = setInterval(() => send('WATCHDOG=1'), interval);
    },
    /** It is about to end. */
    stopping(): void {
      send('STOPPING=1');
    },
    close(): void {
      clearInterval(watchdog);
    },
  };
}

/** Half of what the manager waits for, as sd_watchdog_enabled(3) asks for, in ms; undefined if it watches nobody here. */
function watchdogInterval(env: NodeJS.ProcessEnv): number | undefined {
  const microseconds = Number(env['WATCHDOG_USEC']);
  const isMeant = [undefined, '', String(process.pid)].includes(env['WATCHDOG_PID']);
  return isMeant && microseconds > 0 ? Math.max(1, microseconds / 2_000) : undefined;
}
