import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { type BusCall, type BusMessage, decodeMessages, encodeCall } from './bus-messages.ts';

/** The name of the bus itself and of its interface. */
export const busName = 'org.freedesktop.DBus';

export type SessionBus = ReturnType<typeof connectSessionBus>;

/**
 * The session bus of Linux, without helpers: unlike Electron's own calls, nothing here waits for another program, and
 * none is needed (dbus-send and gdbus are not installed everywhere). Connects at once. Never throws, never blocks, and
 * does not keep the process alive.
 */
export function connectSessionBus() {
  let serial = 0;
  let isOpen = true;
  const calls = new Map<number, PromiseWithResolvers<BusMessage['body']>>();
  const listeners: ((signal: BusMessage) => void)[] = [];
  const closed: (() => void)[] = [];

  /** Resolves to the reply, however late. Rejects with the error's name, or with `no-bus` if there is no bus. */
  function call(what: BusCall): Promise<BusMessage['body']> {
    if (!isOpen) return Promise.reject(new Error('no-bus'));
    const answered = Promise.withResolvers<BusMessage['body']>();
    serial += 1;
    calls.set(serial, answered);
    send(encodeCall(serial, what));
    return answered.promise;
  }
  function heard(message: BusMessage): void {
    if (message.kind === 'signal') for (const listener of listeners) listener(message);
    const answered = message.replyTo === undefined ? undefined : calls.get(message.replyTo);
    if (!answered || message.replyTo === undefined) return;
    calls.delete(message.replyTo);
    if (message.kind === 'reply') answered.resolve(message.body);
    else answered.reject(new Error(message.error ?? 'error'));
  }
  function ended(): void {
    isOpen = false;
    for (const { reject } of calls.values()) reject(new Error('no-bus'));
    calls.clear();
    for (const tell of closed) tell();
  }
  const send = converse(heard, ended);
  void call(ofBus('Hello')).catch(ignored);

  function match(rule: string): void {
    void call(ofBus('AddMatch', `type='signal',${rule}`)).catch(ignored);
  }
  return {
    call,
    /**
     * Calls `tell` with whether a program owns `name`: at first, and whenever the owner changes. Without a bus, or once
     * it has ended, nobody owns it. The bus owns its own name.
     */
    watchName(name: string, tell: (isOwned: boolean) => void): void {
      let last: boolean | undefined;
      const told = (isOwned: boolean) => {
        // A change from one owner to another is reported too.
        if (isOwned || last !== false) tell(isOwned);
        last = isOwned;
      };
      closed.push(() => told(false));
      listeners.push(({ sender, member, body }) => {
        if (sender === busName && member === 'NameOwnerChanged' && body[0] === name) told(body[2] !== '');
      });
      // Subscribe before asking, so that no change is missed.
      match(`sender='${busName}',member='NameOwnerChanged',arg0='${name}'`);
      call(ofBus('NameHasOwner', name)).then(
        ([isOwned]) => told(isOwned === true),
        () => told(false),
      );
    },
    /** Calls `listener` for signals of the interface `name` that are sent by the owner of `name`. */
    onSignals(name: string, listener: (signal: Pick<BusMessage, 'member' | 'body'>) => void): void {
      // The interfaces used here are named like their program; a signal's sender is the program's unique name.
      listeners.push((signal) => signal.interface === name && listener(signal));
      match(`sender='${name}',interface='${name}'`);
    },
  };
}

/** A call of the bus itself; all arguments are texts. */
export function ofBus(member: string, ...args: readonly string[]): BusCall {
  const signature = 's'.repeat(args.length);
  return { to: busName, path: '/org/freedesktop/DBus', interface: busName, member, signature, args };
}

/**
 * Authenticates as the user of this process; messages passed to the returned function earlier are sent after that.
 * Input that is not understood closes the connection. `ended` is called asynchronously, and once.
 */
function converse(heard: (message: BusMessage) => void, ended: () => void): (message: Buffer) => void {
  const address = sessionBusPath(process.env);
  if (address === undefined) {
    setImmediate(ended);
    return ignored;
  }
  const socket: Socket = connect(address);
  let waiting: Buffer[] | undefined = [];
  let bytes: Buffer = Buffer.alloc(0);
  socket.once('close', () => setImmediate(ended));
  // 'close' follows.
  socket.on('error', ignored);
  socket.unref();
  const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  socket.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    if (waiting) {
      const end = bytes.indexOf('\r\n');
      if (end < 0) return;
      if (!bytes.toString('latin1', 0, end).startsWith('OK ')) return void socket.destroy();
      bytes = bytes.subarray(end + 2);
      socket.write('BEGIN\r\n');
      for (const message of waiting) socket.write(message);
      waiting = undefined;
    }
    try {
      const { messages, rest } = decodeMessages(bytes);
      bytes = rest;
      // Each in a turn of its own: what awaits a reply goes on before a signal that was sent after it is heard.
      for (const message of messages) setImmediate(heard, message);
    } catch {
      socket.destroy();
    }
  });
  return (message) => void (waiting ? waiting.push(message) : socket.write(message));
}

/**
 * The socket of the session bus: a file path, or an abstract name after a zero byte. Undefined if no address can be
 * connected to.
 */
export function sessionBusPath(env: NodeJS.ProcessEnv): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = env;
  const addresses = DBUS_SESSION_BUS_ADDRESS?.split(';') ?? [];
  for (const address of addresses) {
    const [, kind, value] = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address) ?? [];
    if (value !== undefined) return (kind === 'abstract' ? '\0' : '') + unescaped(value);
  }
  // systemd's default path, even if no variable names it.
  return XDG_RUNTIME_DIR === undefined ? undefined : path.join(XDG_RUNTIME_DIR, 'bus');
}

function unescaped(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function ignored(): void {
  // `ended` informs the caller.
}
