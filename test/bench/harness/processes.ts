/** What processes have used, from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Of every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Process {
  pid: number;
  parent: number;
  /** s */
  cpu: number;
}

/** MB. `resident` counts what is shared in each of its processes; `own` is what no file is behind, the heaps above all. */
export interface Memory {
  resident: number;
  own: number;
}

/** CPU seconds that a process and all below it have used so far; undefined where there is no /proc. */
export function cpuSeconds(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return family(pid).reduce((total, { cpu }) => total + cpu, 0);
}

/** Memory of a process and all below it. NaN where there is no /proc. */
export function memoryOfAll(pid: number): Memory {
  if (process.platform !== 'linux') return { resident: Number.NaN, own: Number.NaN };
  const all = family(pid).map((each) => memoryOf(each.pid));
  const total = (key: keyof Memory) => all.reduce((sum, each) => sum + (each?.[key] ?? 0), 0);
  return { resident: total('resident'), own: total('own') };
}

/** Memory of one process; undefined when it has gone, and where there is no /proc. */
export function memoryOf(pid: number): Memory | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const megabytes = (name: string) =>
      Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
    return { resident: megabytes('Rss'), own: megabytes('Anonymous') };
  } catch {
    return undefined;
  }
}

function family(pid: number): Process[] {
  const all = processes();
  const pids = new Set([pid]);
  // A child's number may be lower than its parent's.
  for (let before = 0; before !== pids.size; ) {
    before = pids.size;
    for (const each of all) if (pids.has(each.parent)) pids.add(each.pid);
  }
  return all.filter((each) => pids.has(each.pid));
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // The name in brackets may hold anything.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
        return [
          { pid: Number(name), parent: parent ?? 0, cpu: ((user ?? 0) + (system ?? 0)) / ticksPerSecond },
        ];
      } catch {
        return []; // it has gone meanwhile
      }
    });
}
