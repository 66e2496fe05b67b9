/**
 * Adds APIs of Electron 45 that the registry's Electron 33 lacks: asynchronous safeStorage and clipboard, and
 * net.WebSocket. Loaded before the app, on 33 only. Not covered, because 33 cannot do it: keeping a text out of
 * clipboard histories, and Chromium's proxy and certificates for WebSockets.
 */
import electron from 'electron';
import WebSocket from 'ws';

/** Methods of Electron 33 that are missing in the types of 45. */
interface SyncClipboard {
  readText(type?: Selection): string;
  writeText(text: string, type?: Selection): void;
  clear(type?: Selection): void;
}
type Selection = 'selection' | 'clipboard';
type AsyncSafeStorage = Pick<
  typeof electron.safeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;
type AsyncClipboard = Pick<typeof electron.clipboard, 'write' | 'readText' | 'writeText' | 'clear'>;
type ItemData = ConstructorParameters<typeof electron.ClipboardItem>[0];

if (process.versions.electron?.startsWith('33.')) {
  addSafeStorage();
  addClipboard();
  addWebSocket();
}

function addSafeStorage(): void {
  const { safeStorage } = electron;
  const added: AsyncSafeStorage = {
    isAsyncEncryptionAvailable: async () => safeStorage.isEncryptionAvailable(),
    encryptStringAsync: async (text) => safeStorage.encryptString(text),
    decryptStringAsync: async (bytes) => ({
      result: safeStorage.decryptString(bytes),
      shouldReEncrypt: false,
    }),
  };
  Object.assign(safeStorage, added);
}

function addClipboard(): void {
  const { readText, writeText, clear } = electron.clipboard as unknown as SyncClipboard;
  class ClipboardItem {
    readonly data: ItemData;
    constructor(data: ItemData) {
      this.data = data;
    }
  }
  const of = (type: Selection): AsyncClipboard => ({
    async write(items) {
      const [item] = items as unknown as ClipboardItem[];
      const text = await item?.data['text/plain'];
      writeText.call(electron.clipboard, typeof text === 'string' ? text : '', type);
    },
    readText: async () => readText.call(electron.clipboard, type),
    writeText: async (text) => writeText.call(electron.clipboard, text, type),
    clear: () => clear.call(electron.clipboard, type),
  });
  Object.defineProperty(electron, 'ClipboardItem', { value: ClipboardItem, enumerable: true });
  Object.assign(electron.clipboard, of('clipboard'), { selection: of('selection') });
}

function addWebSocket(): void {
  class NetWebSocket extends WebSocket {
    // The only option that the app uses.
    constructor(url: string, { headers = {} }: { headers?: Record<string, string> } = {}) {
      super(url, { headers });
    }
  }
  // Configurable, because a spec may replace it with one that uses Chromium's proxy.
  Object.defineProperty(electron.net, 'WebSocket', { value: NetWebSocket, configurable: true });
}
