import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/** What Linux calls a connection that stands. A socket that its program has closed already has no owner any more. */
const established = '01';
/** The table is not read at one moment, so an entry may be missed once. */
const tries = 3;

/** The two ends of a connection, as the socket of this process knows them. */
export type Ends = Pick<Socket, 'localAddress' | 'localPort' | 'remoteAddress' | 'remotePort'>;

/**
 * Whether the program at the other end of a loopback connection belongs to another user of this computer; root, who can
 * read our memory, is none. Linux tells whose each socket is (proc_net_tcp). False where the system does not tell.
 */
export async function isForeignUser(socket: Ends): Promise<boolean> {
  const own = process.geteuid?.();
  if (process.platform !== 'linux' || own === undefined) return false;
  for (let left = tries; left > 0; left--) {
    const files = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => ''));
    const isForeign = isForeignIn((await Promise.all(files)).join('\n'), socket, own);
    if (isForeign !== undefined) return isForeign;
  }
  return true;
}

/**
 * The same by the system's tables of sockets; undefined if the other end was missed.
 * @param own the user id of this process
 */
export function isForeignIn(tables: string, socket: Ends, own: number): boolean | undefined {
  const ours = place(socket.localAddress, socket.localPort);
  const theirs = place(socket.remoteAddress, socket.remotePort);
  const entries = tables.split('\n').map(entryOf);
  // Some imitations of Linux show an empty table.
  if (!entries.some(({ local, remote }) => local === ours && remote === theirs)) return false;
  const peer = entries.find(({ local, remote }) => local === theirs && remote === ours);
  return peer && (peer.state !== established || (peer.uid !== own && peer.uid !== 0));
}

function entryOf(line: string) {
  const [, local = '', remote = '', state, , , , uid] = line.trim().split(/\s+/);
  return { local: unmapped(local), remote: unmapped(remote), state, uid: Number(uid) };
}

/** As the table writes an IPv4 address: four bytes from the last to the first, and the port. */
function place(address = '', port = 0): string {
  const bytes = address
    .replace(/^::ffff:/, '')
    .split('.')
    .reverse();
  const hex = (value: number, length: number) => value.toString(16).toUpperCase().padStart(length, '0');
  return `${bytes.map((byte) => hex(Number(byte), 2)).join('')}:${hex(port, 4)}`;
}

/** A program may reach 127.0.0.1 by a socket of IPv6. */
function unmapped(text: string): string {
  return text.replace(/^0{16}FFFF0000/, '');
}
