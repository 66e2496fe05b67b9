import path from 'node:path';

/** A name that every system takes, with this extension at its end: what a dialog begins with. Never a path. */
export function fileName(suggested: string, extension: 'csv' | 'maxdesk' = 'csv'): string {
  const plain = suggested
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, '-')
    .replace(new RegExp(`\\.${extension}$`, 'i'), '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${plain || (extension === 'csv' ? 'units' : 'connection')}.${extension}`;
}

/**
 * The file with an extension, if it has none of these; the first is added, because not every system's dialog does that. Where
 * any will do, the one that was suggested is added to a name without.
 */
export function withExtension(file: string, suggestedName: string, extensions: readonly string[]): string {
  const found = /\.(\w{1,8})$/.exec(path.basename(file))?.[1]?.toLowerCase();
  const isEnough = extensions.length === 0 ? found !== undefined : extensions.includes(found ?? '');
  const missing = extensions[0] ?? path.extname(suggestedName).slice(1);
  return isEnough || missing === '' ? file : `${file.replace(/\.+$/, '')}.${missing}`;
}
