import type { IHubProtocol, ILogger } from '@microsoft/signalr';

const separator = '\u001e';
const invocation = 1;
const target = 'processrealtimetwineventmessage';
/** A longer message ends the connection: no hub sends one. Characters. */
const longestMessage = 8 * 1024 * 1024;

/**
 * SignalR's JSON protocol, except that events go straight to `onEvent`, and an unreadable record is reported to
 * `onGarbage` and dropped instead of ending the connection (R33).
 */
export function tolerantProtocol(
  json: IHubProtocol,
  onEvent: (event: unknown) => void,
  onGarbage: () => void,
): IHubProtocol {
  function readRecord(text: string, logger: ILogger): ReturnType<IHubProtocol['parseMessages']> {
    try {
      const message: unknown = JSON.parse(text);
      if (!isEvent(message)) return json.parseMessages(text + separator, logger);
      const list = message['arguments'];
      if (Array.isArray(list) && list.length > 0) onEvent(list[0]);
      else onGarbage();
    } catch {
      onGarbage();
    }
    return [];
  }

  return {
    name: json.name,
    version: json.version,
    transferFormat: json.transferFormat,
    writeMessage: (message) => json.writeMessage(message),
    parseMessages(input, logger) {
      if (typeof input !== 'string') {
        onGarbage();
        return [];
      }
      if (input.length > longestMessage) throw new Error('The message is too long.');
      const records = input.split(separator);
      // A last record without a separator is incomplete.
      if (records.pop() !== '') onGarbage();
      const messages: ReturnType<IHubProtocol['parseMessages']> = [];
      for (const record of records) {
        for (const message of readRecord(record, logger)) {
          // SignalR spreads `arguments` into a call, whatever its type.
          if (message.type !== invocation || Array.isArray(message.arguments)) messages.push(message);
          else onGarbage();
        }
      }
      return messages;
    },
  };
}

/** An event without a response; method names ignore case. */
function isEvent(message: unknown): message is Record<string, unknown> {
  if (typeof message !== 'object' || message === null) return false;
  const fields = message as Record<string, unknown>;
  return (
    fields['type'] === invocation &&
    typeof fields['target'] === 'string' &&
    fields['target'].toLowerCase() === target &&
    fields['invocationId'] === undefined
  );
}
