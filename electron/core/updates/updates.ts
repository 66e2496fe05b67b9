import type { UpdateState } from '../../contract/updates.ts';
import { abortable } from '../abortable.ts';
import type { RunPorts } from '../desk/desk-ports.ts';
import type { Slice } from '../desk/slices.ts';
import { AppError, toFailure } from '../errors.ts';
import { updateFault } from './update-fault.ts';

/** A version that the feed offers to this computer; `releasedAt` is ms since 1970, null when the feed does not say. */
export interface OfferedVersion {
  version: string;
  releasedAt: number | null;
}

/** The system's updater. It may reject with errors other than AppError. */
export interface Updater {
  /** Undefined when nothing is newer for this computer: a rollout may not include it yet. */
  check(): Promise<OfferedVersion | undefined>;
  /** Downloads and verifies what `check` has found. `onProgress` gets percent. */
  download(onProgress: (percent: number) => void): Promise<void>;
  /** Quits the app, installs and restarts it; if that fails it rejects and the app keeps running. */
  install(): Promise<void>;
}

/** All in ms. */
const usualTiming = {
  /** After the start, when the user has something else to do first. */
  first: 45_000,
  between: 6 * 3_600_000,
  /** Retry while a sign-in is running. */
  busy: 60_000,
  /** Timeout for a feed that accepts the request but never responds. */
  answer: 120_000,
};
export type UpdateTiming = typeof usualTiming;

/** Where newer versions come from. */
export interface UpdateFeed {
  /** Called on first use. */
  load: () => Promise<Updater>;
  /** Whether this installation can replace itself; else a newer version is only shown. */
  installs: boolean;
  /** A version is offered only this long after its release, days. */
  deferralDays: number;
}

/** Who is told of newer versions. */
export interface UpdateAudience {
  /** A sign-in is running and must not be interrupted. */
  isBusy: () => boolean;
  /** `state()` has changed. */
  onChange: () => void;
}

/**
 * Checks for newer versions by itself and downloads them; the user decides when to install. A check that the user asks
 * for never rejects: errors go into the state. `restartToUpdate` throws `bad-request` when nothing is ready,
 * `update-failed` while a sign-in is under way.
 */
export interface Updates extends Slice<'updates', 'updates'> {
  close(): void;
}

const nothing: Omit<UpdateState, 'phase'> = { version: null, progress: null, checkedAt: null, problem: null };

/** When updates are off. */
export const noUpdates: Updates = {
  state: () => ({ updates: { ...nothing, phase: 'off' } }),
  calls: {
    checkForUpdates: () => undefined,
    restartToUpdate() {
      throw notReady();
    },
  },
  close: () => undefined,
};

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the one state of the update
export function createUpdates(
  feed: UpdateFeed,
  { clock, log }: Pick<RunPorts, 'clock' | 'log'>,
  { isBusy, onChange }: UpdateAudience,
  timing = usualTiming,
): Updates {
  let state: UpdateState = { ...nothing, phase: 'idle' };
  let updater: Promise<Updater> | undefined;
  let running: Promise<void> | undefined;
  /** The user has requested the running check. */
  let isAsked = false;
  let isClosed = false;
  /** macOS takes a while to quit the app; meanwhile the user may press again. */
  let isInstalling = false;
  let stopTimer = () => {};

  function become(change: Partial<UpdateState>): void {
    if (isClosed) return;
    state = { ...state, ...change };
    onChange();
  }

  function load(): Promise<Updater> {
    updater ??= feed.load();
    updater.catch(() => {
      updater = undefined;
    });
    return updater;
  }

  async function look(): Promise<void> {
    become({ phase: 'checking', problem: null });
    const source = await load();
    const offered = await abortable(source.check(), AbortSignal.timeout(timing.answer));
    const due = offered && isDue(offered) ? offered : undefined;
    const { version } = due ?? nothing;
    const checkedAt = clock.now();
    if (version === null) return become({ phase: 'idle', version, checkedAt });
    if (!feed.installs) return become({ phase: 'available', version, checkedAt });
    become({ phase: 'downloading', version, checkedAt, progress: 0 });
    await source.download((percent) => {
      const progress = Math.max(0, Math.min(100, Math.floor(percent)));
      if (state.phase === 'downloading' && progress !== state.progress) become({ progress });
    });
    become({ phase: 'ready', progress: null });
    log.info('a newer version is ready', { version });
  }

  /** A version of unknown age is treated as too new for the deferral. */
  function isDue({ version, releasedAt }: OfferedVersion): boolean {
    const { deferralDays } = feed;
    if (deferralDays === 0) return true;
    if (releasedAt !== null && clock.now() - releasedAt >= deferralDays * 86_400_000) return true;
    log.info('a newer version is put off by policy', { version, deferralDays });
    return false;
  }

  /** One run at a time; a failure that the user does not wait for is only logged. */
  function run(): Promise<void> {
    running ??= look()
      .catch((error: unknown) => {
        const failure = updateFault(error);
        log.warn('looking for a newer version failed', { code: failure.code, ...failure.details });
        const problem = isAsked ? toFailure(failure) : null;
        become({ phase: problem ? 'failed' : 'idle', version: null, progress: null, problem });
      })
      .finally(() => {
        running = undefined;
        isAsked = false;
        if (state.phase !== 'ready') schedule(timing.between);
      });
    return running;
  }

  /** With jitter, to spread the load. */
  function schedule(ms: number): void {
    stopTimer();
    if (isClosed) return;
    stopTimer = clock.later(ms * (0.75 + Math.random() / 2), () => {
      if (isBusy()) schedule(timing.busy);
      else void run();
    });
  }

  function install(): void {
    if (isInstalling) return;
    isInstalling = true;
    // Already loaded: a version is ready.
    void load()
      .then((source) => source.install())
      .catch((error: unknown) => {
        isInstalling = false;
        become({ phase: 'failed', problem: toFailure(updateFault(error)) });
        schedule(timing.between);
      });
  }

  schedule(timing.first);
  return {
    state: () => ({ updates: state }),
    calls: {
      async checkForUpdates() {
        if (state.phase === 'ready') return;
        isAsked = true;
        await run();
      },
      restartToUpdate() {
        if (state.phase !== 'ready') throw notReady();
        if (isBusy())
          throw new AppError('update-failed', 'A sign-in is under way.', {
            hint: 'Finish the sign-in or cancel it, then restart.',
            details: { reason: 'sign-in' },
          });
        install();
      },
    },
    close() {
      isClosed = true;
      stopTimer();
    },
  };
}

function notReady(): AppError {
  return new AppError('bad-request', 'No newer version is ready.');
}
