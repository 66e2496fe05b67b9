import { setupFields } from '../../contract/names.ts';
import { SetupAnswers } from '../../contract/setup.ts';
import { answersFor, fileOf } from '../connections/setup-answers.ts';
import { AppError } from '../errors.ts';

/** Longer links are rejected, bytes. */
const longestLink = 4 * 1024;

/**
 * The connection text in a link: `maxdesk://connect?connection=` with the JSON of a connection file in base64url, or
 * single values named like the set-up fields. `parseConnection` validates the text. Throws `configuration`. There is no
 * name for a secret, because a link must not contain one.
 */
export function connectionTextOf(link: string): string {
  if (Buffer.byteLength(link) > longestLink) throw wrongLink(`is longer than ${longestLink} bytes`);
  if (!URL.canParse(link)) throw wrongLink('is no address');
  const url = new URL(link);
  const { protocol, hostname, pathname, port, username, password, hash, searchParams } = url;
  if (protocol !== 'maxdesk:' || hostname.toLowerCase() !== 'connect' || !/^\/?$/.test(pathname))
    throw wrongLink('does not begin with maxdesk://connect?');
  if (port || username || password || hash) throw wrongLink('holds more than a connection');
  const names = [...searchParams.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrongLink('is given more than once', twice);
  const whole = searchParams.get('connection');
  if (whole === null) return textOfValues(searchParams);
  const other = names.find((name) => name !== 'connection');
  if (other !== undefined) throw wrongLink('does not belong beside "connection"', other);
  return textOfBase64(whole);
}

function textOfBase64(value: string): string {
  if (!/^[\w-]+={0,2}$/.test(value)) throw wrongLink('is not base64url', 'connection');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64url'));
  } catch (cause) {
    throw wrongLink('is not text', 'connection', cause);
  }
}

function textOfValues(params: URLSearchParams): string {
  const unknown = [...params.keys()].find((name) => !setupFields.some((field) => field === name));
  if (unknown !== undefined) throw wrongLink('is not a value of a connection', unknown);
  const { data } = SetupAnswers.safeParse({ ...answersFor('other'), ...Object.fromEntries(params) });
  if (!data) throw wrongLink('has a value that is too long');
  return JSON.stringify(fileOf(data));
}

/** The message does not repeat the link, because its source is not trusted. */
function wrongLink(text: string, key = '', cause?: unknown): AppError {
  const named = key.slice(0, 60);
  const what = named === '' ? 'The link' : `"${named}" in the link`;
  return new AppError('configuration', `${what} ${text}.`, {
    cause,
    hint: 'Ask whoever sent the link for a new one, or for a connection file.',
    details: { key: named, text },
  });
}
