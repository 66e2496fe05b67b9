import { describe, expect, test, vi } from 'vitest';
import type { HandedOver } from '../../../../electron/contract/hand-over.ts';
import { shareableText } from '../../../../electron/contract/shareable-text.ts';
import {
  createHandOverCalls,
  handOverText,
  readHandOver,
} from '../../../../electron/core/incidents/hand-over.ts';
import { fakeClock } from '../../../fakes/ports.ts';

const one: HandedOver = {
  id: 'u-1',
  name: 'Lift 1',
  site: 'Harbour Tower',
  condition: 'out-of-service',
  fault: 'Door',
  outageAt: 5,
  firstSeenHere: true,
  endedAt: null,
  acknowledgedAt: 6,
  note: 'porter has the key',
  snoozedUntil: null,
  maintenance: [{ from: 1, to: 2 }],
};
const lack = { part: { received: 3, total: 9 }, asOf: 4, left: 2, endedFrom: null };
const content = { madeAt: 7, connection: { id: 'test', name: 'Test' }, lack, incidents: [one] };
const refusal = (handOver: string) =>
  expect.objectContaining({ code: 'bad-request', details: { file: 'x.json', handOver } });

describe('the file', () => {
  test('holds what was given, and is read as it was written, with a byte order mark, too', () => {
    const text = handOverText(content);
    expect(JSON.parse(text)).toMatchObject({ format: 'max-desk-hand-over', version: 1, ...content });
    expect(readHandOver(text, '/a/x.json')).toMatchObject(content);
    expect(readHandOver(`\ufeff${text}`, 'x.json')).toMatchObject(content);
  });

  test('has neither e-mail addresses nor tokens, and no character that hides others (R45)', () => {
    const note = 'ask jo.doe@mail.example.com, Bearer abcdefgh12345678, eyJhbGciOi.eyJz.sig\nthen \u202eX';
    const text = handOverText({ ...content, incidents: [{ ...one, note, name: 'Lift\u0007 1' }] });
    expect(JSON.parse(text).incidents[0]).toMatchObject({
      name: 'Lift  1',
      note: 'ask […], […], […]\nthen X',
    });
  });

  test('by another program says no more than it may: one open outage of each unit, and a name that hides nothing', () => {
    const text = handOverText({
      ...content,
      connection: { id: 'test', name: 'Test \u202eX\u0007' },
      incidents: [one, { ...one, note: 'again' }, { ...one, endedAt: 9 }, { ...one, endedAt: 8 }],
    });
    const { connection, incidents } = readHandOver(text, 'x.json');
    expect(connection.name).toBe('Test X ');
    expect(incidents.map(({ note, endedAt }) => [note, endedAt])).toEqual([
      [one.note, null],
      [one.note, 9],
      [one.note, 8],
    ]);
  });

  test('of a version that did not know what may be missing lacks nothing', () => {
    const { lack: _, ...old } = JSON.parse(handOverText(content));
    expect(readHandOver(JSON.stringify(old), 'x.json').lack).toEqual({
      part: null,
      asOf: null,
      left: 0,
      endedFrom: null,
    });
  });

  test.each([
    ['is cut off', (text: string) => text.slice(0, -20), 'damaged'],
    ['is empty', () => '', 'damaged'],
    ['is a list', () => '[]', 'damaged'],
    ['has another value', (text: string) => text.replace('"out-of-service"', '"fine"'), 'damaged'],
    [
      'has a maintenance that ends first',
      (text: string) => text.replace('"from": 1', '"from": 3'),
      'damaged',
    ],
    ['is something else', () => '{"name": "Test"}', 'other'],
    ['is of a newer version', (text: string) => text.replace('"version": 1', '"version": 2'), 'newer'],
    ['has no version', (text: string) => text.replace('"version": 1,', ''), 'damaged'],
  ])('that %s is refused, with the reason', (_, changed, reason) => {
    expect(() => readHandOver(changed(handOverText(content)), '/a/x.json')).toThrow(refusal(reason));
  });

  test('may have more than this version knows', () => {
    const text = handOverText(content).replace('"version": 1,', '"version": 1, "shift": "late",');
    expect(readHandOver(text, 'x.json')).toMatchObject(content);
  });
});

test.each([
  ['plain words, 3@home, https://a.example/b?c', 'plain words, 3@home, https://a.example/b?c'],
  ['<jo@x.example>', '<[…]>'],
  ['Basic dXNlcjpwYXNz', '[…]'],
  ['basic needs', 'basic needs'],
])('what is handed on of "%s" is "%s"', (text, shared) => expect(shareableText(text)).toBe(shared));

describe('the calls', () => {
  const chooseHandOverFile = vi.fn();
  const saved: { name: string; kind: string; text: string }[] = [];
  const calls = (language: 'en' | 'de', id = 'test') =>
    createHandOverCalls(
      {
        run: { clock: fakeClock(new Date(2026, 1, 3, 4, 5).getTime()) },
        dialogs: { chooseHandOverFile },
      } as never,
      {
        current: () => ({ id, connection: { name: 'Test' } }) as never,
        language: () => language,
        saving: {
          async save(name, kind, make) {
            saved.push({ name, kind, text: Buffer.from(await make()).toString() });
            return { file: name };
          },
        },
      },
    );

  test('save the file under a name with the time, in the language of the window', async () => {
    for (const language of ['en', 'de'] as const)
      await calls(language).saveHandOver({ incidents: [one], lack });
    expect(saved).toMatchObject([
      { name: 'Hand-over 2026-02-03 04.05.json', kind: 'hand-over' },
      { name: 'Übergabe 2026-02-03 04.05.json', kind: 'hand-over' },
    ]);
    expect(JSON.parse(saved[0]?.text ?? '')).toMatchObject({
      connection: { id: 'test', name: 'Test' },
      lack,
    });
  });

  test('open a file, and say whether it is of this connection; without a choice there is nothing', async () => {
    chooseHandOverFile.mockResolvedValueOnce(undefined);
    expect(await calls('en').openHandOver(undefined)).toBeNull();
    chooseHandOverFile.mockResolvedValue({ text: handOverText(content), file: '/a/x.json' });
    expect(await calls('en').openHandOver(undefined)).toMatchObject({ file: 'x.json', isOfConnection: true });
    expect(await calls('en', 'other').openHandOver(undefined)).toMatchObject({ isOfConnection: false });
  });
});
