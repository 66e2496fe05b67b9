/**
 * Calls between a page's two worlds (the page's own, and the isolated one of the preload). They share only the DOM, so a call
 * is a synchronous event with a secret name whose detail Chromium clones from world to world. As in Electron, values are
 * copied, functions and promises become stand-ins for the other side's. Sent to the page by its source text.
 */
export interface Bridge {
  toWire(value: unknown): unknown;
  fromWire(value: unknown): unknown;
  on(name: string, listener: (detail: unknown) => void): void;
  fire(name: string, detail: unknown): void;
}
type Wire = { message: string; stack?: string };
type Reply = { ok?: unknown; error?: Wire };
type Call = { id: number; reply: number; args: unknown[] };

/** `secret` names the events, `side` is this world's letter and `peer` the other's. */
export function createBridge(secret: string, side: string, peer: string): Bridge {
  const { on, off, fire } = secretEvents(secret);
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 1;
  const toWire = (value: unknown): unknown => {
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
    if (typeof value === 'function') {
      functions.set(next, value as (...args: unknown[]) => unknown);
      return { $function: next++ };
    }
    if (value instanceof Promise) {
      const id = next++;
      value.then(
        (result) => fire(`${peer}settled`, { id, ok: toWire(result) }),
        (error) => fire(`${peer}settled`, { id, error: errorToWire(error) }),
      );
      return { $promise: id };
    }
    return mapDeep(value, toWire);
  };
  const fromWire = (value: unknown): unknown => {
    const { $function, $promise } = (value ?? {}) as { $function?: number; $promise?: number };
    if ($function) return (...args: unknown[]) => call($function, args);
    if ($promise) return new Promise((resolve, reject) => waiting.set($promise, { resolve, reject }));
    return mapDeep(value, fromWire);
  };
  const call = (id: number, args: unknown[]): unknown => {
    const reply = next++;
    let answer: Reply | undefined;
    const listener = (detail: unknown) => {
      answer = detail as Reply;
    };
    const remove = on(`${side}reply${reply}`, listener);
    fire(`${peer}call`, { id, reply, args: toWire(args) });
    off(remove);
    if (!answer) throw new Error('An object could not be cloned.');
    if (answer.error) throw errorFromWire(answer.error);
    return fromWire(answer.ok);
  };
  on(`${side}call`, (detail) => {
    const { id, reply, args } = detail as Call;
    let answer: Reply;
    try {
      answer = { ok: toWire(functions.get(id)?.(...(fromWire(args) as unknown[]))) };
    } catch (error) {
      answer = { error: errorToWire(error) };
    }
    fire(`${peer}reply${reply}`, answer);
  });
  on(`${side}settled`, (detail) => {
    const { id, ok, error } = detail as Reply & { id: number };
    const promise = waiting.get(id);
    waiting.delete(id);
    if (error) promise?.reject(errorFromWire(error));
    else promise?.resolve(fromWire(ok));
  });
  return { toWire, fromWire, on, fire };
}

/** Takes what it needs from the page before the page's scripts run, so that they can neither listen nor interfere. */
function secretEvents(secret: string) {
  const add = window.addEventListener.bind(window);
  const remove = window.removeEventListener.bind(window);
  const dispatch = window.dispatchEvent.bind(window);
  const Event = CustomEvent;
  const getter = Object.getOwnPropertyDescriptor(Event.prototype, 'detail')?.get;
  const detailOf = Function.prototype.call.bind(getter as () => unknown) as (event: unknown) => unknown;
  return {
    on(name: string, listener: (detail: unknown) => void): [string, (event: unknown) => void] {
      const wrapped = (event: unknown) => listener(detailOf(event));
      add(secret + name, wrapped);
      return [secret + name, wrapped];
    },
    off: ([name, wrapped]: [string, (event: unknown) => void]) => remove(name, wrapped),
    fire: (name: string, detail: unknown) => void dispatch(new Event(secret + name, { detail })),
  };
}

/** Applies `change` to the items of an array or plain object; anything else is left to the structured clone. */
function mapDeep(value: unknown, change: (item: unknown) => unknown): unknown {
  if (!value || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(change);
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  const record: Record<string, unknown> = {};
  for (const key of Object.keys(value)) record[key] = change((value as Record<string, unknown>)[key]);
  return record;
}

/** As over Electron's context bridge, only message and stack of an error arrive. */
function errorToWire(error: unknown): Wire {
  return error instanceof Error
    ? { message: error.message, stack: error.stack ?? '' }
    : { message: String(error) };
}

function errorFromWire({ message, stack }: Wire): Error {
  return stack ? Object.assign(new Error(message), { stack }) : new Error(message);
}

/** All of this file, to be sent to the page. */
export const bridgeSource = [createBridge, secretEvents, mapDeep, errorToWire, errorFromWire];
