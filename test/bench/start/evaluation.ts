import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dist } from '../../../build/bundles.ts';
import { runCommand } from '../harness/command.ts';
import { interleave, type Rounds } from '../harness/interleave.ts';
import { median } from '../harness/statistics.ts';

/** What it takes to evaluate the main bundle and one that does nothing, ms of the whole process and of the module alone. */
export interface Evaluation {
  process: Record<'ours' | 'empty', number>;
  module: Record<'ours' | 'empty', number>;
}

export async function evaluateMain(folder: string, rounds: Rounds): Promise<Evaluation> {
  const empty = path.join(folder, 'empty.cjs');
  writeFileSync(empty, "require('electron').app.whenReady();");
  const evaluate = (file: string) => () =>
    runCommand(process.execPath, [path.join(import.meta.dirname, 'evaluate.cjs'), file]);
  const samples = await interleave(
    { ours: evaluate(path.join(dist, 'main.cjs')), empty: evaluate(empty) },
    rounds,
  );
  const of = (name: string, value: (run: { ms: number; out: string }) => number) =>
    median((samples[name] ?? []).map(value));
  return {
    process: { ours: of('ours', ({ ms }) => ms), empty: of('empty', ({ ms }) => ms) },
    module: {
      ours: of('ours', ({ out }) => milliseconds(out)),
      empty: of('empty', ({ out }) => milliseconds(out)),
    },
  };
}

/** The bundle reports its own errors and goes on, so that only a missing number tells of them. */
function milliseconds(out: string): number {
  if (!/^[\d.]+$/.test(out)) throw new Error(`the bundle was not evaluated: ${out.slice(0, 400)}`);
  return Number(out);
}
