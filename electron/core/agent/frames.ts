/** Frames of the agent's protocol (docs/agent.md): four bytes with the length, the highest first, then JSON in UTF-8. */
import { AppError } from '../errors.ts';
import { isRecord } from '../json.ts';

/** Bytes of JSON in one frame, at most, in both directions. */
export const longestFrame = 64 * 1024;
const headLength = 4;

export type AgentMessage = Record<string, unknown>;

/** Throws `bad-request` for a message that is too long for a frame. */
export function encodeFrame(message: object): Buffer {
  const text = JSON.stringify(message);
  const length = Buffer.byteLength(text);
  if (length > longestFrame) throw wrongFrame(`is longer than ${longestFrame} bytes`);
  const frame = Buffer.allocUnsafe(headLength + length);
  frame.writeUInt32BE(length);
  frame.write(text, headLength);
  return frame;
}

/**
 * Puts frames together from what arrives in pieces of any size. `push` throws `bad-request` for what is no frame, and what
 * `onMessage` throws; then nothing more can be pushed.
 */
export function createFrameReader(onMessage: (message: AgentMessage) => void) {
  let held: Buffer[] = [];
  let size = 0;
  /** The length of the message that is arriving; undefined before its four bytes have come. */
  let length: number | undefined;

  /** The first bytes of what is held, which it holds no more. */
  function taken(count: number): Buffer {
    const [first] = held;
    const all = first && held.length === 1 ? first : Buffer.concat(held, size);
    held = [all.subarray(count)];
    size -= count;
    return all.subarray(0, count);
  }

  return {
    /** Whether a part of a frame has come whose rest has not. */
    isPartial: () => size > 0 || length !== undefined,
    push(chunk: Buffer): void {
      held.push(chunk);
      size += chunk.length;
      while (size >= (length ?? headLength)) {
        const bytes = taken(length ?? headLength);
        if (length === undefined) length = lengthIn(bytes);
        else {
          length = undefined;
          onMessage(messageIn(bytes));
        }
      }
    },
  };
}

function lengthIn(head: Buffer): number {
  const length = head.readUInt32BE();
  if (length < 2 || length > longestFrame) throw wrongFrame(`has a length of ${length} bytes`);
  return length;
}

function messageIn(bytes: Buffer): AgentMessage {
  let message: unknown;
  try {
    message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw wrongFrame('is not JSON in UTF-8');
  }
  if (!isRecord(message)) throw wrongFrame('is not an object');
  return message;
}

function wrongFrame(what: string): AppError {
  return new AppError('bad-request', `A frame ${what}.`, {
    hint: 'Write the program as docs/agent.md of MAX Desk says.',
  });
}
