import { connect, type Socket } from 'node:net';
import { sessionBusPath } from './bus-address.ts';
import { type BusCall, encodeCall } from './bus-call.ts';
import { type BusMessage, decodeMessages } from './bus-messages.ts';

/** The name of the bus itself, and of its interface. */
export const busName = 'org.freedesktop.DBus';

/**
 * The session's bus of Linux, spoken directly: nothing here waits for another program, as Electron's own calls of it do, and
 * none is needed (dbus-send and gdbus are not everywhere).
 */
export interface SessionBus {
  /** Resolves with what is answered, however late. Rejects with the error's name, and with `no-bus` where there is none. */
  call(call: BusCall): Promise<BusMessage['body']>;
  /**
   * Calls `tell` with whether a program owns `name`: at first, and each time that another one owns it, or nobody any more.
   * Where there is no bus, or it ends, nobody does. The bus owns its own name.
   */
  watchName(name: string, tell: (isOwned: boolean) => void): void;
  /** Calls `heard` with the signals of one interface that the owner of `name` sends. */
  onSignals(name: string, heard: (signal: Pick<BusMessage, 'member' | 'body'>) => void): void;
}

/** Connects at once. Never throws, never blocks, and keeps no process alive. */
export function connectSessionBus(): SessionBus {
  let serial = 0;
  let isOpen = true;
  const calls = new Map<number, PromiseWithResolvers<BusMessage['body']>>();
  const listeners: ((signal: BusMessage) => void)[] = [];
  const closed: (() => void)[] = [];

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
    watchName(name, tell) {
      let last: boolean | undefined;
      const told = (isOwned: boolean) => {
        // A new owner in the place of another is told too.
        if (isOwned || last !== false) tell(isOwned);
        last = isOwned;
      };
      closed.push(() => told(false));
      listeners.push(({ sender, member, body }) => {
        if (sender === busName && member === 'NameOwnerChanged' && body[0] === name) told(body[2] !== '');
      });
      // Heard of before it is asked for, so that nothing falls between.
      match(`sender='${busName}',member='NameOwnerChanged',arg0='${name}'`);
      call(ofBus('NameHasOwner', name)).then(
        ([isOwned]) => told(isOwned === true),
        () => told(false),
      );
    },
    onSignals(name, listener) {
      // Programs' interfaces that are used here have the name of the program. Its signals have its unique name as sender.
      listeners.push((signal) => signal.interface === name && listener(signal));
      match(`sender='${name}',interface='${name}'`);
    },
  };
}

/** A call of the bus itself, all of whose arguments are texts. */
export function ofBus(member: string, ...args: readonly string[]): BusCall {
  const signature = 's'.repeat(args.length);
  return { to: busName, path: '/org/freedesktop/DBus', interface: busName, member, signature, args };
}

/**
 * Authenticates as the user of this process; what is given to the returned function before that is sent then. What is not
 * understood ends the connection. `ended` is called later, and once.
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
  socket.once('close', ended);
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
      for (const message of messages) heard(message);
    } catch {
      socket.destroy();
    }
  });
  return (message) => void (waiting ? waiting.push(message) : socket.write(message));
}

function ignored(): void {
  // Whoever waits for it is told by `ended`.
}
