import { systemCode } from '../errors.ts';
import { printableJson } from '../printable.ts';
import type { EndedCall } from './gateway-call.ts';

/** Lines that wait for a disk, or a reader, that is slow, bytes; more are lost, and counted. */
const longestWait = 1024 * 1024;

/** Where lines go; resolves when they are written. */
export type AuditWriter = (lines: string) => Promise<void>;

export type AuditLog = ReturnType<typeof createAuditLog>;

/**
 * One line of JSON for each call, without secrets, queries and bodies. Calls do not wait for it: what cannot be written is
 * counted, and the next line that can says how many are missing.
 * @param say is told when lines are lost, once until one is written again
 */
export function createAuditLog(write: AuditWriter, say: (text: string) => void) {
  let waiting: string[] = [];
  let size = 0;
  let missing = 0;
  let lost = 0;
  let hasSaid = false;
  let isBusy = false;
  let idle = Promise.resolve();

  function lose(count: number, why: string): void {
    missing += count;
    lost += count;
    if (!hasSaid) say(`Lines of the audit log are lost: ${why}.`);
    hasSaid = true;
  }

  function take(): string {
    const gap = missing > 0 ? [`${JSON.stringify({ time: new Date().toISOString(), lost: missing })}\n`] : [];
    const text = [...gap, ...waiting].join('');
    waiting = [];
    size = 0;
    return text;
  }

  async function run(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      const count = waiting.length;
      const gap = missing;
      try {
        await write(take());
        missing -= gap;
        hasSaid = false;
      } catch (error) {
        lose(count, `they cannot be written (${systemCode(error)})`);
      }
    }
    // Reset at once: a line that comes after the last look must start it again.
    isBusy = false;
  }

  return {
    record(call: EndedCall): void {
      if (size > longestWait) {
        lose(1, 'they are written too slowly');
        return;
      }
      const line = lineOf(call);
      waiting.push(line);
      size += line.length;
      if (!isBusy) idle = run();
    },
    /** How many are missing since the start. */
    lost: () => lost,
    /** Resolves when all lines are written, or lost. */
    flush: () => idle,
  };
}

function lineOf({ at, client, method, path, status, ms, bytes, error }: EndedCall): string {
  const time = new Date(at).toISOString();
  const shown = { time, client: client ?? null, method, path, status, ms: Math.round(ms), bytes, error };
  return `${printableJson(JSON.stringify(shown))}\n`;
}
