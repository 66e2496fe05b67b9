import { once } from 'node:events';
import { connect } from 'node:net';

export interface LoadOptions {
  /** The server, and what it is sent each time: a whole GET request with its headers. */
  port: number;
  request: string;
  /** Requests a second. */
  rate: number;
  /** ms */
  time: number;
  /** Connections, each with one request at a time. */
  connections: number;
}

export interface Load {
  /** Of each response with status 200, ms, from when its request was due: a server that stops answers late all the time. */
  latencies: number[];
  /** Responses with another status. */
  errors: number;
  /** From the first request to the last response, ms. */
  took: number;
}

/**
 * Sends requests at a steady rate over kept connections, whatever the responses take. Bytes on sockets: a client that
 * parses headers would be most of what is measured on a computer with two cores. Rejects when a connection breaks.
 */
export async function load({ port, request, rate, time, connections }: LoadOptions): Promise<Load> {
  const total = Math.round((rate * time) / 1_000);
  const latencies: number[] = [];
  /** When the requests were due that wait for a connection, and the connections that wait for a request. */
  const waiting: number[] = [];
  const idle: Client[] = [];
  const done = Promise.withResolvers<void>();
  let errors = 0;
  let made = 0;

  function dispatch(): void {
    // In turn: a server closes a connection that nobody uses.
    while (waiting.length > 0 && idle.length > 0) idle.shift()?.send(waiting.shift() ?? 0);
  }
  function onResponse(client: Client, due: number, isOk: boolean): void {
    if (isOk) latencies.push(performance.now() - due);
    else errors += 1;
    idle.push(client);
    dispatch();
    if (latencies.length + errors === total) done.resolve();
  }
  const open = () => openClient(port, request, onResponse, done.reject);
  const clients = await Promise.all(Array.from({ length: connections }, open));
  idle.push(...clients);
  const started = performance.now();
  const dueAt = (number: number) => started + (number * 1_000) / rate;
  const timer = setInterval(() => {
    for (; made < total && dueAt(made) <= performance.now(); made += 1) waiting.push(dueAt(made));
    dispatch();
  }, 1);
  try {
    await done.promise;
    return { latencies, errors, took: performance.now() - started };
  } finally {
    clearInterval(timer);
    for (const client of clients) client.close();
  }
}

interface Client {
  send(due: number): void;
  close(): void;
}

/** One connection, with one request at a time. */
async function openClient(
  port: number,
  request: string,
  onResponse: (client: Client, due: number, isOk: boolean) => void,
  fail: (error: Error) => void,
): Promise<Client> {
  let began = 0;
  let text = '';
  const socket = connect(port, '127.0.0.1').setNoDelay().setEncoding('latin1');
  let isOver = false;
  const client: Client = {
    send(due) {
      began = due;
      socket.write(request);
    },
    close() {
      isOver = true;
      socket.destroy();
    },
  };
  socket.on('data', (more: unknown) => {
    text += String(more);
    const length = lengthOf(text);
    if (length === undefined || text.length < length) return;
    const isOk = text.startsWith('HTTP/1.1 200 ');
    text = text.slice(length);
    onResponse(client, began, isOk);
  });
  socket.on('error', fail);
  socket.on('close', () => isOver || fail(new Error('The server has closed a connection.')));
  await once(socket, 'connect');
  return client;
}

/** The whole response's, once its head is there. */
function lengthOf(text: string): number | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [, length] = /^content-length: *(\d+)/im.exec(text.slice(0, end)) ?? [];
  // A server that is about to close says none.
  if (length === undefined) return end + 4;
  return end + 4 + Number(length);
}
