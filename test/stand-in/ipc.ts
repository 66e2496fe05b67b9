/** `electron.ipcMain`, and the same for one window's contents or one frame. */
import type { IpcMain as ElectronIpcMain } from 'electron';
import { Loud } from './loud.ts';

type Handler = Parameters<ElectronIpcMain['handle']>[1];

/** Handlers of invocations, and an emitter of sent messages. */
export class Ipc extends Loud {
  private handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  /** The handler of this channel, for the one who received an invocation. */
  handlerOf(channel: string): Handler | undefined {
    return this.handlers.get(channel);
  }
}

/** `electron.ipcMain`: asked after the frame's and the contents' own handlers. */
export const ipcMain = new Ipc();
