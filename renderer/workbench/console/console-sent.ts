import { braces, segmentOf } from '../../../electron/contract/placeholders.ts';

/** A host that no path names. */
const base = 'https://base.invalid/';

/**
 * What is sent of a path where that is not what was written: placeholders are filled in, spaces and letters such as
 * umlauts encoded (WHATWG URL). Null where it is the same, or is no address.
 * @param values of the placeholders; one without a value stays as it is
 */
export function sentPath(path: string, values: Readonly<Record<string, string | undefined>>): string | null {
  const wanted = path.trim();
  const filled = wanted.replace(braces, (all, name: string) => segmentOf(values[name]) ?? all);
  const url = URL.parse(filled.startsWith('/') ? `.${filled}` : filled, base);
  if (url === null) return null;
  const { href, hash } = url;
  const sent = href.slice(0, href.length - hash.length);
  const shown = sent.startsWith(base) ? sent.slice(base.length - 1) : sent;
  const withoutHash = wanted.replace(/#.*$/s, '');
  return shown === withoutHash || shown === `/${withoutHash}` ? null : shown;
}
