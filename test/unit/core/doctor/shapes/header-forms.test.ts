import { expect, test } from 'vitest';
import { headerForms } from '../../../../../electron/core/doctor/shapes/header-forms.ts';

test('tells of headers what says how a response is written', () => {
  const headers = new Headers({
    'content-type': 'application/json; odata.metadata=minimal; charset="UTF-8"; secret=zqx',
    'content-encoding': 'gzip',
    'content-range': 'items 0-99/4711',
    link: '<https://zqx.example/units?$skip=10>; title="zqx"; rel="alternate next zqx", </zqx>; rel=prev',
    'retry-after': '120',
    'odata-version': '4.0; zqx',
    server: 'Microsoft-IIS/10.0 zqx',
    'x-powered-by': 'ASP.NET',
    'x-total-count': '4711',
  });
  expect(headerForms(headers)).toEqual({
    'content-type': 'application/json; charset=utf-8; odata.metadata=minimal',
    'content-encoding': 'gzip',
    'content-range': 'items 9-9/9',
    link: 'alternate next other, prev',
    'retry-after': '9',
    'odata-version': '4.0',
    server: 'iis',
    'x-powered-by': 'asp.net',
    'x-total-count': '9',
  });
});

test('tells nothing of other headers, and no other value', () => {
  const names = [
    'content-type',
    'content-encoding',
    'content-range',
    'link',
    'retry-after',
    'odata-version',
    'server',
  ];
  const others = [
    'set-cookie',
    'x-user',
    'date',
    'location',
    'etag',
    'authorization',
    'www-authenticate',
    'request-id',
  ];
  for (const value of [
    'zqx',
    'zqx; charset=zqx',
    '<zqx>; rel="zqx"',
    'zqx 1-2/3',
    'zqx/1.0 (sam@example.com)',
  ]) {
    const headers = new Headers([...names, ...others].map((name): [string, string] => [name, value]));
    const text = JSON.stringify(headerForms(headers));
    expect(text).not.toMatch(/zqx|sam/);
    for (const name of others) expect(text).not.toContain(`"${name}"`);
  }
});

test.each([
  ['server', ['iis', 'kestrel', 'nginx', 'apache', 'envoy', 'cloudflare', 'akamai', 'azure', 'httpapi']],
  ['x-powered-by', ['asp.net', 'express', 'php', 'servlet']],
  ['content-encoding', ['gzip', 'br', 'deflate', 'zstd', 'compress', 'identity']],
  ['transfer-encoding', ['chunked']],
])('%s is told where it is one of those that are known', (name, known) => {
  for (const value of known) expect(headerForms(new Headers({ [name]: value }))).toEqual({ [name]: value });
  expect(headerForms(new Headers({ [name]: 'zqx' }))).toEqual({ [name]: 'other' });
});

test.each(['retry-after', 'x-total-count', 'x-total-pages', 'x-next-page', 'x-pagination'])(
  'of %s its form is told',
  (name) => expect(headerForms(new Headers({ [name]: '12' }))).toEqual({ [name]: '9' }),
);

test.each(['odata-version', 'dataserviceversion'])('of %s its number is told', (name) => {
  expect(headerForms(new Headers({ [name]: '3.0;NetFx' }))).toEqual({ [name]: '3.0' });
});
