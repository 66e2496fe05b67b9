import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { KeyValue } from '../../../electron/core/ports.ts';

/** A JSON file that is written whole beside itself and put in its place, as the window's store is. */
export function createFileKeyValue(file: string): KeyValue {
  const read = (): Record<string, string> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const write = (entries: Record<string, string>) => {
    writeFileSync(`${file}.tmp`, JSON.stringify(entries), { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  };
  return {
    get: (key) => read()[key],
    keys: () => Object.keys(read()),
    set: (key, value) => write({ ...read(), [key]: value }),
    delete(key) {
      const { [key]: _gone, ...left } = read();
      write(left);
    },
    quarantine: () => undefined,
    forgetQuarantined: () => undefined,
  };
}
