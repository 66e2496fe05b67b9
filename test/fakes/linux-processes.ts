/** Information from Linux about running processes. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface LinuxProcess {
  pid: number;
  /** The command line, starting with the program. */
  arguments: string[];
  /** `Seccomp` and `NoNewPrivs`, as in /proc/PID/status. */
  status: Record<string, string>;
}

/** All processes of `executable`, a path without spaces, including children that were forked from it. */
export function processesOf(executable: string): LinuxProcess[] {
  return numbersIn('/proc').flatMap((pid) => {
    // Chromium's children rewrite their command line with spaces.
    const words = read(`/proc/${pid}/cmdline`).split(/[\0 ]/);
    if (words[0] !== executable) return [];
    const fields = [...read(`/proc/${pid}/status`).matchAll(/^(\w+):\s*(.*)$/gm)];
    const status = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    return [{ pid, arguments: words, status }];
  });
}

/** The local TCP ports on which one of the processes listens. */
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
    // The process has exited, or its files are not readable.
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
