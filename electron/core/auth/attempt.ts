import type { SessionState } from '../../contract.ts';
import { AppError, toAppError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { signInTimeout } from './interactive.ts';

/** What the one who runs an attempt tells about it. */
export interface AttemptProgress {
  signal: AbortSignal;
  /** The browser has the word now, at this address. */
  waiting(url: string): void;
  /** The browser has answered. */
  completing(): void;
}

export interface AttemptParts {
  clock: Clock;
  /** Called after every change. */
  onChange: () => void;
  /** It came to nothing; `undefined` when the person thought better of it. */
  onFailed: (failure: AppError | undefined) => void;
}

/** At most one interactive sign-in at a time. */
export interface SignInAttempt {
  /** The phase that it puts the session in; undefined while there is none. */
  phase(): 'waiting' | 'completing' | undefined;
  times(): SessionState['attempt'];
  url(): string | undefined;
  /** Ends when the attempt ends; a second call joins the first (R17). `run` is over when somebody is signed in. */
  start(run: (progress: AttemptProgress) => Promise<void>): Promise<void>;
  cancel(): void;
}

interface Running {
  abort: AbortController;
  startedAt: number;
  url: string | undefined;
  phase: 'waiting' | 'completing';
  done: Promise<void>;
}

export function createSignInAttempt({ clock, onChange, onFailed }: AttemptParts): SignInAttempt {
  let running: Running | undefined;

  async function follow(current: Running, run: (progress: AttemptProgress) => Promise<void>): Promise<void> {
    const change = (part: Partial<Running>) => {
      Object.assign(current, part);
      onChange();
    };
    try {
      await run({
        signal: current.abort.signal,
        waiting: (url) => change({ url }),
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
    phase: () => running?.phase,
    times: () =>
      running ? { startedAt: running.startedAt, expiresAt: running.startedAt + signInTimeout } : null,
    url: () => running?.url,
    start(run) {
      if (running) return running.done;
      const current: Running = {
        abort: new AbortController(),
        startedAt: clock.now(),
        url: undefined,
        phase: 'waiting',
        done: Promise.resolve(),
      };
      running = current;
      current.done = follow(current, run);
      onChange();
      return current.done;
    },
    cancel: () => running?.abort.abort(new AppError('cancelled', 'The sign-in was cancelled.')),
  };
}
