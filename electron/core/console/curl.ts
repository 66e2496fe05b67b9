/** What a cURL command asks; the headers in their order. */
export interface CurlRequest {
  url: string;
  method?: string;
  headers: readonly CurlHeader[];
  body?: string | undefined;
}

/** The value as it is, or the environment variable that the shell takes it from: a secret of its own (R32). */
export type CurlHeader = readonly [name: string, value: string | { variable: string }];

/** Whoever runs the line puts these in: secrets never leave main (R29, R32). */
export const keyPlaceholder = 'YOUR_SUBSCRIPTION_KEY';
export const tokenPlaceholder = 'YOUR_ACCESS_TOKEN';

/** A request as one command for a shell, in which nothing of the request is run or expanded. */
export function curlCommand({ url, method = 'GET', headers, body }: CurlRequest): string {
  const parts = ['curl', quoted(url)];
  // curl would take these for patterns.
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

/** One line in double quotes runs in every shell; only what one of them would expand needs the single ones. */
function quoted(text: string): string {
  return /^[\w .:/?=&+~,@-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
