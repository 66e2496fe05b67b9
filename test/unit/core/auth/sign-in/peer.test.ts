import { describe, expect, test } from 'vitest';
import { isForeignIn } from '../../../../../electron/core/auth/sign-in/peer.ts';

const me = 1000;
const socket = {
  localAddress: '127.0.0.1',
  localPort: 41_000,
  remoteAddress: '127.0.0.1',
  remotePort: 50_000,
};
const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, remote: string, state: string, uid: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 171971 1`;
const [ours, theirs] = ['0100007F:A028', '0100007F:C350'];
const here = row(ours, theirs, '01', me);
const tables = (...rows: string[]) =>
  [head, row('0100007F:A028', '00000000:0000', '0A', me), ...rows, ''].join('\n');
const mapped = (place: string) => `0000000000000000FFFF0000${place}`;

describe('the other end of a connection, by Linux’s tables of sockets', () => {
  test.each<[string, boolean | undefined, string]>([
    ['is ours', false, tables(here, row(theirs, ours, '01', me))],
    ['is root’s', false, tables(here, row(theirs, ours, '01', 0))],
    ['is another user’s', true, tables(here, row(theirs, ours, '01', 1001))],
    [
      'is another user’s by a socket of IPv6',
      true,
      tables(here, row(mapped(theirs), mapped(ours), '01', 1001)),
    ],
    ['is ours by a socket of IPv6', false, tables(here, row(mapped(theirs), mapped(ours), '01', me))],
    // Its program has closed it: the kernel says 0 then, whose it ever was.
    ['is nobody’s any more', true, tables(here, row(theirs, ours, '04', 0))],
    ['is nobody’s any more, its end acknowledged', true, tables(here, row(theirs, ours, '05', 0))],
    ['was missed', undefined, tables(here)],
    ['is another one’s with the same port', undefined, tables(here, row('0200007F:C350', ours, '01', me))],
    ['is not told by an empty table', false, head],
    ['is not told by no table', false, ''],
  ])('%s: %s', (_what, isForeign, text) => {
    expect(isForeignIn(text, socket, me)).toBe(isForeign);
  });
});
