import { spawn } from 'node:child_process';

export interface Ended {
  status: number | null;
  out: string;
  /** The one JSON line of `--errors json`, if it failed. */
  failure: { code: string; message: string; hint: string } | undefined;
}

/** Runs the built command line to its end, with `--errors json`. */
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
  const failure = texts.err === '' ? undefined : (JSON.parse(texts.err) as Ended['failure']);
  return { status, out: texts.out, failure };
}
