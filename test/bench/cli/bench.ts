/** The command line as whole processes, over https: against bare Node, the portal's own call by curl, and at scale. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dist } from '../../../build/bundles.ts';
import { type Simulator, start } from '../../../electron/simulator/index.ts';
import { certificateAuthority } from '../../fakes/certificate.ts';
import { runCommand } from '../harness/command.ts';
import { interleave } from '../harness/interleave.ts';
import type { BenchSize, Comparison, Findings, RunBench } from '../harness/report.ts';
import { median } from '../harness/statistics.ts';
import { portalForm } from './programs.ts';
import { unitsCurve } from './units-curve.ts';
import { compareWithLoop } from './units-loop.ts';

interface CliOptions {
  rounds: number;
  units: readonly number[];
  /** The list that is read beside a bare loop, and how often. */
  loop: { units: number; rounds: number };
}
const sizes: Record<BenchSize, CliOptions> = {
  usual: { rounds: 21, units: [1_000, 10_000, 100_000, 1_000_000], loop: { units: 200_000, rounds: 7 } },
  quick: { rounds: 7, units: [1_000, 10_000, 100_000], loop: { units: 200_000, rounds: 3 } },
  tiny: { rounds: 1, units: [50], loop: { units: 50, rounds: 1 } },
};

export const run: RunBench = (size) => benchCli(sizes[size]);

const cli = path.join(dist, 'cli.cjs');
const bareNode = () => runCommand(process.execPath, ['-e', 'process.stdout.write("constant\\n")']);
const has = (command: string) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

async function benchCli(options: CliOptions): Promise<Findings> {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bench-'));
  const authority = await certificateAuthority();
  const simulator = await start({ units: 10, tls: await authority.leaf() });
  try {
    const files = { connection: path.join(folder, 'connection.json'), ca: path.join(folder, 'ca.pem') };
    writeFileSync(files.connection, JSON.stringify(simulator.connection));
    writeFileSync(files.ca, authority.cert);
    const comparisons = await compareTokens({ simulator, folder, ...files }, options.rounds);
    const loop = await compareWithLoop(folder, options.loop.units, options.loop.rounds);
    const curve = await unitsCurve(folder, options.units);
    return {
      name: 'cli',
      title: 'cli: whole processes',
      comparisons: [...comparisons, ...loop, ...curve],
      notes: [
        `From the start of a process to its end, medians of ${options.rounds} interleaved rounds; the simulated provider runs in the bench's own process, over https on loopback, with an authority of its own for everybody.`,
        '“Node alone” is an empty program that posts the same form by `node:https` and prints the answer. It reads nothing and checks nothing, but Node reads its own 145 authorities for it before it uses the one it was given; ours does without them. To load `node:https` and to connect with it takes longer than all of curl, and how much longer depends on the computer.',
        'A warm store is read with a key file; the connection is the only one there, and named by nobody.',
        ...(has('curl') ? [] : ['curl is not installed here: not measured.']),
        has('az')
          ? '`az` is installed here, and not compared: it has no account to give a token for.'
          : '`az` is not installed here: not measured.',
        'The bare Node loop signs in by the same form, and for each page does fetch, JSON.parse and JSON.stringify; it checks nothing, finds no column, and counts no unit twice.',
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
  ca: string;
  folder: string;
}

async function compareTokens(stage: Stage, rounds: number): Promise<Comparison[]> {
  const { simulator, connection, ca } = stage;
  const { username, password } = simulator.technicalAccount;
  const asked = [cli, 'token', '--connection', connection, '--ca', ca, '--technical-account', username];
  const technical = { MAX_DESK_PASSWORD: password };
  const warm = await warmStore(stage, asked, technical);
  const samples = await interleave(
    {
      'bare Node': async () => (await bareNode()).ms,
      'technical account': async () => (await runCommand(process.execPath, asked, technical)).ms,
      'warm store': async () => (await runCommand(process.execPath, [cli, 'token'], warm)).ms,
      'Node alone': async () => (await runCommand(process.execPath, nodeAlone(stage))).ms,
      ...(has('curl') && { curl: async () => (await portalCall(stage)).ms }),
    },
    { rounds, warmUps: 2 },
  );
  const of = (name: string) => median(samples[name] ?? []);
  const node = of('bare Node');
  const portal = has('curl') && { 'curl + bare Node': of('curl') + node };
  return [
    {
      what: '`max-desk token` from a warm store',
      unit: 'ms',
      ours: of('warm store'),
      peers: { 'bare Node': node },
      target: { of: 'ratio', limit: 1.6 },
    },
    {
      what: '`max-desk token`, technical account asked anew',
      unit: 'ms',
      ours: of('technical account'),
      peers: { 'bare Node': node, 'Node alone': of('Node alone'), ...portal },
      against: 'curl + bare Node',
      target: { of: 'ratio', limit: 1.3 },
    },
  ];
}

/** Keeps a token in a store of its own, with a key file instead of a keyring. Returns the environment that finds it. */
async function warmStore(
  { folder }: Stage,
  args: string[],
  technical: Record<string, string>,
): Promise<Record<string, string>> {
  const keyFile = path.join(folder, 'key');
  writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  const env = { MAX_DESK_HOME: path.join(folder, 'home'), MAX_DESK_KEY_FILE: keyFile };
  await runCommand(process.execPath, [...args, '--store'], { ...env, ...technical });
  return env;
}

/** The portal's documented call. */
function portalCall({ simulator, ca }: Stage) {
  const { url, fields } = portalForm({ ...simulator, ...simulator.technicalAccount });
  return runCommand('curl', [
    ...['--silent', '--fail', '--cacert', ca],
    ...Object.entries(fields).flatMap(([name, value]) => ['--data-urlencode', `${name}=${value}`]),
    url,
  ]);
}

function nodeAlone({ simulator, ca }: Stage): string[] {
  const { url, fields } = portalForm({ ...simulator, ...simulator.technicalAccount });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const program = `require('node:https')
    .request(${JSON.stringify(url)}, { method: 'POST', headers: ${JSON.stringify(headers)}, ca: require('node:fs').readFileSync(${JSON.stringify(ca)}) },
      (answer) => answer.pipe(process.stdout))
    .end(${JSON.stringify(new URLSearchParams(fields).toString())});`;
  return ['-e', program];
}
