import path from 'node:path';
import { abortable } from '../core/abortable.ts';
import { counted } from '../core/counted.ts';
import { AppError } from '../core/errors.ts';
import { createDiskFolder } from '../core/ledger/ledger-folder.ts';
import { createLedgerInput, type LedgerInput } from '../core/ledger/ledger-input.ts';
import { openLedgerStore } from '../core/ledger/ledger-store.ts';
import { createBreath } from '../core/ledger/tally-units.ts';
import { createUnitTitles, noTitles, readUnitTitles } from '../core/ledger/unit-titles.ts';
import { createProcessLock } from '../core/storage/process-lock.ts';
import { assertTrustedFolder } from '../core/storage/trusted-path.ts';
import type { Context } from './context.ts';
import { exitStatus } from './exit-status.ts';
import { type LedgerPlace, ledgerPlaceFor, lockFile, usableEntry } from './ledger-place.ts';
import type { OpenedApi } from './opened-api.ts';
import { hasTerminal } from './signals.ts';
import type { UnitSink } from './unit-following.ts';
import type { FallibleSink } from './unit-sinks.ts';

/** How long the end waits for a disk that does not answer, ms. */
const patience = 1_000;

/** Follows units until `ending`. */
type Following = (ledger: FallibleSink, ending: AbortSignal) => Promise<void>;

/**
 * Keeps a ledger in a folder while `follow` runs, as the window keeps one: it is told all of what its sink is told. Another
 * process that keeps it is not waited for. Throws `usage`, `storage`, `storage-locked`, what the token throws, and what `follow`
 * throws. A disk that refuses later is told, and ends nothing.
 */
export async function keepingLedger(
  context: Context,
  { chosen, token }: Pick<OpenedApi, 'chosen' | 'token'>,
  name: string,
  follow: Following,
): Promise<void> {
  const folder = path.resolve(name);
  assertTrustedFolder(folder);
  await abortable(context.home().assertUsable(), context.signal);
  const { accountId } = await abortable(token(), context.signal);
  const owner = { connectionId: chosen.id, accountId };
  // Before there is a lock: nothing comes to stand in a folder that is refused. It is looked at under the lock again.
  usableEntry(folder, owner);
  const lock = path.join(folder, lockFile);
  const locked = createProcessLock(lock, { signal: context.signal, wait: 0 });
  try {
    await locked(async () => {
      const place = await ledgerPlaceFor(context, folder, owner);
      await followed(context, place, follow);
    });
  } catch (error) {
    const isBusy = error instanceof AppError && error.details['file'] === lock;
    throw isBusy && error.details['text'] === 'is in use' ? keptElsewhere(folder) : error;
  }
}

/** Opens the ledger, and ends it with what is followed. */
async function followed(
  { clock, log, tell, signal, signals }: Context,
  { folder, changes, key }: LedgerPlace,
  follow: Following,
): Promise<void> {
  const files = createDiskFolder(folder);
  let told = { failed: false, setAside: 0 };
  const store = await openLedgerStore({
    folder: createDiskFolder(changes),
    key,
    clock,
    log,
    onChange: sayState,
  });
  /** What is new of its state. */
  function sayState(): void {
    const before = told;
    told = store.state();
    const { failed, setAside } = told;
    if (failed && !before.failed)
      tell(`The disk refuses the ledger in ${folder}: what is new waits in memory.`);
    if (!failed && before.failed) tell(`The ledger in ${folder} is written again.`);
    if (setAside > before.setAside)
      tell(
        `Set aside in ${changes}: ${counted(setAside, 'damaged file')}. Their time counts as not watched.`,
      );
  }
  sayState();
  const place = { folder: files, key, breath: createBreath(clock.steady) };
  // They come with the first list.
  const known = await readUnitTitles(place).catch(() => noTitles);
  const titles = createUnitTitles(place, known, log);
  const input = createLedgerInput(clock, store.takeDown);
  input.begin();
  try {
    const ending = AbortSignal.any([signal, interruptedInOrder(signals)]);
    await follow({ sink: sinkOf(input, titles), broken: new Promise(() => undefined) }, ending);
  } finally {
    input.end();
    const written = Promise.all([store.close(), titles.close().then(files.close)]);
    await abortable(written, AbortSignal.timeout(patience)).catch(() =>
      tell(`The end of the ledger in ${folder} is not on the disk: what was new last is lost.`),
    );
  }
}

/** Aborted by the first SIGINT, or when the terminal is closed; neither ends the process by itself: there is something to close. */
function interruptedInOrder(signals: Context['signals']): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new AppError('cancelled', 'Interrupted.'));
  signals.take('SIGINT', () => {
    if (controller.signal.aborted) process.exit(exitStatus.cancelled);
    interrupt();
  });
  // It may come twice, from the system and from a shell: that is nobody's wish to end at once.
  signals.take('SIGHUP', () => hasTerminal() && interrupt());
  return controller.signal;
}

function sinkOf(input: LedgerInput, titles: ReturnType<typeof createUnitTitles>): UnitSink {
  return {
    heard: input.apply,
    listBegins() {
      const [taken, named] = [input.listBegins(), titles.listBegins()];
      return {
        page(units) {
          taken.page(units);
          named.page(units);
        },
        complete(_ids, isWhole) {
          taken.complete(isWhole);
          named.complete(isWhole);
        },
      };
    },
    changed: input.check,
  };
}

function keptElsewhere(folder: string): AppError {
  return new AppError('storage', `Another max-desk keeps the ledger in ${folder}.`, {
    hint: 'End that one, or name another folder. "max-desk report --ledger FOLDER" reads it meanwhile.',
    details: { file: folder, text: 'is in use' },
  });
}
