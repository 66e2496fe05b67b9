/** What may be told of a response's headers: of these names only, and of each a few safe values or its form. */
import { textForm } from './value-forms.ts';

/** The first that a value has, in lower case. */
function oneOf(...known: readonly string[]): (value: string) => string {
  return (value) => known.find((each) => value.toLowerCase().includes(each)) ?? 'other';
}

const mediaTypes = [
  ...['application/json', 'application/problem+json', 'application/hal+json', 'application/vnd.api+json'],
  ...[
    'application/ld+json',
    'application/xml',
    'application/octet-stream',
    'text/json',
    'text/html',
    'text/plain',
  ],
];

/** The media type if it is usual, the charset if this computer knows it, and parameters of OData. */
function contentType(value: string): string {
  const [type = '', ...parameters] = value
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const kept = parameters.filter((each) =>
    /^(?:odata\.\w+|odata|ieee754compatible)=(?:none|minimal|full|verbose|true|false)$/.test(each),
  );
  const [, charset] = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(value) ?? [];
  return [
    mediaTypes.includes(type) ? type : 'other',
    ...(charset === undefined ? [] : [`charset=${isCharset(charset) ? charset.toLowerCase() : 'other'}`]),
    ...kept,
  ].join('; ');
}

function isCharset(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

const relations =
  'next prev previous first last self start alternate canonical up item collection related service describedby type'.split(
    ' ',
  );

/** The relation types of all links, without what they link to. */
function linkRelations(value: string): string {
  const rels = [...value.matchAll(/;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/gi)];
  return rels
    .map(([, quoted, plain]) =>
      (quoted ?? plain ?? '')
        .toLowerCase()
        .split(/\s+/)
        .map((each) => (relations.includes(each) ? each : 'other'))
        .join(' '),
    )
    .join(', ');
}

/** The unit and the form, for instance `items 9-9/9`. */
function contentRange(value: string): string {
  const [, unit = '', range = ''] = /^\s*(\S*)\s+([\d*]+(?:-\d+)?\/[\d*]+)\s*$/.exec(value) ?? [];
  return `${oneOf('items', 'units', 'bytes')(unit)} ${range.replace(/\d+/g, '9') || 'other'}`;
}

const version = (value: string) => /^\s*\d(?:\.\d)?(?=\s*(?:;|$))/.exec(value)?.[0].trim() ?? 'other';

const shown: Readonly<Record<string, (value: string) => string>> = {
  'content-type': contentType,
  'content-encoding': oneOf('gzip', 'br', 'deflate', 'zstd', 'compress', 'identity'),
  'transfer-encoding': oneOf('chunked'),
  'content-range': contentRange,
  link: linkRelations,
  'retry-after': textForm,
  'odata-version': version,
  dataserviceversion: version,
  server: oneOf('iis', 'kestrel', 'nginx', 'apache', 'envoy', 'cloudflare', 'akamai', 'azure', 'httpapi'),
  'x-powered-by': oneOf('asp.net', 'express', 'php', 'servlet'),
  'x-total-count': textForm,
  'x-total-pages': textForm,
  'x-next-page': textForm,
  'x-pagination': textForm,
};

/** The headers of a response that say how it is written. */
export function headerForms(headers: Pick<Headers, 'get'>): Record<string, string> {
  const found = Object.entries(shown).map(([name, form]): [string, string | undefined] => {
    const value = headers.get(name);
    return [name, value === null ? undefined : form(value)];
  });
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
