import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { x11Cookie, x11Display } from '../../../../electron/core/linux/x11-authority.ts';
import { clipboardOwnerAnswers } from '../../../../electron/core/linux/x11-clipboard.ts';

/** What a display says, in answer to one part of the conversation after the other. */
let says: Buffer[];
let heard: Buffer[];
let server: Server;

beforeEach(async () => {
  heard = [];
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      heard.push(part);
      const next = says.shift();
      if (next) socket.write(next);
      else if (heard.length === 1) socket.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());
const answers = () => {
  const { port } = server.address() as AddressInfo;
  return clipboardOwnerAnswers({ DISPLAY: `127.0.0.1:${port - 6_000}`, XAUTHORITY: '/nowhere' });
};

/** The display lets us in: ids from 0x400000 on, the root window 0x2a, a vendor's name of three letters, two formats. */
function welcome(): Buffer {
  const bytes = Buffer.alloc(40 + 4 + 16 + 40);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt16LE((bytes.length - 8) / 4, 6);
  bytes.writeUInt32LE(0x400000, 12);
  bytes.writeUInt16LE(3, 24);
  bytes.writeUInt8(2, 29);
  bytes.writeUInt32LE(0x2a, 60);
  return bytes;
}
function atom(number: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt32LE(number, 8);
  return bytes;
}
const event = (kind: number) => Buffer.from([kind, ...Array<number>(31).fill(0)]);
/** As another program sends it, and not the display. */
const notified = event(31 | 0x80);

describe('whether the program that holds the clipboard of X11 answers', () => {
  test('is asked of it by the forms that it offers', async () => {
    says = [welcome(), Buffer.concat([atom(301), atom(302)]), notified];
    expect(await answers()).toBe(true);
    const [setup, atoms, conversion] = heard;
    expect(setup?.toString('latin1', 0, 1)).toBe('l');
    expect(atoms?.toString('latin1')).toMatch(/CLIPBOARD.*TARGETS/s);
    expect(conversion?.readUInt32LE(4), 'the window that is made').toBe(0x400000);
    expect(conversion?.readUInt32LE(8), 'below the root window').toBe(0x2a);
    expect([36, 40, 44].map((at) => conversion?.readUInt32LE(at))).toEqual([0x400000, 301, 302]);
  });

  test('is no when it says nothing for a second', async () => {
    says = [welcome(), Buffer.concat([atom(301), atom(302)])];
    const begun = performance.now();
    expect(await answers()).toBe(false);
    expect(performance.now() - begun).toBeGreaterThan(900);
  });

  test.each([
    // With one more unit of four bytes, as the seventh byte says.
    ['does not let us in', [Buffer.from([0, 0, 11, 0, 0, 0, 1, 0, 1, 2, 3, 4])]],
    ['reports an error', [welcome(), event(0)]],
    ['hangs up', []],
  ])('is not known where the display %s', async (_what, script) => {
    says = script;
    expect(await answers()).toBe(true);
  });

  test('is not known where there is no display', async () => {
    expect(await clipboardOwnerAnswers({})).toBe(true);
    expect(await clipboardOwnerAnswers({ DISPLAY: ':4711', XAUTHORITY: '/nowhere' })).toBe(true);
  });
});

test.each([
  [':0', { number: '0', address: '/tmp/.X11-unix/X0' }],
  ['unix:1.0', { number: '1', address: '/tmp/.X11-unix/X1' }],
  ['localhost:10.0', { number: '10', address: { host: 'localhost', port: 6010 } }],
  ['', undefined],
  ['wayland-0', undefined],
])('the display %j is found', (display, expected) => {
  expect(x11Display(display)).toEqual(expected);
});

describe("the cookie of a person's display", () => {
  const part = (text: string) => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
  const entry = (...parts: string[]) => Buffer.concat([Buffer.from([1, 0]), ...parts.map(part)]);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'max-desk-x11-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (bytes: Buffer, number: string) => {
    const file = path.join(folder, 'authority');
    writeFileSync(file, bytes);
    return x11Cookie(number, { XAUTHORITY: file });
  };

  test('is that of its number, or of all', () => {
    const method = 'MIT-MAGIC-COOKIE-1';
    const bytes = Buffer.concat([
      entry('desk', '1', method, 'of one'),
      entry('desk', '2', 'XDM-AUTHORIZATION-1', 'another'),
      entry('desk', '', method, 'of all'),
    ]);
    expect(read(bytes, '1')).toEqual({ method, cookie: Buffer.from('of one') });
    expect(read(bytes, '2')).toEqual({ method, cookie: Buffer.from('of all') });
  });

  test('is none where the file is cut off, or is not there', () => {
    const bytes = entry('desk', '1', 'MIT-MAGIC-COOKIE-1', 'of one');
    const nothing = { method: '', cookie: Buffer.alloc(0) };
    expect(read(bytes.subarray(0, 9), '1')).toEqual(nothing);
    expect(x11Cookie('1', { XAUTHORITY: path.join(folder, 'absent') })).toEqual(nothing);
  });
});
