import { createHash, timingSafeEqual } from 'node:crypto';
import type { CopyKind } from '../../contract/clipboard.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Settings } from '../../contract/settings.ts';
import type { RunPorts } from '../desk/desk-ports.ts';
import { AppError } from '../errors.ts';
import type { Clipboard } from '../ports.ts';
import { createQueue } from '../queue.ts';

/** Copies a token to the clipboard for a limited time, and clears it only if it is still there (R30). */
export interface TokenCopy {
  state(): DeskState['clipboard'];
  /**
   * Copies the result of `text`; a second copy replaces the first and restarts its time. Throws what `text` throws,
   * `cancelled` when `clear` was called meanwhile, `unexpected` when the clipboard refuses.
   */
  copy(what: CopyKind, text: () => Promise<string>): Promise<void>;
  /** Clears what was copied: by hand, at sign-out, lock, suspend and quit. Never rejects. */
  clear(): Promise<void>;
  /** For a system shutdown: nothing can be awaited, so the clipboard is not compared. */
  clearAtOnce(): void;
}

interface Copied {
  what: CopyKind;
  clearsAt: number;
  /** SHA-256 of the text; the text itself is not kept. */
  digest: Buffer;
  stopTimer: () => void;
}

/**
 * @param settings say how long the next copy stays
 * @param onChange called after every change of `state()`
 */
export function createTokenCopy(
  clipboard: Clipboard,
  { clock, log }: Pick<RunPorts, 'clock' | 'log'>,
  settings: () => Pick<Settings, 'clipboardSeconds'>,
  onChange: () => void,
): TokenCopy {
  const inTurn = createQueue();
  let copied: Copied | undefined;
  /** A comparison with the clipboard is running and may not finish. */
  let isCompared = false;
  /** Number of `clear` calls: a copy begun before one must not be written after it. */
  let clears = 0;

  function keep(what: CopyKind, text: string): void {
    const lasts = settings().clipboardSeconds * 1_000;
    const mine: Copied = {
      what,
      clearsAt: clock.now() + lasts,
      digest: digest(text),
      stopTimer: clock.later(lasts, () => void inTurn(() => clearCopied(mine))),
    };
    copied?.stopTimer();
    copied = mine;
    onChange();
  }

  async function clearCopied(mine: Copied): Promise<void> {
    if (copied !== mine) return;
    mine.stopTimer();
    copied = undefined;
    isCompared = true;
    try {
      if (await isThere(mine)) clipboard.clear();
    } catch (error) {
      log.warn('the clipboard was not cleared', {
        error: error instanceof Error ? error.name : typeof error,
      });
    }
    isCompared = false;
    onChange();
  }

  async function isThere(mine: Copied): Promise<boolean> {
    try {
      return timingSafeEqual(digest(await clipboard.read()), mine.digest);
    } catch {
      // If the clipboard cannot be read, it is assumed to hold the token.
      return true;
    }
  }

  return {
    state: () => (copied ? { what: copied.what, clearsAt: copied.clearsAt } : null),

    async copy(what, text) {
      const begun = clears;
      const value = await text();
      await inTurn(async () => {
        if (begun !== clears)
          throw new AppError('cancelled', 'Nothing was copied: the clipboard was cleared.');
        try {
          await clipboard.write(value, { secret: true });
        } catch (cause) {
          throw refused(cause);
        }
        keep(what, value);
      });
    },

    clear() {
      clears += 1;
      return inTurn(async () => {
        if (copied) await clearCopied(copied);
      });
    },

    clearAtOnce() {
      clears += 1;
      if (!copied && !isCompared) return;
      copied?.stopTimer();
      copied = undefined;
      clipboard.clear();
    },
  };
}

function refused(cause: unknown): AppError {
  return new AppError('unexpected', 'The clipboard of this computer refused the token.', {
    cause,
    hint: 'Close whatever else uses the clipboard, then copy again.',
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
