import type { IHubProtocol, ILogger } from '@microsoft/signalr';

const separator = '\u001e';
const invocation = 1;
const target = 'processrealtimetwineventmessage';
/** No hub sends more in one message: the connection ends. Characters. */
const longestMessage = 8 * 1024 * 1024;

/**
 * SignalR's JSON protocol, but that events go straight to `onEvent`, and a record that cannot be read is counted by
 * `onGarbage` and dropped instead of ending the connection (R33). Everything else is SignalR's own.
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
      // Without a separator at its end the last record is none.
      if (records.pop() !== '') onGarbage();
      const messages: ReturnType<IHubProtocol['parseMessages']> = [];
      for (const record of records) {
        for (const message of readRecord(record, logger)) {
          // SignalR would spread whatever is called arguments over the stack.
          if (message.type !== invocation || Array.isArray(message.arguments)) messages.push(message);
          else onGarbage();
        }
      }
      return messages;
    },
  };
}

/** An event that wants no answer; method names know no case. */
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
