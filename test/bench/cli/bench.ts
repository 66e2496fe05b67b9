/** The command line as whole processes: against bare Node, against curl with the portal's own call, and at scale. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dist } from '../../../build/bundles.ts';
import { type Simulator, start } from '../../../electron/simulator/index.ts';
import { runCommand } from '../harness/command.ts';
import { interleave } from '../harness/interleave.ts';
import type { BenchSize, Comparison, Findings, RunBench } from '../harness/report.ts';
import { median } from '../harness/statistics.ts';
import { unitsCurve } from './units-curve.ts';

interface CliOptions {
  rounds: number;
  units: readonly number[];
}
const sizes: Record<BenchSize, CliOptions> = {
  usual: { rounds: 21, units: [1_000, 10_000, 100_000, 1_000_000] },
  quick: { rounds: 7, units: [1_000, 10_000, 100_000] },
  tiny: { rounds: 1, units: [50] },
};

export const run: RunBench = (size) => benchCli(sizes[size]);

const cli = path.join(dist, 'cli.js');
const bareNode = () => runCommand(process.execPath, ['-e', 'process.stdout.write("constant\\n")']);
const has = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

async function benchCli(options: CliOptions): Promise<Findings> {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bench-'));
  const simulator = await start({ units: 10 });
  try {
    const connection = path.join(folder, 'connection.json');
    writeFileSync(connection, JSON.stringify(simulator.connection));
    const tokens = await compareTokens({ simulator, connection, folder }, options.rounds);
    const curve = await unitsCurve(folder, options.units);
    return {
      name: 'cli',
      title: 'cli: whole processes',
      comparisons: [...tokens.comparisons, ...curve],
      notes: [
        `From the start of a process to its end, medians of ${options.rounds} interleaved rounds; the simulated provider runs in the bench's own process, over http on loopback.`,
        ...tokens.notes,
        has('az')
          ? '`az` is installed here, and not compared: it has no account to give a token for.'
          : '`az` is not installed here: not measured.',
        'The list of units is read from a simulated API in a process of its own, page by page of 1,000, and written as NDJSON; the cost per unit must not grow.',
      ],
    };
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Stage {
  simulator: Simulator;
  connection: string;
  folder: string;
}

async function compareTokens(
  stage: Stage,
  rounds: number,
): Promise<{ comparisons: Comparison[]; notes: string[] }> {
  const notes: string[] = [];
  const { simulator, connection } = stage;
  const { username, password } = simulator.technicalAccount;
  const args = [cli, 'token', '--connection', connection, '--technical-account', username];
  const technical = { MAX_DESK_PASSWORD: password };
  const warm = await warmStore(stage, args, technical);
  const samples = await interleave(
    {
      'bare Node': async () => (await bareNode()).ms,
      'technical account': async () => (await runCommand(process.execPath, args, technical)).ms,
      ...(has('curl') && { curl: async () => (await portalCall(simulator)).ms }),
      ...(warm && { 'warm store': async () => (await runCommand(process.execPath, args, warm)).ms }),
    },
    { rounds, warmUps: 2 },
  );
  const of = (name: string) => median(samples[name] ?? []);
  const node = of('bare Node');
  const peers = { 'bare Node': node, ...(has('curl') && { 'curl + bare Node': of('curl') + node }) };
  const comparisons: Comparison[] = [
    {
      what: '`max-desk token`, technical account asked anew',
      unit: 'ms',
      ours: of('technical account'),
      peers,
      against: has('curl') ? 'curl + bare Node' : 'bare Node',
    },
  ];
  if (warm) {
    comparisons.unshift({
      what: '`max-desk token` from a warm store',
      unit: 'ms',
      ours: of('warm store'),
      peers,
      against: 'bare Node',
      target: { of: 'ratio', limit: 1.6 },
    });
  } else
    notes.push('`max-desk token` from a warm store: not measured, this command line has no `--store` yet.');
  if (!has('curl')) notes.push('curl is not installed here: not measured.');
  return { comparisons, notes };
}

/** Keeps a token in a store of its own, with a key file instead of a keyring; undefined where there is no such option. */
async function warmStore(
  { folder }: Stage,
  args: string[],
  technical: Record<string, string>,
): Promise<Record<string, string> | undefined> {
  const help = await runCommand(process.execPath, [cli, '--help']);
  if (!help.out.includes('--store')) return undefined;
  const keyFile = path.join(folder, 'key');
  writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  const env = { MAX_DESK_HOME: path.join(folder, 'home'), MAX_DESK_KEY_FILE: keyFile };
  await runCommand(process.execPath, [...args, '--store'], { ...env, ...technical });
  return env;
}

/** The portal's documented call. */
function portalCall({ connection, technicalAccount }: Simulator) {
  const { identity } = connection;
  const fields = {
    client_id: identity.technicalAccount.clientId,
    username: technicalAccount.username,
    password: technicalAccount.password,
    scope: identity.scopes.join(' '),
    grant_type: 'password',
  };
  const url = `${identity.authority}/${identity.technicalAccount.policy}/oauth2/v2.0/token`;
  return runCommand('curl', [
    '--silent',
    '--fail',
    ...Object.entries(fields).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]),
    url,
  ]);
}
