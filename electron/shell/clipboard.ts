import { ClipboardItem, clipboard } from 'electron';
import { clipboardOwnerAnswers } from '../core/linux/x11-clipboard.ts';
import type { Clipboard } from '../core/ports.ts';

const raw = (format: string) => `electron application/osclipboard;format="${format}"`;
/** What Windows reads as "no". */
const zero = () => new Blob([new Uint8Array(4)]);

/** Marks that tell each system's clipboard history and cloud to ignore the text (R30). */
const secretMarks: Partial<Record<NodeJS.Platform, () => Record<string, string | Blob>>> = {
  win32: () => ({
    [raw('ExcludeClipboardContentFromMonitorProcessing')]: zero(),
    [raw('CanIncludeInClipboardHistory')]: zero(),
    [raw('CanUploadToCloudClipboard')]: zero(),
  }),
  darwin: () => ({ [raw('org.nspasteboard.ConcealedType')]: '1' }),
  linux: () => ({ [raw('x-kde-passwordManagerHint')]: 'secret' }),
};

/** The system's clipboard, asynchronous since Electron 44. */
export function createClipboard(platform: NodeJS.Platform = process.platform): Clipboard {
  return {
    async write(text, { secret } = { secret: false }) {
      const marks = secret ? secretMarks[platform]?.() : {};
      // One write, so that the text is never there without its marks.
      await clipboard.write([new ClipboardItem({ 'text/plain': text, ...marks })]);
      // On Linux, Chromium also copies each text into the selection (`ClipboardOzone`), which nothing clears later and
      // a middle click pastes anywhere. Its previous content is lost already.
      if (secret && platform === 'linux') clipboard.selection.clear();
    },
    async read() {
      // The owner does not respond, so the content is unknown, but it is not ours, because we would respond.
      if (platform === 'linux' && !(await clipboardOwnerAnswers())) return '';
      return clipboard.readText();
    },
    clear: () => clipboard.clear(),
  };
}
