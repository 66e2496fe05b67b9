/**
 * Part of the copy of the product that mutants run in, in the test processes and in those that tests start: says which
 * mutant has an effect, and records which ones were reached when none has. The name of the folder is written in.
 */
const folder = 'MUTANTS_FOLDER';

interface Shared {
  active: number;
  reached: Set<number>;
}

// The page's build has no Node; a test may load modules anew.
const fs = globalThis.process?.getBuiltinModule('node:fs');
const key = Symbol.for('max-desk mutants');
const processWide = globalThis as { [key]?: Shared };
processWide[key] ??= begun();
const shared = processWide[key];

function begun(): Shared {
  const active = Number(fs?.readFileSync(`${folder}/active`, 'utf8'));
  const reached = new Set<number>();
  // What a process that a test starts has reached is the test's.
  if (active === 0)
    process.on('exit', () => fs?.writeFileSync(`${folder}/reached/${process.pid}`, [...reached].join('\n')));
  return { active, reached };
}

export function isMutant(id: number): boolean {
  if (shared.active === 0) shared.reached.add(id);
  return id === shared.active;
}

/** What was reached since the last call, here and in processes that have ended. */
export function takeReached(): number[] {
  const names = shared.active === 0 && fs ? fs.readdirSync(`${folder}/reached`) : [];
  for (const name of names) {
    const file = `${folder}/reached/${name}`;
    for (const id of fs?.readFileSync(file, 'utf8').split('\n') ?? [])
      if (id !== '') shared.reached.add(Number(id));
    fs?.rmSync(file);
  }
  const taken = [...shared.reached];
  shared.reached.clear();
  return taken;
}
