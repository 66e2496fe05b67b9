/** `Tray` and `Notification`: there is nothing to see; tests look at what was asked for. */
import type { NotificationConstructorOptions } from 'electron';
import { preventable } from './events.ts';
import { Loud } from './loud.ts';

export class Tray extends Loud {
  private title = '';
  private gone = false;
  private guid: string | null;

  constructor(_image: Electron.NativeImage | string, guid?: string) {
    super();
    this.guid = guid ?? null;
  }
  // A method of the prototype like all here: tests watch it there, on Electron too.
  setContextMenu(_menu: object | null): void {}
  setToolTip(_text: string): void {}
  setImage(): void {}
  setPressedImage(): void {}
  setIgnoreDoubleClickEvents(): void {}
  popUpContextMenu(): void {}
  displayBalloon(): void {}
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  getGUID(): string | null {
    return this.guid;
  }
  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 16, height: 16 };
  }
  destroy(): void {
    this.gone = true;
  }
  isDestroyed(): boolean {
    return this.gone;
  }
}

export class Notification extends Loud {
  static isSupported(): boolean {
    return true;
  }
  static handleActivation(): void {}
  title: string;
  body: string;
  silent: boolean;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
  }
  show(): void {
    this.emit('show', preventable({}));
  }
  close(): void {
    this.emit('close', preventable({}));
  }
}
