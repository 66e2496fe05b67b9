import { AppError } from '../errors.ts';

export interface SwitchParts {
  /** Runs until the signal is aborted; `again` for a restart. */
  start: (signal: AbortSignal, again: boolean) => void;
  onStopped: () => void;
  /** Why it does not run. */
  idle: (why: 'off' | 'not-available' | 'paused') => void;
  hasHub: boolean;
  account: () => string | undefined;
  subscriptionKey: () => string | undefined;
  onOtherAccount: () => void;
}

/** Decides whether the live updates run: an account is signed in, there is a key and a hub, and they are not paused. */
export interface Switch {
  /** To be called when any of this may have changed. Another account or key starts a new run. */
  check(): void;
  pause(paused: boolean): void;
  /** Restarts a running run at once. */
  again(): void;
  /** Stops for good. */
  close(): void;
}

export function createSwitch(parts: SwitchParts): Switch {
  let running: AbortController | undefined;
  /** The account and key of the run. */
  let runsFor: string | undefined;
  let idle: string | undefined;
  let whose: string | undefined;
  let paused = false;
  let closed = false;

  function start(again: boolean): void {
    running = new AbortController();
    parts.start(running.signal, again);
  }

  function stop(): void {
    if (!running) return;
    running.abort(new AppError('cancelled', 'The live updates have stopped.'));
    running = undefined;
    parts.onStopped();
  }

  function whyNot(): Parameters<SwitchParts['idle']>[0] | undefined {
    if (closed || whose === undefined || !parts.subscriptionKey()) return 'off';
    if (!parts.hasHub) return 'not-available';
    return paused ? 'paused' : undefined;
  }

  function check(): void {
    const account = parts.account();
    if (account !== whose) {
      whose = account;
      parts.onOtherAccount();
    }
    const why = whyNot();
    const next = why ?? JSON.stringify([account, parts.subscriptionKey()]);
    if (next === (idle ?? runsFor)) return;
    stop();
    idle = why;
    runsFor = why ? undefined : next;
    if (why) parts.idle(why);
    else start(false);
  }

  return {
    check,
    pause(value) {
      paused = value;
      check();
    },
    again() {
      if (!running) return;
      stop();
      start(true);
    },
    close() {
      closed = true;
      check();
    },
  };
}
