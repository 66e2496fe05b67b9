import { beforeEach, describe, expect, test } from 'vitest';
import { addressesOf } from '../../../../electron/core/connection/addresses.ts';
import type { Connection } from '../../../../electron/core/connection/connection-file.ts';
import { createConsent } from '../../../../electron/core/connections/consent.ts';
import type { Question } from '../../../../electron/core/desk/desk-ports.ts';
import { connectionWith } from '../../../fakes/connection.ts';

let asked: Question[];
let answer: boolean | Promise<boolean>;
let known: Connection[];
let language: 'en' | 'de';
let consent: ReturnType<typeof createConsent>;

beforeEach(() => {
  asked = [];
  answer = true;
  known = [];
  language = 'en';
  consent = createConsent({
    confirm: async (question) => {
      asked.push(question);
      return answer;
    },
    language: () => language,
    known: () => known,
  });
});

const sample = connectionWith();
const use = (connection: Connection) => consent.ask({ use: connection.name }, addressesOf(connection));
const declined = { code: 'cancelled' };

describe('a connection is used', () => {
  test('after a question that shows its name and every address in full, in the operator’s language', async () => {
    await use(connectionWith({ 'api.hubUrl': 'wss://hub.example.com/live' }));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.message).toBe('Use the connection “Sample”?');
    expect(asked[0]?.detail.split('\n').slice(0, 5)).toEqual([
      'Sign-in: https://login.example.com/tenant/B2C_1_SignIn',
      'API: https://api.example.com/max',
      'Units: https://api.example.com/max/units',
      'Live updates: wss://hub.example.com/live',
      '',
    ]);
    language = 'de';
    await use(connectionWith({ 'api.unitsPath': '/other' }));
    expect(asked[1]?.message).toBe('Verbindung „Sample“ verwenden?');
    expect(asked[1]?.detail).toContain('Anlagen: https://api.example.com/max/other\n');
  });

  test('after one whose lines fit onto the screen: a long host or path is broken, and no line of it looks like another address', async () => {
    const host = `${'a.very.long.name.'.repeat(9)}example.com`;
    const path = `/${'x'.repeat(40)}API:https://api.example.com/${'y'.repeat(200)}`;
    await use(connectionWith({ 'api.baseUrl': `https://${host}`, 'api.unitsPath': path }));
    const [list = ''] = (asked[0]?.detail ?? '').split('\n\n');
    const lines = list.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(64);
    expect(list.replaceAll('\n    ', '').split('\n')).toEqual([
      'Sign-in: https://login.example.com/tenant/B2C_1_SignIn',
      `API: https://${host}/`,
      `Units: https://${host}${path}`,
    ]);
  });

  test('without one when a known connection has the same addresses, whatever else it says', async () => {
    known = [sample];
    await use(connectionWith({ name: 'Renamed', 'identity.clientId': 'another' }));
    await use(connectionWith({ 'api.baseUrl': '' }));
    expect(asked).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['path', { 'api.baseUrl': 'https://api.example.com/evil' }],
    ['list of units', { 'api.unitsPath': '/units/eyJhbGciOi' }],
    ['user flow', { 'identity.signInPolicy': 'B2C_1_Other' }],
    ['further user flow', { 'identity.profileEditPolicy': 'B2C_1_Edit' }],
    ['hub', { 'api.hubUrl': 'https://api.example.com/hub' }],
    ['port', { 'identity.authority': 'https://login.example.com:8443/tenant' }],
  ])('after one when another %s is at a known host', async (_what, changes) => {
    known = [sample];
    await use(connectionWith(changes));
    expect(asked).toHaveLength(1);
  });

  test('after one when each address is known, but not together: one service would get the token of another', async () => {
    const other = connectionWith({
      'identity.authority': 'https://other.example.org/tenant',
      'api.baseUrl': 'https://other.example.org/api',
    });
    known = [sample, other];
    await use(connectionWith({ 'api.baseUrl': 'https://other.example.org/api' }));
    expect(asked).toHaveLength(1);
  });

  test('not after a no, and the next time it is asked again', async () => {
    answer = false;
    await expect(use(sample)).rejects.toMatchObject(declined);
    answer = true;
    await use(sample);
    expect(asked).toHaveLength(2);
  });
});

describe('questions', () => {
  test('about the same at the same time are one, and another one does not wait behind it', async () => {
    const open = Promise.withResolvers<boolean>();
    answer = open.promise;
    const all = [1, 2, 3].map(() => consent.ask('check', addressesOf(sample)));
    await expect(use(connectionWith({ 'api.unitsPath': '/x' }))).rejects.toMatchObject(declined);
    open.resolve(true);
    await Promise.all(all);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.message).toBe('Set up a connection to these addresses?');
  });

  test('are not asked again for what was checked just now: the first says what saving means', async () => {
    await consent.ask('check', addressesOf(sample));
    expect(asked[0]?.detail).toContain('your sign-in included');
    await use(sample);
    expect(asked).toHaveLength(1);
  });

  test('end after five noes in a row: a page could ask until somebody says yes by mistake', async () => {
    answer = false;
    for (let count = 0; count < 4; count++) await expect(use(sample)).rejects.toMatchObject(declined);
    answer = true;
    await use(sample);
    answer = false;
    const other = connectionWith({ 'api.unitsPath': '/other' });
    for (let count = 0; count < 5; count++) await expect(use(other)).rejects.toMatchObject(declined);
    await expect(use(other)).rejects.toMatchObject({ code: 'forbidden' });
    expect(asked).toHaveLength(10);
    await use(sample);
  });

  test.each([
    ['too long', { 'api.unitsPath': `/${'x'.repeat(1_500)}` }, 'api.unitsPath'],
    [
      'too many',
      { 'api.resources': Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`r${i}`, `/../${i}`])) },
      'api.resources',
    ],
  ])('are not asked where the addresses are %s to be read in full', async (_what, changes, key) => {
    await expect(use(connectionWith(changes))).rejects.toMatchObject({
      code: 'configuration',
      details: { key },
    });
    expect(asked).toEqual([]);
  });
});
