import path from 'node:path';

/** A file name that is valid on every system, with this extension, as a dialog's suggestion. Never a path. */
export function fileName(suggested: string, extension: 'csv' | 'json' | 'maxdesk' = 'csv'): string {
  const plain = suggested
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, '-')
    .replace(new RegExp(`\\.${extension}$`, 'i'), '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${plain || (extension === 'maxdesk' ? 'connection' : 'units')}.${extension}`;
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
