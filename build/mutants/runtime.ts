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
  // A process that is started from here must ask at its own start: its mutant may be another one.
  const active = Number(fs?.readFileSync(`${folder}/active`, 'utf8'));
  if (active === 0) process.on('exit', saveReached);
  return { active, reached: new Set() };
}

export function isMutant(id: number): boolean {
  if (shared.active === 0) shared.reached.add(id);
  return id === shared.active;
}

/** A test process may be killed at its end, so its setup file calls this after the last test, too. */
export function saveReached(): void {
  if (shared.reached.size === 0) return;
  fs?.appendFileSync(`${folder}/reached/${process.pid}`, `${[...shared.reached].join('\n')}\n`);
}
