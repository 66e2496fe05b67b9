import { spawn } from 'node:child_process';

export interface CommandRun {
  /** From before the process begins till it has ended and its output is closed, ms. */
  ms: number;
  out: string;
}

/** Runs a command to its end. Throws with its last words when it fails. */
export function runCommand(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandRun> {
  const started = performance.now();
  const child = spawn(file, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve({ ms: performance.now() - started, out: texts.out });
      else reject(new Error(`${file} ended with ${code}: ${texts.err.slice(-400)}`));
    });
  });
}
