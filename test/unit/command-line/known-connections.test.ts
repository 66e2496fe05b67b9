import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  chosenAsLearned,
  keepConnection,
  knownConnections,
  named,
  removeKnownConnection,
} from '../../../electron/command-line/known-connections.ts';
import { AppError } from '../../../electron/core/errors.ts';
import { chosenWith, type TestHome, testHome } from '../../fakes/command-line-home.ts';

let user: TestHome;
beforeEach(() => {
  user = testHome();
});
afterEach(() => user.remove());

const connection = (name: string, more: Record<string, unknown> = {}) =>
  chosenWith({ name, 'api.baseUrl': `https://${name.toLowerCase()}.example.com`, ...more });
const names = async (...given: Parameters<typeof knownConnections>) =>
  (await knownConnections(...given)).map((each) => each.connection.name);

describe('the connections of the command line', () => {
  test('are kept for the next process, by name', async () => {
    for (const name of ['b', 'a', 'C']) await keepConnection(user.open(), connection(name));
    expect(await names(user.open())).toEqual(['a', 'b', 'C']);
    const [first] = await knownConnections(user.open());
    expect(first).toEqual(connection('a'));
    await removeKnownConnection(user.open(), connection('a'));
    expect(await names(user.open())).toEqual(['b', 'C']);
  });

  test('take the place of those that mean the same, and are not written when nothing has changed', async () => {
    const home = user.open();
    const set = vi.spyOn(home.files, 'set');
    await keepConnection(home, connection('a'));
    await keepConnection(home, connection('a'));
    expect(set).toHaveBeenCalledOnce();
    const renamed = connection('Renamed', { 'api.baseUrl': 'https://a.example.com' });
    await keepConnection(home, renamed);
    expect(await names(home)).toEqual(['Renamed']);
  });

  test.each(['', '{', 'null', '[]', '{"text":1}', '{"text":"{}","origin":""}'])(
    'leave out what another version or another hand has written: %s',
    async (value) => {
      const home = user.open();
      await keepConnection(home, connection('a'));
      home.files.set('connection.newer', value);
      expect(await names(home)).toEqual(['a']);
      expect(home.files.get('connection.newer')).toBe(value);
    },
  );

  test('are told by their ids where they have the same name', async () => {
    const home = user.open();
    for (const port of [1, 2])
      await keepConnection(home, connection('a', { 'api.baseUrl': `https://x.example.com:${port}` }));
    const [one, two] = await knownConnections(home);
    expect((one?.id ?? '') < (two?.id ?? '')).toBe(true);
    expect(() => named(one && two ? [one, two] : [], 'A')).toThrow(
      expect.objectContaining({ code: 'usage', hint: `Name one by its id: ${one?.id}, ${two?.id}.` }),
    );
    expect(named(one && two ? [one, two] : [], two?.id ?? '')).toBe(two);
  });

  test('are found by name in any letter case; else it is said which are known', () => {
    const known = [connection('One'), connection('Two')];
    expect(named(known, 'two')).toBe(known[1]);
    expect(() => named(known, 'three')).toThrow(
      expect.objectContaining({ hint: 'Known are: "One", "Two". A file is named with a slash: ./three' }),
    );
    expect(() => named([], 'three')).toThrow(
      expect.objectContaining({ hint: 'None is known yet. A file is named with a slash: ./three' }),
    );
  });

  test('of the organisation come first, also in the place of one’s own', async () => {
    const home = user.open();
    for (const name of ['a', 'b']) await keepConnection(home, connection(name));
    const theirs = { ...connection('a'), origin: 'the policy' };
    const known = await knownConnections(home, Promise.resolve({ connections: [theirs] }));
    expect(known.map(({ origin }) => origin)).toEqual(['the policy', '/files/sample.json']);
  });

  test('that the organisation does not allow are not kept', async () => {
    const home = user.open();
    const managed = await home.managed();
    const refusal = new AppError('managed', 'Not allowed.');
    home.managed = async () => ({
      ...managed,
      assertAllowed() {
        throw refusal;
      },
    });
    await expect(keepConnection(home, connection('a'))).rejects.toBe(refusal);
    expect(await names(user.open())).toEqual([]);
  });

  test('read units as they were learned, unless the file says how', () => {
    const learned = connection('a', { 'api.fields': { id: 'unitNo' } });
    const plain = connection('a');
    expect(chosenAsLearned(plain.text, 'file', [learned]).connection.api.fields).toMatchObject({
      id: 'unitNo',
    });
    expect(chosenAsLearned(plain.text, 'file', []).connection.api.fields).toEqual(
      plain.connection.api.fields,
    );
  });
});
