/** Documents of a resource: where an item has its own, and how it comes. */
import { buffer } from 'node:stream/consumers';
import type { ApiClient } from '../api/client.ts';
import { filledPath } from '../api/placeholders.ts';
import { AppError } from '../errors.ts';
import { documentName } from '../export/file-name.ts';
import { captivePortal } from '../http/strange-answers.ts';
import { cellIn, type ItemValues } from './item-values.ts';

export interface DocumentLink {
  /** For the API's client, which asks no other host. */
  url: string;
  /** What the item calls it, as the name of a file. */
  name: string;
}

/** Where items have the name of their document, in the order in which they are taken. */
const names = ['fileName', 'file_name', 'documentName', 'name', 'title'];

/**
 * The document of an item; null if it has none.
 * @param place of the resource's declaration
 * @param base the address of the list: links may be relative to it
 */
export function documentIn(values: ItemValues, place: string, base: string): DocumentLink | null {
  const textOf = (path: string) => cellIn(values, path)?.toString() || undefined;
  const url = place.startsWith('/') ? pathOf(place, textOf) : linkOf(textOf(place), base);
  if (url === undefined) return null;
  const called = names.map(textOf).find((name) => name !== undefined) ?? lastSegment(url);
  return { url, name: documentName(called) };
}

/** Undefined unless the item has all properties that the path needs. */
function pathOf(place: string, textOf: (path: string) => string | undefined): string | undefined {
  try {
    return filledPath(place, textOf);
  } catch {
    return undefined;
  }
}

/** An invalid address is left for the client to refuse. */
function linkOf(link: string | undefined, base: string): string | undefined {
  return link && (URL.parse(link, base)?.href ?? link);
}

function lastSegment(url: string): string {
  const { pathname = '' } = URL.parse(url, 'https://localhost') ?? {};
  return decoded(pathname.split('/').findLast((part) => part !== '') ?? '');
}

/**
 * Reads a document whole, with the name of its file. Throws what the client throws, `captive-portal` for a web page in
 * its place, and `api-bad-answer` for nothing or a part of it.
 */
export async function readDocument(
  api: Pick<ApiClient, 'open'>,
  { url, name }: DocumentLink,
  signal?: AbortSignal,
): Promise<{ name: string; body: Uint8Array }> {
  const reply = await api.open(url, signal, '*/*');
  const { host } = new URL(reply.url);
  const type = reply.headers.get('content-type') ?? '';
  const problem = /html/i.test(type)
    ? captivePortal(host, undefined, `sent a web page (${reply.status})`)
    : reply.status !== 200 &&
      new AppError('api-bad-answer', `${host} did not send the whole of "${name}" (${reply.status}).`, {
        details: { host, status: String(reply.status) },
        hint: 'Try again. If it goes on, ask TK Elevator.',
      });
  if (problem) {
    await reply.close();
    throw problem;
  }
  const called = dispositionName(reply.headers.get('content-disposition') ?? '') ?? name;
  return { name: documentName(called, type), body: await buffer(reply.body) };
}

/** The file name in a `Content-Disposition` header (RFC 6266 §4.3). */
function dispositionName(header: string): string | undefined {
  const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^\s;]+)/i.exec(header)?.[1];
  if (extended !== undefined) return decoded(extended);
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(header) ?? [];
  const text = quoted?.replace(/\\(.)/g, '$1') ?? token;
  if (text === undefined) return undefined;
  // Headers are read as Latin-1, and many services write UTF-8 into them.
  const utf8 = Buffer.from(text, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? text : utf8;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
