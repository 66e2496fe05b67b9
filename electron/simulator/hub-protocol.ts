/** SignalR's JSON hub protocol, version 1: records of JSON, each with a separator behind it. */

export const RECORD_SEPARATOR = '\u001e';
export const MESSAGE = { invocation: 1, completion: 3, ping: 6, close: 7 } as const;

export interface Invocation {
  readonly target: string;
  readonly arguments: readonly unknown[];
  /** Absent when the client wants no answer. */
  readonly invocationId?: string;
}

/** One record as it goes over the line. */
export function record(message: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(message)}${RECORD_SEPARATOR}`;
}

/** The whole records of a frame; undefined when it does not end with one or one of them is not a JSON object. */
export function recordsOf(text: string): Readonly<Record<string, unknown>>[] | undefined {
  if (!text.endsWith(RECORD_SEPARATOR)) return undefined;
  try {
    const records: unknown[] = text
      .slice(0, -1)
      .split(RECORD_SEPARATOR)
      .map((each) => JSON.parse(each));
    return records.every(isObject) ? records : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error to answer a handshake with; undefined for one that is understood. */
export function handshakeFault({ protocol, version }: Readonly<Record<string, unknown>>): string | undefined {
  if (protocol !== 'json') return `The protocol '${String(protocol)}' is not supported.`;
  return version === 1 ? undefined : `The server does not support version ${String(version)} of 'json'.`;
}

export function invocationOf(message: Readonly<Record<string, unknown>>): Invocation | undefined {
  const { type, target, arguments: list, invocationId } = message;
  if (type !== MESSAGE.invocation || typeof target !== 'string' || !Array.isArray(list)) return undefined;
  return typeof invocationId === 'string'
    ? { target, arguments: list, invocationId }
    : { target, arguments: list };
}
