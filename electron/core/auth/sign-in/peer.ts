import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/** What Linux calls a connection that stands. A socket that its program has closed already has no owner any more. */
const established = '01';
/** The table is not read at one moment, so an entry may be missed once. */
const tries = 3;

/**
 * Whether the program at the other end of a loopback connection belongs to another user of this computer; root, who can
 * read our memory, is none. Linux tells whose each socket is (proc_net_tcp). False where the system does not tell.
 */
export async function isForeignUser(socket: Socket): Promise<boolean> {
  const own = process.geteuid?.();
  const { remoteAddress = '', remotePort = 0, localAddress = '', localPort = 0 } = socket;
  if (process.platform !== 'linux' || own === undefined) return false;
  const [ours, theirs] = [place(localAddress, localPort), place(remoteAddress, remotePort)];
  for (let left = tries; left > 0; left--) {
    const table = await socketTable();
    // Some imitations of Linux show an empty table.
    if (!table.some(({ local, remote }) => local === ours && remote === theirs)) return false;
    const peer = table.find(({ local, remote }) => local === theirs && remote === ours);
    if (peer) return peer.state !== established || (peer.uid !== own && peer.uid !== 0);
  }
  return true;
}

interface Entry {
  local: string;
  remote: string;
  state: string;
  uid: number;
}

async function socketTable(): Promise<Entry[]> {
  const files = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => ''));
  const lines = (await Promise.all(files)).flatMap((text) => text.split('\n').slice(1));
  return lines.flatMap((line) => {
    const [, local, remote, state, , , , uid] = line.trim().split(/\s+/);
    if (!local || !remote || !state || uid === undefined) return [];
    return [{ local: unmapped(local), remote: unmapped(remote), state, uid: Number(uid) }];
  });
}

/** As the table writes an IPv4 address: four bytes from the last to the first, and the port. */
function place(address: string, port: number): string {
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
