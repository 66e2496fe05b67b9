/** `electron.clipboard`, in memory: a test must not touch the clipboard of the one who runs it. */
import type { Clipboard } from 'electron';
import { loud } from './loud.ts';

type Data = ConstructorParameters<typeof Electron.ClipboardItem>[0][string];

/** One entry of the clipboard: the same content in several types. */
export class ClipboardItem {
  readonly types: string[];
  private items: Record<string, Data>;
  constructor(items: Record<string, Data>) {
    this.items = items;
    this.types = Object.keys(items);
  }
  async getType(type: string): Promise<Blob> {
    const data = await this.items[type];
    if (data === undefined) throw new Error(`The type '${type}' was not found`);
    if (typeof data !== 'string' && !(data instanceof Blob))
      throw new Error('stand-in: bookmarks are not implemented');
    return typeof data === 'string' ? new Blob([data], { type }) : data;
  }
}

let content: ClipboardItem | undefined;

async function textOf(item: ClipboardItem | undefined): Promise<string> {
  return item?.types.includes('text/plain') ? (await item.getType('text/plain')).text() : '';
}

/** `electron.clipboard`. */
export const clipboard = loud('clipboard', {
  readText: () => textOf(content),
  writeText: async (text) => {
    content = new ClipboardItem({ 'text/plain': text });
  },
  write: async ([item]) => {
    if (!(item instanceof ClipboardItem))
      throw new TypeError('stand-in: clipboard.write takes one ClipboardItem');
    await Promise.all(item.types.map((type) => item.getType(type))); // all or nothing
    content = item;
  },
  has: async (type) => content?.types.includes(type) ?? false,
  clear: () => {
    content = undefined;
  },
} satisfies Pick<Clipboard, 'readText' | 'writeText' | 'write' | 'has' | 'clear'>);
