import { connect, type Socket } from 'node:net';
import { x11Cookie, x11Display } from './x11-authority.ts';

/** A program that does not respond within this time hangs, ms. */
const patience = 1_000;
/** Codes of the X11 protocol (https://www.x.org/releases/current/doc/xproto/x11protocol.html, "Protocol Encoding"). */
const codes = { createWindow: 1, internAtom: 16, convertSelection: 24, selectionNotify: 31 };
const unit = 32;

/**
 * Whether the program that owns the X11 clipboard responds. Chromium blocks the main process when the clipboard is
 * read, for up to 18 s (measured on Electron 33.2.1), so this asks first. True if that cannot be known: without X11, or
 * if the display refuses the connection. Never throws.
 */
export async function clipboardOwnerAnswers(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const display = x11Display(env['DISPLAY']);
  if (!display) return true;
  const { address } = display;
  const socket = typeof address === 'string' ? connect(address) : connect(address);
  const answered = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => answered.resolve(false), patience);
  socket.once('close', () => answered.resolve(true));
  // 'close' follows.
  socket.on('error', () => undefined);
  try {
    const { method, cookie } = x11Cookie(display.number, env);
    socket.write(setUp(method, cookie));
    ask(socket, () => answered.resolve(true));
    return await answered.promise;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** Calls `told` when the clipboard's owner, or the display if there is no owner, has reported the formats. */
function ask(socket: Socket, told: () => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  let screen: { window: number; root: number } | undefined;
  const atoms: number[] = [];
  socket.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    try {
      if (!screen) {
        const length = 8 + (bytes.length < 8 ? 0 : bytes.readUInt16LE(6) * 4);
        if (bytes.length < length || length === 8) return;
        screen = screenIn(bytes);
        bytes = bytes.subarray(length);
        socket.write(Buffer.concat([internAtom('CLIPBOARD'), internAtom('TARGETS')]));
      }
      for (; bytes.length >= unit; bytes = bytes.subarray(unit)) {
        const kind = bytes.readUInt8(0) & 0x7f;
        if (kind === codes.selectionNotify) told();
        // An error is not a response of the owner.
        if (kind === 0) socket.destroy();
        if (kind !== 1) continue;
        atoms.push(bytes.readUInt32LE(8));
        if (atoms.length === 2) socket.write(convertSelection(screen, atoms));
      }
    } catch {
      socket.destroy();
    }
  });
}

/** A free window id and the root of the first screen. Throws if the display refuses the connection. */
function screenIn(setup: Buffer): { window: number; root: number } {
  if (setup.readUInt8(0) !== 1) throw new Error('The display refuses.');
  const vendor = Math.ceil(setup.readUInt16LE(24) / 4) * 4;
  const formats = setup.readUInt8(29) * 8;
  return { window: setup.readUInt32LE(12), root: setup.readUInt32LE(40 + vendor + formats) };
}

function setUp(method: string, cookie: Buffer): Buffer {
  const start = Buffer.alloc(12);
  start.write('l');
  start.writeUInt16LE(11, 2);
  start.writeUInt16LE(method.length, 6);
  start.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([start, padded(Buffer.from(method)), padded(cookie)]);
}

function internAtom(name: string): Buffer {
  return request(codes.internAtom, Buffer.from([name.length, 0, 0, 0]), padded(Buffer.from(name)));
}

/** Asks for the formats on behalf of an invisible window. */
function convertSelection(
  { window, root }: { window: number; root: number },
  [clipboard = 0, targets = 0]: readonly number[],
): Buffer {
  const place = Buffer.alloc(16);
  // One pixel, input only: `InputOnly` is 2.
  place.writeUInt16LE(1, 4);
  place.writeUInt16LE(1, 6);
  place.writeUInt16LE(2, 10);
  return Buffer.concat([
    request(codes.createWindow, numbers(window, root), place, numbers(0)),
    request(codes.convertSelection, numbers(window, clipboard, targets, targets, 0)),
  ]);
}

function request(code: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const start = Buffer.from([code, 0, 0, 0]);
  start.writeUInt16LE(1 + content.length / 4, 2);
  return Buffer.concat([start, content]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
