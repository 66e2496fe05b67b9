import { randomUUID } from 'node:crypto';
import { type BigIntStats, chmodSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { systemCode } from '../errors.ts';
import { agentFault, assertPrivateFolder, socketFault } from './socket-place.ts';

/** Undefined where another window of this user serves the programs. */
export type AgentListener = { close(): Promise<void> } | undefined;

/**
 * Listens on the agent's socket, in the place of one that a crashed window has left. Throws `agent-unavailable`, `storage`.
 */
export async function openAgentListener(
  socket: string,
  onConnection: (connection: Socket) => void,
): Promise<AgentListener> {
  assertPrivateFolder(socket, true);
  // After the second stale socket in a row somebody else is at work.
  for (let attempts = 0; attempts < 3; attempts++) {
    const found = socketAt(socket);
    if (found && (await isAnswered(socket))) return undefined;
    if (found) removeStale(socket, found);
    const server = createServer(onConnection);
    if (await listens(server, socket)) return { close: () => closed(server) };
  }
  return undefined;
}

/** False if there is a socket already. */
async function listens(server: Server, socket: string): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'EADDRINUSE' ? resolve(false) : reject(socketFault(socket, error)),
  );
  server.listen(socket, () => resolve(true));
  if (!(await promise)) return false;
  // The folder keeps others away already; this is for whoever copies it somewhere else.
  if (process.platform !== 'win32') chmodSync(socket, 0o600);
  // A connection that cannot be accepted is not the end of the others.
  server.on('error', () => undefined);
  return true;
}

/** What is at the place of the socket: a socket of this user or nothing. Throws `agent-unavailable`. */
function socketAt(socket: string): BigIntStats | undefined {
  // A pipe of Windows is gone with the process that made it.
  if (process.platform === 'win32') return undefined;
  const stats = lstatSync(socket, { bigint: true, throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isSocket()) throw agentFault(socket, 'is no socket, or a symbolic link');
  if (stats.uid !== BigInt(process.geteuid?.() ?? -1))
    throw agentFault(socket, 'belongs to another user of this computer');
  return stats;
}

/** Whether somebody listens there; a window that is busy does, too. */
function isAnswered(socket: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const connection = createConnection(socket);
  connection.once('connect', () => resolve(true));
  connection.once('error', ({ code }: NodeJS.ErrnoException) =>
    resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
  );
  return promise.finally(() => connection.destroy());
}

/** Two windows may find the same one: then the slower one must not take the socket that the faster one has made. */
function removeStale(socket: string, stale: BigIntStats): void {
  const aside = `${socket}.${randomUUID()}`;
  try {
    renameSync(socket, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw socketFault(socket, error);
  }
  const { ino, mtimeNs } = lstatSync(aside, { bigint: true });
  if (ino === stale.ino && mtimeNs === stale.mtimeNs) rmSync(aside);
  else renameSync(aside, socket);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
