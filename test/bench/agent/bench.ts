/** A token by the sign-in of the window, as whole processes: beside one from a warm store, and beside ssh-agent signing once. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dist } from '../../../build/bundles.ts';
import { createDesk, type Desk } from '../../../electron/core/desk.ts';
import { type Simulator, start } from '../../../electron/simulator/index.ts';
import { deskPorts } from '../../fakes/desk.ts';
import { systemBrowser } from '../../fakes/system-browser.ts';
import { runCommand } from '../harness/command.ts';
import { interleave } from '../harness/interleave.ts';
import type { BenchSize, Findings, RunBench } from '../harness/report.ts';
import { median } from '../harness/statistics.ts';

const rounds: Record<BenchSize, number> = { usual: 31, quick: 9, tiny: 1 };
const cli = path.join(dist, 'cli.cjs');
const hasSsh = ['ssh-agent', 'ssh-add', 'ssh-keygen'].every(
  (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0,
);

export const run: RunBench = async (size) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'max-desk-bench-'));
  const simulator = await start({ units: 10 });
  const desk = await windowAt(simulator, path.join(folder, 'max-desk', 'agent.sock'));
  const ssh = hasSsh ? await sshAgent(folder) : undefined;
  try {
    return await compare(
      {
        store: await warmStore(simulator, path.join(folder, 'store')),
        agent: await pairedHome(desk, path.join(folder, 'agent'), folder),
        ssh,
      },
      rounds[size],
    );
  } finally {
    ssh?.child.kill();
    desk.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Stage {
  store: Record<string, string>;
  agent: Record<string, string>;
  ssh: SshAgent | undefined;
}

async function compare({ store, agent, ssh }: Stage, count: number): Promise<Findings> {
  const token = async (env: Record<string, string>) =>
    (await runCommand(process.execPath, [cli, 'token'], env)).ms;
  const samples = await interleave(
    {
      'warm store': () => token(store),
      agent: () => token(agent),
      ...(ssh && { 'ssh-agent': async () => (await runCommand('ssh-keygen', ssh.sign, ssh.env)).ms }),
    },
    { rounds: count, warmUps: 2 },
  );
  const of = (name: string) => median(samples[name] ?? []);
  return {
    name: 'agent',
    title: 'agent: a token by the sign-in of the window',
    comparisons: [
      {
        what: '`max-desk token` by the agent',
        unit: 'ms',
        ours: of('agent'),
        peers: { 'warm store': of('warm store'), ...(ssh && { 'ssh-agent signing once': of('ssh-agent') }) },
        against: 'warm store',
        target: { of: 'ratio', limit: 1.2 },
      },
    ],
    notes: [
      `From the start of a process to its end, medians of ${count} interleaved rounds. Both homes have a key file; the store has the token of a technical account.`,
      'The agent runs in the bench’s own process, as the core of the window does, on the same core as the simulated service.',
      ssh
        ? '“ssh-agent signing once” is `ssh-keygen -Y sign` with an Ed25519 key that the agent holds: a program in C, without a token to fetch.'
        : 'ssh-agent is not installed here (openssh-client): not measured.',
    ],
  };
}

/** The core of a window with the agent on, where somebody is signed in. */
async function windowAt(simulator: Simulator, socket: string): Promise<Desk> {
  const browser = systemBrowser({ press: 'Continue as Sam Sample' });
  const desk = createDesk(deskPorts({ browser: (url) => browser.open(url), agentSocket: () => socket }));
  await desk.open(
    { text: JSON.stringify(simulator.connection), origin: '' },
    { remember: true, subscriptionKey: simulator.subscriptionKey },
  );
  await desk.handlers.signIn(undefined);
  await desk.handlers.changeSettings({ agent: true });
  await until(() => desk.state().agent.phase === 'listening');
  return desk;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

function homeAt(folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  const keyFile = path.join(folder, 'key');
  writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  return { MAX_DESK_HOME: path.join(folder, 'home'), MAX_DESK_KEY_FILE: keyFile };
}

async function warmStore(simulator: Simulator, folder: string): Promise<Record<string, string>> {
  const env = homeAt(folder);
  const connection = path.join(folder, 'connection.json');
  writeFileSync(connection, JSON.stringify(simulator.connection));
  const { username, password } = simulator.technicalAccount;
  const args = [cli, 'token', '--connection', connection, '--technical-account', username, '--store'];
  await runCommand(process.execPath, args, { ...env, MAX_DESK_PASSWORD: password });
  return env;
}

async function pairedHome(desk: Desk, folder: string, runtime: string): Promise<Record<string, string>> {
  const env = { ...homeAt(folder), XDG_RUNTIME_DIR: runtime };
  const pairing = runCommand(process.execPath, [cli, 'agent', 'pair'], env);
  await until(() => desk.state().agent.request !== null);
  const { request } = desk.state().agent;
  const [choice] = request?.choices ?? [];
  if (!request || !choice) throw new Error('Nobody can be granted anything.');
  const { connectionId, accountId } = choice;
  await desk.handlers.grantProgram({
    id: request.id,
    connectionId,
    accountId,
    right: 'token',
    term: 'until-withdrawn',
  });
  await pairing;
  return env;
}

interface SshAgent {
  child: ChildProcess;
  env: Record<string, string>;
  /** Arguments of ssh-keygen that sign by the agent. */
  sign: string[];
}

async function sshAgent(folder: string): Promise<SshAgent> {
  const socket = path.join(folder, 'ssh.sock');
  const key = path.join(folder, 'ssh-key');
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  const env = { SSH_AUTH_SOCK: socket };
  await runCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  await until(() => existsSync(socket));
  await runCommand('ssh-add', ['-q', key], env);
  rmSync(key);
  // What is signed is standard input, which is empty.
  return { child, env, sign: ['-q', '-Y', 'sign', '-f', `${key}.pub`, '-n', 'file'] };
}
