/** The single-instance lock: a file in the user-data folder, and a socket over which a second start hands its arguments on. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SecondStart {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}
export interface Lock {
  release(): void;
}

/** Takes the lock of this folder; undefined when another process holds it, which then has been told of this start. */
export function takeLock(
  folder: string,
  additionalData: unknown,
  onSecondStart: (start: SecondStart) => void,
): Lock | undefined {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'lock');
  const socket = socketPath(file);
  while (!createExclusively(file)) {
    if (tellFirst(socket, { argv: process.argv, workingDirectory: process.cwd(), additionalData }))
      return undefined;
    rmSync(file, { force: true }); // its owner was killed
  }
  rmSync(socket, { force: true });
  const server = net.createServer((client) => receive(client, onSecondStart)).listen(socket);
  server.unref();
  const release = () => {
    server.close();
    rmSync(file, { force: true });
  };
  return { release };
}

/** Outside the user-data folder, because the path of a socket may have about 100 characters only. */
function socketPath(file: string): string {
  const id = createHash('sha256').update(file).digest('hex').slice(0, 16);
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\stand-in-${id}`
    : path.join(tmpdir(), `stand-in-${id}.sock`);
}

function createExclusively(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * True when the first instance took the message. `requestSingleInstanceLock` answers synchronously, so another process does
 * the talking; it tries for a second, since the first may have its lock but not yet its socket.
 */
function tellFirst(socket: string, start: SecondStart): boolean {
  const script = `const { connect } = require('node:net');
    const message = require('node:fs').readFileSync(0, 'utf8');
    const until = Date.now() + 1000;
    const attempt = () => connect(${JSON.stringify(socket)})
      .on('connect', function () { this.end(message); })
      .on('error', () => (Date.now() < until ? setTimeout(attempt, 50) : process.exit(1)));
    attempt();`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  return spawnSync(process.execPath, ['--eval', script], { input: JSON.stringify(start), env }).status === 0;
}

function receive(client: net.Socket, onSecondStart: (start: SecondStart) => void): void {
  const parts: Buffer[] = [];
  client.on('data', (part) => parts.push(part));
  client.on('error', () => {});
  client.on('end', () => {
    client.end();
    onSecondStart(JSON.parse(Buffer.concat(parts).toString('utf8')));
  });
}
