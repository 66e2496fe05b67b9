import { AppError } from '../errors.ts';

/** A request without its secrets. */
export interface PlainRequest {
  url: string;
  method: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: string | undefined;
}

/** A GET whose secrets are in the command itself. */
interface CurlRequest {
  url: string;
  token: string;
  /** The header of the subscription key. */
  keyHeader: string;
  /** The environment variable that the shell takes the key from; without it, the user puts the key in (R32). */
  keyVariable?: string;
}

/** A GET as one shell command, quoted so that the shell neither runs nor expands any of it. */
export function curlCommand({ url, token, keyHeader, keyVariable }: CurlRequest): string {
  const key =
    keyVariable === undefined
      ? quoted(`${keyHeader}: YOUR_SUBSCRIPTION_KEY`)
      : `${quoted(`${keyHeader}: `)}"$${keyVariable}"`;
  const authorization = ['--header', quoted(`Authorization: Bearer ${token}`)];
  return ['curl', ...address(url), ...authorization, '--header', key].join(' ');
}

/**
 * A request as one shell command without a secret: the command line hands token and key to curl, so that they are in no
 * list of processes and in no history. Throws `bad-request` for a NUL, which no shell takes.
 */
export function curlPipe({ url, method, headers, body }: PlainRequest): string {
  const parts = ['max-desk token --format curl-headers | curl --config -', ...address(url)];
  if (method === 'HEAD') parts.push('--head');
  else if (method !== 'GET') parts.push('--request', method);
  // To curl, a header that ends with a colon is one to leave out.
  for (const [name, value] of Object.entries(headers))
    parts.push('--header', quoted(value === '' ? `${name};` : `${name}: ${value}`));
  if (body !== undefined) parts.push('--data-raw', quoted(withoutNul(body)));
  return parts.join(' ');
}

/** Throws `bad-request` for a text with a NUL, which ends a text in every shell. */
export function withoutNul(text: string): string {
  if (!text.includes('\0')) return text;
  throw new AppError('bad-request', 'No shell takes a text with a NUL character in it.', {
    hint: 'Copy the request as fetch, or take the character out.',
    details: { console: 'body-nul' },
  });
}

/** Without the switch, curl would treat brackets and braces as patterns. */
function address(url: string): string[] {
  return [quoted(url), ...(hasPattern(url) ? ['--globoff'] : [])];
}

const hasPattern = (url: string) => /[[\]{}]/.test(url);

/** Double quotes work in every shell; single quotes are only for text that a shell would expand. */
function quoted(text: string): string {
  return /^[\w .:/?=&+~,@-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What a request needs to be let in. */
interface CurlSecrets {
  token: string;
  keyHeader: string;
  /** Undefined if there is none. */
  key: string | undefined;
}

/** The two headers as curl reads them by `--config -`, so that neither is in a list of processes or in a history. */
export function curlHeaders({ token, keyHeader, key }: CurlSecrets): string {
  return [
    `header = ${configured(`Authorization: Bearer ${token}`)}`,
    ...(key === undefined ? [] : [`header = ${configured(`${keyHeader}: ${key}`)}`]),
  ].join('\n');
}

/** A GET as a configuration file of curl, which holds the secrets itself. */
export function curlConfig({ url, ...secrets }: CurlSecrets & { url: string }): string {
  const globoff = hasPattern(url) ? ['globoff'] : [];
  return [`url = ${configured(url)}`, ...globoff, curlHeaders(secrets)].join('\n');
}

/** The token alone as a configuration of curl. Its comment says where the key goes, which stays in main (R32). */
export function curlTokenConfig(token: string, keyHeader: string): string {
  return [
    '# For curl --config FILE, or curl --config - with this as its input.',
    `# The subscription key is not in it. Add: header = ${configured(`${keyHeader}: YOUR_SUBSCRIPTION_KEY`)}`,
    curlHeaders({ token, keyHeader, key: undefined }),
  ].join('\n');
}

/** curl knows these escapes between double quotes, and takes everything else literally. */
function configured(text: string): string {
  const escapes: Record<string, string> = { '\n': 'n', '\r': 'r', '\t': 't', '\v': 'v' };
  return `"${text.replace(/["\\\n\r\t\v]/g, (found) => `\\${escapes[found] ?? found}`)}"`;
}
