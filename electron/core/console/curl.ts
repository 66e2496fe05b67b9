/** A request of the API; where token or key are not given, the user puts them in: secrets stay in main (R29, R32). */
interface CurlRequest {
  url: string;
  token?: string;
  /** The header of the subscription key. */
  keyHeader: string;
  /** The environment variable that the shell takes the key from (R32). */
  keyVariable?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | undefined;
}

/** A request as one shell command, quoted so that the shell neither runs nor expands any of it. */
export function curlCommand(request: CurlRequest): string {
  const { url, token = 'YOUR_ACCESS_TOKEN', keyHeader, keyVariable, method = 'GET', body } = request;
  const parts = ['curl', quoted(url)];
  // curl would treat these as URL patterns.
  if (/[[\]{}]/.test(url)) parts.push('--globoff');
  if (method === 'HEAD') parts.push('--head');
  else if (method !== 'GET') parts.push('--request', method);
  parts.push('--header', quoted(`Authorization: Bearer ${token}`), '--header');
  if (keyVariable === undefined) parts.push(quoted(`${keyHeader}: YOUR_SUBSCRIPTION_KEY`));
  else parts.push(`${quoted(`${keyHeader}: `)}"$${keyVariable}"`);
  for (const [name, value] of Object.entries(request.headers ?? {}))
    parts.push('--header', quoted(`${name}: ${value}`));
  if (body !== undefined) parts.push('--data-raw', quoted(body));
  return parts.join(' ');
}

/** Double quotes work in every shell; single quotes are only for text that a shell would expand. */
function quoted(text: string): string {
  return /^[\w .:/?=&+~,@-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What curl reads by `--config -`, so that neither token nor key is in a list of processes or in a shell's history. */
interface CurlConfig {
  url: string;
  token: string;
  keyHeader: string;
  /** Undefined if there is none. */
  key: string | undefined;
}

/** The request of `curlCommand` as a configuration file of curl, which holds the secrets itself. */
export function curlConfig({ url, token, keyHeader, key }: CurlConfig): string {
  return [
    `url = ${configured(url)}`,
    ...(/[[\]{}]/.test(url) ? ['globoff'] : []),
    `header = ${configured(`Authorization: Bearer ${token}`)}`,
    ...(key === undefined ? [] : [`header = ${configured(`${keyHeader}: ${key}`)}`]),
  ].join('\n');
}

/** curl knows these escapes between double quotes, and takes everything else literally. */
function configured(text: string): string {
  const escapes: Record<string, string> = { '\n': 'n', '\r': 'r', '\t': 't', '\v': 'v' };
  return `"${text.replace(/["\\\n\r\t\v]/g, (found) => `\\${escapes[found] ?? found}`)}"`;
}
