/** What a page's preload sends to main: invocations to their handlers, messages to their listeners. */
import { preventable } from './events.ts';
import type { Frame } from './frame.ts';
import { type Ipc, ipcMain } from './ipc.ts';
import { decode, encode } from './page/codec.ts';
import type { FromPage, ToPage } from './page/isolated-world.ts';

type Reply = (message: ToPage, payload: string) => void;
type IpcMessage = Extract<FromPage, { kind: 'invoke' | 'send' }>;
export interface Sender {
  ipc: Ipc;
}

/** Hands the message on: the frame's own handlers first, then the contents', then `ipcMain`'s. */
export async function receive(
  message: IpcMessage,
  sender: Sender,
  frame: Frame | null,
  reply: Reply,
): Promise<void> {
  const event = createEvent(sender, frame);
  const args = decode(message.payload) as unknown[];
  const places = [frame?.ipc, sender.ipc, ipcMain].filter((place) => place !== undefined);
  if (message.kind === 'send') {
    for (const place of places) place.emit(message.channel, event, ...args);
    return;
  }
  const { id, channel } = message;
  try {
    const handler = places.map((place) => place.handlerOf(channel)).find((each) => each !== undefined);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    // The event has the stand-in's frames and contents, which have a part of the real ones' members.
    const result: unknown = await handler(event as unknown as Electron.IpcMainInvokeEvent, ...args);
    reply({ kind: 'reply', id }, encode(result));
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    reply({ kind: 'failure', id }, `Error invoking remote method '${channel}': ${error}`);
  }
}

function createEvent(sender: Sender, frame: Frame | null) {
  return preventable({
    type: 'frame',
    sender,
    /** As in Electron null once the frame has gone, so it has to be read before anything is awaited. */
    get senderFrame() {
      return frame && !frame.isDestroyed() ? frame : null;
    },
    processId: 1,
    frameId: frame?.routingId ?? 0,
    ports: [],
    reply: (channel: string, ...args: unknown[]) => frame?.send(channel, ...args),
  });
}
