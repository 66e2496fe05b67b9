/** The request of a cURL command; the headers in order. */
export interface CurlRequest {
  url: string;
  method?: string;
  headers: readonly CurlHeader[];
  body?: string | undefined;
}

/** The value itself or, for a secret, the environment variable that the shell takes it from (R32). */
export type CurlHeader = readonly [name: string, value: string | { variable: string }];

/** The user replaces these: secrets never leave main (R29, R32). */
export const keyPlaceholder = 'YOUR_SUBSCRIPTION_KEY';
export const tokenPlaceholder = 'YOUR_ACCESS_TOKEN';

/** A request as one shell command, quoted so that the shell neither runs nor expands any of it. */
export function curlCommand({ url, method = 'GET', headers, body }: CurlRequest): string {
  const parts = ['curl', quoted(url)];
  // curl would treat these as URL patterns.
  if (/[[\]{}]/.test(url)) parts.push('--globoff');
  if (method === 'HEAD') parts.push('--head');
  else if (method !== 'GET') parts.push('--request', method);
  for (const header of headers) parts.push('--header', headerText(header));
  if (body !== undefined) parts.push('--data-raw', quoted(body));
  return parts.join(' ');
}

function headerText([name, value]: CurlHeader): string {
  if (typeof value === 'string') return quoted(`${name}: ${value}`);
  return `${quoted(`${name}: `)}"$${value.variable}"`;
}

/** Double quotes work in every shell; single quotes are only for text that a shell would expand. */
function quoted(text: string): string {
  return /^[\w .:/?=&+~,@-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
