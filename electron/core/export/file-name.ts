import path from 'node:path';

/** A file name that is valid on every system, with this extension, as a dialog's suggestion. Never a path. */
export function fileName(suggested: string, extension: 'csv' | 'json' | 'pdf' | 'maxdesk' = 'csv'): string {
  const plain = trimmed(usable(suggested).replace(new RegExp(`\\.${extension}$`, 'i'), ''));
  const name = `${plain || (extension === 'maxdesk' ? 'connection' : 'units')}.${extension}`;
  return name.replace(device, '_$&');
}

/** Longest name of a document, bytes: file systems take 255, and a number may be added. */
const longest = 200;
/** Names that Windows has for devices, whatever the extension. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\s*(?:\.|$))/i;
/** Types whose files have to open with the right program, and must not pass for another. */
const typed: readonly (readonly [type: RegExp, ending: string, good: RegExp])[] = [
  [/^application\/pdf\b/i, '.pdf', /\.pdf$/i],
  [/^image\/png\b/i, '.png', /\.png$/i],
  [/^image\/jpeg\b/i, '.jpg', /\.jpe?g$/i],
];

/**
 * A file name that is valid on every system out of what a service calls a document: the last part of a path, no
 * control characters, no device, at most 200 bytes.
 * @param type its media type
 */
export function documentName(called: string, type = ''): string {
  const name = trimmed(usable(called.split(/[\\/]/).findLast((part) => part.trim() !== '') ?? ''));
  const wanted = typed.find(([known]) => known.test(type));
  const [ending = ''] =
    wanted && !wanted[2].test(name) ? [wanted[1]] : (/\.[A-Za-z0-9]{1,8}$/.exec(name) ?? []);
  const stem = name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name;
  return `${trimmed(shortened(stem, longest)) || 'document'}${ending}`.replace(device, '_$&');
}

function usable(text: string): string {
  return text.replace(/\p{Bidi_C}/gu, '').replace(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, '-');
}

/** Windows takes dots and blanks away at the end; elsewhere a dot at the beginning hides a file. */
function trimmed(name: string): string {
  return name.replace(/^[.\s]+|[.\s]+$/g, '');
}

/** The beginning of a text, at most so many bytes of UTF-8. */
function shortened(text: string, most: number): string {
  let end = 0;
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > most) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/**
 * Adds the first of these extensions if the file has none of them, because not every system's dialog does. If any
 * extension is allowed, a name without one gets the suggested one.
 */
export function withExtension(file: string, suggestedName: string, extensions: readonly string[]): string {
  const found = /\.(\w{1,8})$/.exec(path.basename(file))?.[1]?.toLowerCase();
  const isEnough = extensions.length === 0 ? found !== undefined : extensions.includes(found ?? '');
  const missing = extensions[0] ?? path.extname(suggestedName).slice(1);
  return isEnough || missing === '' ? file : `${file.replace(/\.+$/, '')}.${missing}`;
}
