/**
 * `npm test`: check, unit, integration and end-to-end tests, and attacks; with MAX_DESK_ALL=1 also specs on a real Linux
 * desktop, tiny benches, long attacks, and what `test/fakes/rounds.ts` keeps from everyday runs, as in continuous
 * integration. The last line has all counts. First installs missing Linux packages if that needs no password.
 * `npm test -- FILE…` runs these test files only, without any of that.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './bundles.ts';
import { prepareElectron } from './electron/runtime.ts';
import { type Counts, countsOf, failedSpecs, runnerErrors } from './test-failures.ts';

const reports = path.join(root, 'test-results/reports');
const everything = process.env['MAX_DESK_ALL'] !== undefined;
const vitestCommand = [
  path.join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '-c',
  'build/vitest.config.ts',
];
const given = process.argv.slice(2);

if (given.length > 0) {
  const passed = await node('tests', [...vitestCommand, ...given]);
  if (!passed) process.exitCode = 1;
} else await testAll();

async function testAll(): Promise<void> {
  const started = performance.now();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  await prepareElectron();
  // Built only once: parallel tests would overwrite each other's dist/.
  const built = await node('build', [path.join(root, 'build/build.ts')]);
  // In parallel, because parts of each use only one core. The later steps use both.
  const [check, tests] = await Promise.all([
    node('check', [path.join(root, 'build/check.ts')]),
    vitest(['unit', 'integration', 'attack']),
  ]);
  const results: [name: string, counts: Counts][] = [
    ...tests,
    ['end-to-end', await playwright('e2e')],
    // Runs alone: it measures how long the app does not respond, and its dialogs have timeouts.
    ...(everything ? [['desktop', await playwright('desktop')] satisfies [string, Counts]] : []),
  ];

  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    results.reduce((total, [, counts]) => total + counts[key], 0);
  const line = (counts: Omit<Counts, 'failures'>) =>
    `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`\ncheck: ${check ? 'passed' : 'FAILED'}`);
  console.log(`build: ${built ? 'passed' : 'FAILED'}`);
  for (const [name, counts] of results) console.log(`${name}: ${line(counts)}`);
  if (!everything)
    console.log(
      'on a real desktop, benches, long specs and attacks, all repetitions: not run. MAX_DESK_ALL=1 npm test runs them.',
    );
  for (const [name, { failures }] of results)
    for (const failure of failures) console.log(`failed in ${name}: ${failure}`);
  console.log(`in ${Math.round((performance.now() - started) / 1000)} s\n`);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  console.log(line(total));
  if (!check || !built || total.failed > 0) process.exitCode = 1;
}

/** Runs all in one go, so that what waits for a server or a process leaves its core to something else. */
async function vitest(folders: readonly string[]): Promise<[name: string, counts: Counts][]> {
  const file = path.join(reports, 'vitest.json');
  const report = path.join(root, 'build/attack-report.ts');
  const reporters = [`--reporter=${report}`, '--reporter=json', `--outputFile.json=${file}`];
  const passed = await node(folders.join(', '), [...vitestCommand, ...reporters]);
  const all = folders.map((name): [string, Counts] => [name, countsOf(read(file), `test/${name}`)]);
  const hasFailure = all.some(([, { failed }]) => failed > 0);
  return passed || hasFailure ? all : [...all, ['Vitest itself', withRunner(false, countsOf({}, ''))]];
}

async function playwright(project: string): Promise<Counts> {
  const file = path.join(reports, `${project}.json`);
  const part = everything ? [] : ['--grep-invert=@full'];
  const argv = [path.join(root, 'build/e2e.ts'), `--project=${project}`, ...part];
  const passed = await node(project, argv, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const report = read(file);
  const { stats } = report;
  return withRunner(passed, {
    passed: count(stats, 'expected'),
    // A flaky test counts as failed.
    failed: count(stats, 'unexpected') + count(stats, 'flaky'),
    skipped: count(stats, 'skipped'),
    failures: [...failedSpecs(report), ...runnerErrors(report)],
  });
}

/** A runner that fails without a failed test (a syntax error in a file, a crash) counts as a failure too. */
function withRunner(passed: boolean, counts: Counts): Counts {
  if (passed || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: [...counts.failures, 'the runner itself, see its output above'] };
}

async function node(name: string, argv: string[], env: Record<string, string> = {}): Promise<boolean> {
  console.log(`\n== ${name}`);
  const child = spawn(process.execPath, argv, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const stop = () => child.kill('SIGTERM');
  process.once('SIGTERM', stop);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  process.off('SIGTERM', stop);
  return status === 0;
}

/** The report's content, or an empty object if the runner wrote none. */
function read(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

function count(report: unknown, key: string): number {
  const value = (report as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'number' ? value : 0;
}
