/** What Linux knows of the processes that run now. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface LinuxProcess {
  pid: number;
  /** Of its command line, the program first. */
  arguments: string[];
  /** `Seccomp` and `NoNewPrivs`, as in /proc/PID/status. */
  status: Record<string, string>;
}

/** Those whose program is `executable`, a path without spaces; children that were forked from it are among them. */
export function processesOf(executable: string): LinuxProcess[] {
  return numbersIn('/proc').flatMap((pid) => {
    // Chromium's children write theirs anew, with spaces.
    const words = read(`/proc/${pid}/cmdline`).split(/[\0 ]/);
    if (words[0] !== executable) return [];
    const fields = [...read(`/proc/${pid}/status`).matchAll(/^(\w+):\s*(.*)$/gm)];
    const status = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    return [{ pid, arguments: words, status }];
  });
}

/** Local TCP ports on which one of the processes waits for others. */
export function listeningPorts(processes: readonly LinuxProcess[]): number[] {
  const held = new Set(processes.flatMap(({ pid }) => socketsOf(pid)));
  const listening = '0A';
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    read(table)
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
        const port = Number.parseInt(local.split(':')[1] ?? '', 16);
        return state === listening && held.has(inode) ? [port] : [];
      }),
  );
}

function socketsOf(pid: number): string[] {
  return numbersIn(`/proc/${pid}/fd`).flatMap((descriptor) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    // It has gone meanwhile, or shows itself to nobody.
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
