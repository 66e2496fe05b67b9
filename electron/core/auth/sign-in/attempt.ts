import type { SessionState } from '../../../contract/session.ts';
import { AppError, toAppError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { type AttemptProgress, signInTimeout, timedOut } from './pages.ts';

interface AttemptParts {
  clock: Clock;
  /** Called after every change. */
  onChange: () => void;
  /** The attempt failed; `undefined` when the user cancelled it. */
  onFailed: (failure: AppError | undefined) => void;
}

interface Running {
  abort: AbortController;
  /** ms since 1970; 0 until we wait for the browser */
  startedAt: number;
  url: string | undefined;
  browserOpened: boolean;
  phase: 'starting' | 'waiting' | 'completing';
  done: Promise<void>;
}

/** At most one interactive sign-in at a time. */
export function createSignInAttempt({ clock, onChange, onFailed }: AttemptParts) {
  let running: Running | undefined;

  async function follow(current: Running, run: (progress: AttemptProgress) => Promise<void>): Promise<void> {
    const change = (part: Partial<Running>) => {
      Object.assign(current, part);
      onChange();
    };
    try {
      await run({
        signal: current.abort.signal,
        // The countdown goes on from page to page.
        waiting: (url) => change({ url, phase: 'waiting', startedAt: current.startedAt || clock.now() }),
        browserFailed: () => change({ browserOpened: false }),
        completing: () => change({ phase: 'completing' }),
      });
    } catch (error) {
      const failure = toAppError(error);
      if (running === current) {
        running = undefined;
        onFailed(failure.code === 'cancelled' ? undefined : failure);
      }
      throw failure;
    }
    running = undefined;
    onChange();
  }

  return {
    /** The session's phase during an attempt; undefined while there is none. */
    phase: () => running?.phase,
    /** Null until we wait for the browser. */
    times(): SessionState['attempt'] {
      if (!running?.url) return null;
      const { startedAt, browserOpened } = running;
      return { startedAt, expiresAt: startedAt + signInTimeout, browserOpened };
    },
    url: () => running?.url,
    /** Settles when the attempt ends; a second call joins the first (R17). `run` resolves after the sign-in. */
    start(run: (progress: AttemptProgress) => Promise<void>): Promise<void> {
      if (running) return running.done;
      const current: Running = {
        abort: new AbortController(),
        startedAt: 0,
        url: undefined,
        browserOpened: true,
        phase: 'starting',
        done: Promise.resolve(),
      };
      running = current;
      current.done = follow(current, run);
      onChange();
      return current.done;
    },
    cancel: () => running?.abort.abort(new AppError('cancelled', 'The sign-in was cancelled.')),
    /** To be called after sleep, when the timer stood still: ends an attempt past its timeout. */
    wake(): void {
      // The code exchange may already be running.
      if (running?.phase !== 'waiting' || clock.now() < running.startedAt + signInTimeout) return;
      running.abort.abort(timedOut());
    },
  };
}
