import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator } from '../../electron/simulator/index.ts';
import { noteForCanary } from './canary.ts';

export interface Ended {
  status: number | null;
  out: string;
  /** The JSON line of `--errors json` if it failed. */
  failure: { code: string; message: string; hint: string } | undefined;
}

/** Runs the built command line with `--errors json` until it exits. */
export async function runCommandLine(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...args, '--errors', 'json'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  noteForCanary(texts.err);
  const failure = texts.err === '' ? undefined : (JSON.parse(texts.err) as Ended['failure']);
  return { status, out: texts.out, failure };
}

interface Account {
  simulator: Simulator;
  /** The text of the connection file. */
  connection: string;
  /** The folder for the connection file; contains `ca.pem`. */
  folder: string;
}

/** The same with the simulator's technical account and the authority in `ca.pem`. */
export async function runAsTechnicalAccount(
  file: string,
  args: readonly string[],
  { simulator, connection, folder }: Account,
): Promise<Ended> {
  const connectionFile = path.join(folder, 'connection.json');
  await writeFile(connectionFile, connection);
  const { username, password } = simulator.technicalAccount;
  const ca = path.join(folder, 'ca.pem');
  const options = ['--connection', connectionFile, '--ca', ca, '--technical-account', username];
  const env = { MAX_DESK_PASSWORD: password, MAX_DESK_SUBSCRIPTION_KEY: simulator.subscriptionKey };
  return runCommandLine(file, [...args, ...options], env);
}
