import { execFile } from 'node:child_process';
import path from 'node:path';
import { childEnvironment } from '../own-environment.ts';
import { type PolicySource, unreadable } from './policy-source.ts';

/** Below HKLM (the computer's, which wins) and HKCU (the user's); only administrators may write there. */
export const registryKey = String.raw`SOFTWARE\Policies\MAX Desk`;
/** Exists on every Windows: if it cannot be read, the registry cannot be read at all. */
const control = [String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion`, '/v', 'ProgramFilesDir'];

/** Runs reg.exe; `status` is its exit status, or undefined when it could not be run. */
export type RunReg = (args: readonly string[]) => Promise<{ status: number | undefined; stdout: string }>;

/** Group Policy, read with reg.exe because Node has no registry access. Throws `policy` if reg.exe is forbidden. */
export async function readRegistryPolicy(run: RunReg = runReg): Promise<PolicySource[]> {
  const places = ['HKLM', 'HKCU'].map((hive) => `${hive}\\${registryKey}`);
  const query = (...args: string[]) => run(['query', ...args, '/reg:64']);
  const [readable, ...found] = await Promise.all([query(...control), ...places.map((place) => query(place))]);
  return places.flatMap((origin, index): PolicySource[] => {
    const { status, stdout } = found[index] ?? { status: undefined, stdout: '' };
    if (status === 0) return [{ values: valuesIn(stdout, origin), origin }];
    // A missing key and one that may not be read look the same.
    if (status === 1 && readable?.status === 0) return [];
    throw unreadable(origin, 'cannot be read, because reg.exe does not run here');
  });
}

/** Parses the lines `    name    REG_TYPE    data` of reg.exe's output. Throws `policy`. */
function valuesIn(text: string, origin: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, type = '', data = ''] = /^ {4}(\S.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/.exec(line) ?? [];
    if (name === undefined) continue;
    // reg.exe writes in the console's encoding, which is unknown.
    if (/[^\t\x20-\x7e]/.test(line))
      throw unreadable(origin, String.raw`has characters other than ASCII: write them as \u00e4 in JSON`);
    values[name] = dataOf(type, data);
  }
  return values;
}

function dataOf(type: string, data: string): unknown {
  if (type === 'REG_DWORD') return Number(data);
  if (type === 'REG_MULTI_SZ') return data.split(String.raw`\0`).filter((each) => each.trim() !== '');
  return data;
}

/** Rejects never: what does not run has no status. */
export const runReg: RunReg = (args) => {
  const file = path.win32.join(process.env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', 'reg.exe');
  return new Promise((resolve) => {
    const env = childEnvironment();
    const options = { encoding: 'latin1', timeout: 10_000, windowsHide: true, env } as const;
    try {
      execFile(file, [...args], options, (error, stdout) => {
        const code: unknown = error ? error.code : 0;
        resolve({ status: typeof code === 'number' ? code : undefined, stdout });
      });
    } catch {
      // If AppLocker forbids the program, Node throws at once.
      resolve({ status: undefined, stdout: '' });
    }
  });
};
