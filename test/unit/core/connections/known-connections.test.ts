import { beforeEach, describe, expect, test } from 'vitest';
import { connectionColors } from '../../../../electron/contract/names.ts';
import { parseConnection } from '../../../../electron/core/connection/connection-file.ts';
import { connectionId } from '../../../../electron/core/connection/connection-ids.ts';
import {
  createKnownConnections,
  freeColor,
} from '../../../../electron/core/connections/known-connections.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { fileWith } from '../../../fakes/connection.ts';
import { type FakeLog, fakeKeyValue, fakeLog } from '../../../fakes/ports.ts';

let store: ReturnType<typeof fakeKeyValue>;
let log: FakeLog;
beforeEach(() => {
  store = fakeKeyValue();
  log = fakeLog();
});
/** As a new start would read them. */
const known = () => createKnownConnections(store, log);
const file = (name: string, changes: Record<string, unknown> = {}) => ({
  text: fileWith({ name, 'api.baseUrl': `https://${name}.example.com`, ...changes }),
  origin: `/files/${name}.json`,
});
function keep(...names: string[]) {
  const list = known();
  for (const name of names) list.keep(file(name), parseConnection(file(name).text, name));
  return list;
}
const idOf = (name: string) => connectionId(parseConnection(file(name).text, name));
const shown = () =>
  known()
    .all()
    .map(({ connection, color }) => `${connection.name} ${color}`);

describe('the known connections', () => {
  test('are there at the next start in their order, each in a colour of its own', () => {
    keep('a', 'b', 'c');
    expect(shown()).toEqual(['a blue', 'b teal', 'c green']);
    expect(known().all()[1]).toMatchObject({ ...file('b'), id: idOf('b') });
  });

  test('replace one that means the same, which keeps its place and its colour', () => {
    keep('a', 'b').paint(idOf('a'), 'red');
    const renamed = file('a', { name: 'A, moved' });
    known().keep({ ...renamed, origin: '/moved.json' }, parseConnection(renamed.text, 'a'));
    expect(shown()).toEqual(['A, moved red', 'b teal']);
    expect(known().all()[0]?.origin).toBe('/moved.json');
  });

  test('know the one used last, else the first', () => {
    expect(known().last()).toBeUndefined();
    const list = keep('a', 'b', 'c');
    expect(known().last()?.id).toBe(idOf('c'));
    list.noteUse(idOf('b'));
    expect(known().last()?.id).toBe(idOf('b'));
    list.remove(idOf('b'));
    expect(known().last()?.id).toBe(idOf('a'));
    expect(shown()).toEqual(['a blue', 'c green']);
  });

  test('count for this run when the disk refuses, which says so', () => {
    const list = keep('a');
    store.refuse = new AppError('storage', 'settings.json cannot be written (ENOSPC).');
    const refused = expect.objectContaining({ code: 'storage' });
    expect(() => list.keep(file('b'), parseConnection(file('b').text, 'b'))).toThrow(refused);
    expect(() => list.paint(idOf('a'), 'gold')).toThrow(refused);
    expect(list.all().map(({ color }) => color)).toEqual(['gold', 'teal']);
    expect(shown()).toEqual(['a blue']);
  });
});

describe('what an older version remembered', () => {
  test('is the only one, opened next, and moves into the list with the first change', () => {
    store.entries.set('connection', JSON.stringify(file('old')));
    expect(shown()).toEqual(['old blue']);
    const list = known();
    list.noteUse(list.last()?.id ?? '');
    expect(store.entries.has('connection')).toBe(false);
    expect(shown()).toEqual(['old blue']);
    expect(known().last()?.id).toBe(idOf('old'));
  });

  test('does not appear twice', () => {
    keep('a');
    store.entries.set('connection', JSON.stringify(file('a')));
    expect(shown()).toEqual(['a blue']);
  });
});

describe('what a newer version has kept', () => {
  const newer = { format: 3, document: { name: 'c' } };
  const extended = { ...file('a'), color: 'ultraviolet', last: true, group: 'North' };

  test('stays as it is through every change of others', () => {
    store.entries.set('connections', JSON.stringify([newer, extended]));
    const list = known();
    expect(list.hasForeign()).toBe(true);
    expect(shown()).toEqual(['a blue']);
    list.keep(file('b'), parseConnection(file('b').text, 'b'));
    expect(JSON.parse(store.entries.get('connections') ?? '')).toEqual([
      { ...extended, last: false },
      { ...file('b'), color: 'teal', last: true },
      newer,
    ]);
    expect(known().hasForeign()).toBe(true);
  });

  test('is changed where a person changes it', () => {
    store.entries.set('connections', JSON.stringify([extended]));
    known().paint(idOf('a'), 'red');
    expect(JSON.parse(store.entries.get('connections') ?? '')).toEqual([{ ...extended, color: 'red' }]);
    expect(known().hasForeign()).toBe(false);
  });
});

describe('what is damaged', () => {
  test('is passed over entry by entry', () => {
    keep('a', 'b');
    const list = JSON.parse(store.entries.get('connections') ?? '[]');
    const broken = [null, 7, [], { text: 7 }, { text: '{', origin: 'x' }, { text: '{}', origin: 'x' }];
    store.entries.set('connections', JSON.stringify([...broken, ...list]));
    expect(shown()).toEqual(['a blue', 'b teal']);
    expect(log.lines).toHaveLength(broken.length);
  });

  test('in a colour or a mark costs no connection', () => {
    const entry = { ...file('a'), color: 'mauve', last: 'yes' };
    store.entries.set('connections', JSON.stringify([{ ...file('b'), color: 'red' }, entry]));
    expect(shown()).toEqual(['b red', 'a blue']);
  });

  test.each(['', '{', 'null', '{"text":7}', '[]', '"text"', '7'])('altogether leaves none: %j', (text) => {
    store.entries.set('connections', text);
    store.entries.set('connection', text);
    expect(known().all()).toEqual([]);
    expect(known().last()).toBeUndefined();
  });
});

test('a free colour is one that nobody has, or else one of the rarest', () => {
  expect(freeColor([])).toBe('blue');
  expect(freeColor(['blue', 'green'])).toBe('teal');
  expect(freeColor([...connectionColors])).toBe('blue');
  expect(freeColor([...connectionColors, 'blue', 'teal', 'gold'])).toBe('green');
});
