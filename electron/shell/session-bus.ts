import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { type BusMessage, busName, decodeMessages, encodeCall } from './bus-messages.ts';

/**
 * Calls `tell` with whether a program owns `name` on the session's bus: at first, and each time that another one owns it, or
 * nobody any more. Where there is no bus, or it ends, nobody does. Spoken directly, because the programs that could be asked
 * (dbus-send, gdbus) are not everywhere, and a monitor would outlive an app that was killed. Never throws, never blocks.
 */
export function watchBusName(name: string, tell: (isOwned: boolean) => void): void {
  const address = sessionBusPath(process.env);
  if (address === undefined) return void setImmediate(tell, false);
  const socket = connect(address);
  let isOwned: boolean | undefined;
  socket.once('close', () => {
    if (isOwned !== false) tell(false);
  });
  // 'close' follows.
  socket.on('error', () => undefined);
  // The app ends with or without it.
  socket.unref();

  const rule = `type='signal',sender='${busName}',member='NameOwnerChanged',arg0='${name}'`;
  converse(socket, {
    // Heard of before it is asked for, so that nothing falls between.
    calls: [
      ['Hello', []],
      ['AddMatch', [rule]],
      ['NameHasOwner', [name]],
    ],
    heard({ kind, replyTo, member, body }) {
      if (kind === 'error') return void socket.destroy();
      const isChange = kind === 'signal' && member === 'NameOwnerChanged' && body[0] === name;
      if (!isChange && !(kind === 'reply' && replyTo === 3)) return;
      isOwned = isChange ? body[2] !== '' : body[0] === true;
      tell(isOwned);
    },
  });
}

interface Conversation {
  /** Sent one after the other; the first has the serial 1. */
  calls: readonly (readonly [member: string, args: readonly string[]])[];
  /** What the bus itself says. */
  heard: (message: BusMessage) => void;
}

/** Authenticates as the user of this process, and hears from then on. What is not understood ends the connection. */
function converse(socket: Socket, { calls, heard }: Conversation): void {
  let isAuthenticated = false;
  let bytes: Buffer = Buffer.alloc(0);
  const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  socket.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    if (!isAuthenticated) {
      const end = bytes.indexOf('\r\n');
      if (end < 0) return;
      if (!bytes.toString('latin1', 0, end).startsWith('OK ')) return void socket.destroy();
      isAuthenticated = true;
      bytes = bytes.subarray(end + 2);
      socket.write('BEGIN\r\n');
      for (const [index, [member, args]] of calls.entries())
        socket.write(encodeCall(index + 1, member, args));
    }
    try {
      const { messages, rest } = decodeMessages(bytes);
      bytes = rest;
      for (const message of messages) if (message.sender === busName) heard(message);
    } catch {
      socket.destroy();
    }
  });
}

/**
 * Where the session's bus listens: a socket's file, or its abstract name behind a zero byte. Undefined where no address is
 * one that can be connected to.
 */
export function sessionBusPath(env: NodeJS.ProcessEnv): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = env;
  const addresses = DBUS_SESSION_BUS_ADDRESS?.split(';') ?? [];
  for (const address of addresses) {
    const [, kind, value] = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address) ?? [];
    if (value !== undefined) return (kind === 'abstract' ? '\0' : '') + unescaped(value);
  }
  // Where systemd keeps it, whether or not anybody has said so.
  return XDG_RUNTIME_DIR === undefined ? undefined : path.join(XDG_RUNTIME_DIR, 'bus');
}

function unescaped(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
