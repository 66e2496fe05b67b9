import { type Disk, nodeDisk, type OpenFile } from '../../electron/core/export/disk.ts';

/** A step of saving a file. */
type Step = keyof Disk | keyof OpenFile;

export interface FakeDisk extends Disk {
  /** From now on this step fails with this error code; writing fails only after so many bytes per file. */
  refuse(step: Step, code: string, after?: number): void;
  /** This step hangs until the returned function is called. */
  hang(step: Step): () => void;
  /** Removes all failures. */
  mend(): void;
  /** All started steps in order. */
  readonly steps: Step[];
  /** Resolves once every step that was started has ended, and whatever followed from it. */
  idle(): Promise<void>;
}

/** The real disk, with failures on request. */
export function fakeDisk(): FakeDisk {
  const refused = new Map<Step, { code: string; after: number }>();
  const hanging = new Map<Step, Promise<void>>();
  const steps: Step[] = [];
  let running = 0;

  async function before(step: Step, written = Number.POSITIVE_INFINITY): Promise<void> {
    steps.push(step);
    await hanging.get(step);
    const { code, after } = refused.get(step) ?? {};
    if (code !== undefined && after !== undefined && written > after) {
      throw Object.assign(new Error(`${code}: a secret of the system`), { code });
    }
  }
  async function counted<R>(task: () => Promise<R>): Promise<R> {
    running += 1;
    try {
      return await task();
    } finally {
      running -= 1;
    }
  }
  const stepOf =
    <A extends unknown[], R>(step: Step, real: (...args: A) => Promise<R>) =>
    (...args: A) =>
      counted(async () => {
        await before(step);
        return real(...args);
      });

  function openFile(handle: OpenFile): OpenFile {
    let written = 0;
    return {
      writeFile: (data) =>
        counted(async () => {
          written += Buffer.byteLength(data as Uint8Array);
          await before('writeFile', written);
          return handle.writeFile(data);
        }),
      chmod: stepOf('chmod', (mode) => handle.chmod(mode)),
      sync: stepOf('sync', () => handle.sync()),
      close: stepOf('close', () => handle.close()),
    };
  }

  return {
    open: stepOf('open', async (...args) => openFile(await nodeDisk.open(...args))),
    access: stepOf('access', nodeDisk.access),
    copyFile: stepOf('copyFile', nodeDisk.copyFile),
    readlink: stepOf('readlink', nodeDisk.readlink),
    realpath: stepOf('realpath', nodeDisk.realpath),
    rename: stepOf('rename', nodeDisk.rename),
    rm: stepOf('rm', nodeDisk.rm),
    stat: stepOf('stat', nodeDisk.stat),
    steps,
    refuse: (step, code, after = 0) => void refused.set(step, { code, after }),
    hang(step) {
      const { promise, resolve } = Promise.withResolvers<void>();
      hanging.set(step, promise);
      return () => {
        hanging.delete(step);
        resolve();
      };
    },
    mend() {
      refused.clear();
    },
    async idle() {
      // A step that follows from another starts before the event loop gets here.
      do await new Promise(setImmediate);
      while (running > 0);
    },
  };
}
