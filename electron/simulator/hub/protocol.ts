/** SignalR's JSON hub protocol, version 1: JSON records, each followed by a separator. */

const RECORD_SEPARATOR = '\u001e';
export const MESSAGE = { invocation: 1, completion: 3, ping: 6, close: 7 } as const;

/** A record as it was sent: its fields may be anything. */
export type Message = Readonly<Record<string, unknown>>;

/** Serializes one record. */
export function record(message: Message): string {
  return `${JSON.stringify(message)}${RECORD_SEPARATOR}`;
}

/** The records of a frame; undefined if the frame is incomplete or a record is not a JSON object. */
export function recordsOf(text: string): Message[] | undefined {
  if (!text.endsWith(RECORD_SEPARATOR)) return undefined;
  try {
    const records: unknown[] = text
      .slice(0, -1)
      .split(RECORD_SEPARATOR)
      .map((each) => JSON.parse(each));
    return records.every(isMessage) ? records : undefined;
  } catch {
    return undefined;
  }
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error response to a handshake; undefined if the handshake is valid. */
export function handshakeFault({ protocol, version }: Message = {}): string | undefined {
  if (protocol !== 'json') return `The protocol '${String(protocol)}' is not supported.`;
  return version === 1 ? undefined : `The server does not support version ${String(version)} of 'json'.`;
}

/** The call in a message, else undefined. Without an `invocationId` the client does not want a response. */
export function invocationOf({ type, target, arguments: list, invocationId }: Message) {
  if (type !== MESSAGE.invocation || typeof target !== 'string' || !Array.isArray(list)) return undefined;
  const given: readonly unknown[] = list;
  return { target, given, invocationId: typeof invocationId === 'string' ? invocationId : undefined };
}
