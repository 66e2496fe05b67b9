import type { UpdateState } from '../contract/updates.ts';
import { abortable } from './abortable.ts';
import { AppError, toFailure } from './errors.ts';
import { networkFault } from './http/faults.ts';
import type { Clock, Log } from './ports.ts';

/** A version that the feed offers to this computer; `releasedAt` is ms since 1970, null when the feed does not say. */
export interface OfferedVersion {
  version: string;
  releasedAt: number | null;
}

/** The system's way to newer versions. What it rejects with need not be an AppError. */
export interface Updater {
  /** Undefined when there is nothing newer for this computer: a rollout may not have come to it yet. */
  check(): Promise<OfferedVersion | undefined>;
  /** Fetches, and verifies, what `check` has found. `onProgress` is told percents. */
  download(onProgress: (percent: number) => void): Promise<void>;
  /** Ends the app, installs and starts it again; rejects when it comes to nothing, and the app goes on. */
  install(): Promise<void>;
}

/** All in ms. */
export interface UpdateTiming {
  /** After the start: whoever opens the window has something else to do first. */
  first: number;
  between: number;
  /** While a sign-in is under way. */
  busy: number;
  /** A feed that takes the question and never answers is not waited for longer. */
  answer: number;
}
const usualTiming: UpdateTiming = { first: 45_000, between: 6 * 3_600_000, busy: 60_000, answer: 120_000 };

export interface UpdatesParts {
  /** Loaded when first needed. */
  load: () => Promise<Updater>;
  /** Whether this installation can replace itself; else a newer version is only told of. */
  installs: boolean;
  /** A version counts only when it has been out so long, days. */
  deferralDays: number;
  clock: Clock;
  log: Log;
  /** A sign-in is under way: nothing must come in between. */
  isBusy: () => boolean;
  /** `state()` has changed. */
  onChange: () => void;
  timing?: UpdateTiming;
}

/** Looks for newer versions by itself, and fetches them; a person says when they are installed. */
export interface Updates {
  state(): UpdateState;
  /** Looks now. What goes wrong is in the state, because a person waits for it. Never rejects. */
  check(): Promise<void>;
  /** Throws `bad-request` when nothing is ready, `update-failed` while a sign-in is under way. */
  restart(): void;
  close(): void;
}

const nothing: Omit<UpdateState, 'phase'> = { version: null, progress: null, checkedAt: null, problem: null };

/** Where nobody asks. */
export const noUpdates: Updates = {
  state: () => ({ ...nothing, phase: 'off' }),
  check: async () => undefined,
  restart: () => {
    throw notReady();
  },
  close: () => undefined,
};

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: its parts share the one state of the update
export function createUpdates(parts: UpdatesParts): Updates {
  const { clock, log, isBusy, onChange, timing = usualTiming } = parts;
  let state: UpdateState = { ...nothing, phase: 'idle' };
  let updater: Promise<Updater> | undefined;
  let running: Promise<void> | undefined;
  /** Somebody waits for the run that is under way. */
  let isAsked = false;
  let isClosed = false;
  /** macOS takes its time until it ends the app, in which somebody may press again. */
  let isInstalling = false;
  let stopTimer = () => {};

  function become(change: Partial<UpdateState>): void {
    if (isClosed) return;
    state = { ...state, ...change };
    onChange();
  }

  function load(): Promise<Updater> {
    updater ??= parts.load();
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
    if (!parts.installs) return become({ phase: 'available', version, checkedAt });
    become({ phase: 'downloading', version, checkedAt, progress: 0 });
    await source.download((percent) => {
      const progress = Math.max(0, Math.min(100, Math.floor(percent)));
      if (state.phase === 'downloading' && progress !== state.progress) become({ progress });
    });
    become({ phase: 'ready', progress: null });
    log.info('a newer version is ready', { version });
  }

  /** A version whose age nobody knows is not older than the organisation wants it to be. */
  function isDue({ version, releasedAt }: OfferedVersion): boolean {
    const { deferralDays } = parts;
    if (deferralDays === 0) return true;
    if (releasedAt !== null && clock.now() - releasedAt >= deferralDays * 86_400_000) return true;
    log.info('a newer version is put off by policy', { version, deferralDays });
    return false;
  }

  /** One run at a time; what nobody waits for fails in silence, but for the log. */
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

  /** Never in step with other computers. */
  function schedule(ms: number): void {
    stopTimer();
    if (isClosed) return;
    stopTimer = clock.later(ms * (0.75 + Math.random() / 2), () => {
      if (isBusy()) schedule(timing.busy);
      else void run();
    });
  }

  schedule(timing.first);
  return {
    state: () => state,
    async check() {
      if (state.phase === 'ready') return;
      isAsked = true;
      await run();
    },
    restart() {
      if (state.phase !== 'ready') throw notReady();
      if (isBusy())
        throw new AppError('update-failed', 'A sign-in is under way.', {
          hint: 'Finish the sign-in or cancel it, then restart.',
          details: { reason: 'sign-in' },
        });
      if (isInstalling) return;
      isInstalling = true;
      // It has been loaded: something is ready.
      void load()
        .then((source) => source.install())
        .catch((error: unknown) => {
          isInstalling = false;
          become({ phase: 'failed', problem: toFailure(updateFault(error)) });
          schedule(timing.between);
        });
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

const networkReason = /net::|^(ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/;

/** What a failure of the updater means. Its own text stays where it is: addresses may hold anything (R29). */
function updateFault(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message = '' } = toReason(error);
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  if (isLate || networkReason.test(code) || networkReason.test(message)) {
    const fault = networkFault(error, 'the update server');
    const { reason = '' } = fault.details;
    return new AppError(fault.code, fault.message, { cause: error, details: { reason } });
  }
  const reason = code === '' ? 'unknown' : code;
  return new AppError('update-failed', `The update failed (${reason}).`, {
    cause: error,
    details: { reason },
  });
}

function toReason(error: unknown): { code: string; message?: string } {
  if (!(error instanceof Error)) return { code: '' };
  const { code } = error as NodeJS.ErrnoException;
  return { code: typeof code === 'string' ? code : '', message: error.message };
}
