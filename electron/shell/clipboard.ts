import { ClipboardItem, clipboard } from 'electron';
import type { Clipboard } from '../core/ports.ts';

/** The system's clipboard, asynchronous since Electron 44. */
export function createClipboard(): Clipboard {
  return { write: (text) => clipboard.write([new ClipboardItem({ 'text/plain': text })]) };
}
