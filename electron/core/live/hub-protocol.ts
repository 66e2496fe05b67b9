import type { IHubProtocol, ILogger } from '@microsoft/signalr';

const separator = '\u001e';
const invocation = 1;
const target = 'processrealtimetwineventmessage';
/** A longer message ends the connection: no hub sends one. Characters. */
const longestMessage = 8 * 1024 * 1024;

/** Gets each event as the hub sent it, with the record's text; undefined for what cannot be read. */
export type OnEvent = (event: unknown, record?: string) => void;

/**
 * SignalR's JSON protocol, except that events go straight to `onEvent`, and so does an unreadable record, as undefined,
 * instead of ending the connection (R33).
 */
export function tolerantProtocol(json: IHubProtocol, onEvent: OnEvent): IHubProtocol {
  function read(record: string, logger: ILogger): ReturnType<IHubProtocol['parseMessages']> {
    let event: unknown;
    try {
      const message: unknown = JSON.parse(record);
      if (!isEvent(message)) {
        const messages = json.parseMessages(record + separator, logger);
        // SignalR spreads `arguments` into a call, whatever its type.
        if (messages.every((each) => each.type !== invocation || Array.isArray(each.arguments)))
          return messages;
      } else if (Array.isArray(message.arguments)) event = message.arguments[0];
    } catch {
      // It is unreadable.
    }
    onEvent(event, record);
    return [];
  }

  return {
    name: json.name,
    version: json.version,
    transferFormat: json.transferFormat,
    writeMessage: (message) => json.writeMessage(message),
    parseMessages(input, logger) {
      if (typeof input !== 'string') return read('', logger);
      if (input.length > longestMessage) throw new Error('The message is too long.');
      const records = input.split(separator);
      // A last record without a separator is incomplete.
      if (records.pop() !== '') onEvent(undefined);
      return records.flatMap((record) => read(record, logger));
    },
  };
}

/** An event without a response; method names ignore case. */
function isEvent(message: unknown): message is { arguments?: unknown } {
  const { type, target: method, invocationId } = Object(message) as Record<string, unknown>;
  return (
    type === invocation &&
    typeof method === 'string' &&
    method.toLowerCase() === target &&
    invocationId === undefined
  );
}
