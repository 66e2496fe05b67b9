import { readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { CommandLineUser, Started } from './command-line-user.ts';

/** A gateway that runs as a process. */
export interface Serving extends Started {
  url: string;
  /** What it has said so far, on standard error and on standard output. */
  said(): string;
  printed(): string;
  /** The secret of a client, from its file. */
  secret(name?: string): string;
  /** Sends a GET with the secret of "local", unless the headers are others. */
  get(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>;
  /** The same, for a response that does not end. */
  open(path: string, headers?: Record<string, string>): Promise<IncomingMessage>;
}

/** Starts `max-desk serve` on a free port and waits until it listens. Throws what it says if it ends before. */
export async function serving(
  user: CommandLineUser,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<Serving> {
  const started = user.start(['serve', '--listen', '127.0.0.1:0', ...args], env);
  const texts = { out: '', err: '' };
  const listening = Promise.withResolvers<string>();
  started.child.stdout?.on('data', (more: string) => {
    texts.out += more;
  });
  started.child.stderr?.on('data', (more: string) => {
    texts.err += more;
    const [, address] = /^Serving ".*" on (http:\S+)\.$/m.exec(texts.err) ?? [];
    if (address !== undefined) listening.resolve(address);
  });
  void started.ended.then(({ err }) => listening.reject(new Error(`It has ended: ${err}`)));
  const url = await listening.promise;
  const secret = (name = 'local') =>
    readFileSync(path.join(user.home, 'gateway', `${name}.secret`), 'utf8').trim();

  async function open(target: string, headers?: Record<string, string>): Promise<IncomingMessage> {
    const its = headers ?? { authorization: `Bearer ${secret()}` };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    request(url + target, { headers: its, agent: false }, resolve)
      .on('error', reject)
      .end();
    return promise;
  }
  return {
    ...started,
    url,
    said: () => texts.err,
    printed: () => texts.out,
    secret,
    open,
    async get(target, headers) {
      const response = await open(target, headers);
      return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
    },
  };
}
