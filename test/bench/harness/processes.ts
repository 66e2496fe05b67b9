/** What the processes of a browser or a command have used, from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Of every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Process {
  pid: number;
  parent: number;
  /** s */
  cpu: number;
}

/** CPU seconds that a process and all below it have used so far; undefined where there is no /proc. */
export function cpuSeconds(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const all = processes();
  const family = new Set([pid]);
  // A child's number may be lower than its parent's.
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const each of all) if (family.has(each.parent)) family.add(each.pid);
  }
  return all.reduce((total, each) => (family.has(each.pid) ? total + each.cpu : total), 0);
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
