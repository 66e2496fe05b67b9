import { describe, expect, test } from 'vitest';
import { parseConnection } from '../../../../electron/core/connection/connection-file.ts';
import { connectionTextOf } from '../../../../electron/core/connection/connection-link.ts';
import { offersIn, offersOfOtherStart } from '../../../../electron/core/connections/offers.ts';
import { fileWith } from '../../../fakes/connection.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64url');

describe('a link that carries a connection', () => {
  test('as a whole', () => {
    const file = fileWith({ name: 'Größer' });
    expect(connectionTextOf(`maxdesk://connect?connection=${base64(file)}`)).toBe(file);
    expect(connectionTextOf(`MAXDESK://CONNECT/?connection=${base64(file)}`)).toBe(file);
  });

  test('value by value', () => {
    const text = connectionTextOf(
      'maxdesk://connect?name=North&authority=https://login.example.com/t/&clientId=1&scopes=a%20b&signInPolicy=P&baseUrl=https://api.example.com',
    );
    expect(parseConnection(text, 'the link')).toMatchObject({
      name: 'North',
      identity: { authority: 'https://login.example.com/t', scopes: ['a', 'b'], redirectPorts: [] },
      api: { baseUrl: 'https://api.example.com', unitsPath: '/units' },
    });
  });

  test.each([
    ['another place', 'maxdesk://run?name=x'],
    ['another scheme', 'https://connect?name=x'],
    ['a path', 'maxdesk://connect/elsewhere?name=x'],
    ['a port', 'maxdesk://connect:1?name=x'],
    ['a user', 'maxdesk://me@connect?name=x'],
    ['a fragment', 'maxdesk://connect?name=x#y'],
    ['a name twice', 'maxdesk://connect?name=x&name=y'],
    ['a key', 'maxdesk://connect?subscriptionKey=x'],
    ['both kinds', `maxdesk://connect?connection=${base64('{}')}&name=x`],
    ['no base64url', 'maxdesk://connect?connection=a+b'],
    ['no text', `maxdesk://connect?connection=${Buffer.from([0xff, 0xfe]).toString('base64url')}`],
    ['too much', `maxdesk://connect?name=${'x'.repeat(5_000)}`],
    ['no address', 'maxdesk://[connect'],
  ])('and has %s is refused, without being repeated', (_what, link) => {
    try {
      connectionTextOf(link);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'configuration',
        details: { text: expect.stringMatching(/^\w+/) },
      });
      expect(String(error).length).toBeLessThan(200);
    }
  });
});

test.each([
  ['maxdesk://connect?subscriptionKey=x', 'subscriptionKey'],
  [`maxdesk://connect?connection=${base64('{}')}&name=x`, 'name'],
  ['maxdesk://connect?connection=a+b', 'connection'],
  [`maxdesk://connect?connection=${Buffer.from([0xff, 0xfe]).toString('base64url')}`, 'connection'],
  [`maxdesk://connect?${'k'.repeat(80)}=x`, 'k'.repeat(60)],
])('what is wrong in a link is named: %s', (link, key) => {
  expect(() => connectionTextOf(link)).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ key }) }),
  );
});

test.each([
  [
    ['--connection', 'd.json', 'a.maxdesk'],
    ['d.json', 'a.maxdesk'],
  ],
  [['--connection=d.json'], ['d.json']],
  [['--connection=', 'a.maxdesk'], ['a.maxdesk']],
  [['a.maxdesk'], ['a.maxdesk']],
])('what a second start was asked to open is an offer in the app that runs: %j', (argv, values) => {
  expect(offersOfOtherStart(argv).map(({ value }) => value)).toEqual(values);
});

test('links and files are found among arguments, but not what was asked for', () => {
  expect(
    offersIn([
      '.',
      '--flag',
      'maxdesk://connect?name=x',
      'a b.maxdesk',
      'c.json',
      '--connection',
      'd.maxdesk',
    ]),
  ).toEqual([
    { source: 'link', value: 'maxdesk://connect?name=x' },
    { source: 'file', value: 'a b.maxdesk' },
  ]);
});
