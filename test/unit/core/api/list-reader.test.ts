import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createListSplitter, readList } from '../../../../electron/core/api/list-reader.ts';
import { textOf } from '../../../../electron/core/api/list-scanner.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const listNames = ['value', 'items', 'data', 'units', 'results'];
type Outcome = { items: unknown[]; rest: unknown } | 'no list' | 'no JSON';

/** Cuts bytes into chunks of these sizes, over and over. */
function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function split(bytes: Uint8Array, sizes: readonly number[]): Outcome {
  try {
    const splitter = createListSplitter();
    const texts = [...chunksOf(bytes, sizes)].flatMap((chunk) => splitter.push(chunk));
    const { items, rest } = splitter.end();
    return { items: [...texts, ...items].map((text) => JSON.parse(textOf(text))), rest };
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON';
    if (error instanceof AppError && error.code === 'api-bad-answer') return 'no list';
    throw error;
  }
}

/** The same by the reader, which parses what has come of it together. */
async function read(bytes: Uint8Array, sizes: readonly number[]): Promise<Outcome> {
  async function* body() {
    yield* chunksOf(bytes, sizes);
  }
  const answer = { status: 200, url: 'https://api.example.com/units', headers: new Headers(), body: body() };
  const outcome = { items: [] as unknown[], rest: undefined as unknown };
  try {
    for await (const { items, beside } of readList(answer, (value, text) => ({
      value,
      text: textOf(text),
    }))) {
      for (const { value, text } of items)
        expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
      outcome.items.push(...items.map(({ value }) => value));
      outcome.rest = beside;
    }
    return outcome;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'api-bad-answer') throw error;
    return error.cause instanceof SyntaxError ? 'no JSON' : 'no list';
  }
}

/** What the same document means to somebody who has all of it. */
function expected(text: string): Outcome {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'no JSON';
  }
  if (Array.isArray(json)) return { items: json, rest: [] };
  const arrays = Object.entries(json ?? {}).filter(([, value]) => Array.isArray(value));
  const named = arrays.find(([key]) => listNames.includes(key.toLowerCase()));
  const found =
    typeof json === 'object' ? (named ?? (arrays.length === 1 ? arrays[0] : undefined)) : undefined;
  if (!found) return 'no list';
  return { items: found[1], rest: { ...(json as object), [found[0]]: [] } };
}
const utf8 = (text: string) => new TextEncoder().encode(text);
const whole = [Number.MAX_SAFE_INTEGER];

const name = () =>
  fc.oneof(
    fc.constantFrom(
      'value',
      'Items',
      'DATA',
      'units',
      'equipment',
      'nextLink',
      '@odata.count',
      'a"b\\',
      'é€😀',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
const value = () => fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 });
const properties = () =>
  fc
    .uniqueArray(fc.tuple(name(), fc.oneof(value(), fc.array(value(), { maxLength: 5 }))), {
      selector: ([key]) => key,
      maxLength: 4,
    })
    .map(
      (entries) =>
        `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',')}}`,
    );
const document = () =>
  fc.oneof(
    fc.array(value(), { maxLength: 6 }).map((list) => JSON.stringify(list)),
    properties(),
    value().map((each) => JSON.stringify(each)),
  );
/** Blanks wherever a bracket, a comma or a colon is, in strings too: there they are part of the string. */
const spaced = () =>
  fc
    .tuple(document(), fc.constantFrom('', ' ', '\n\t', '\r\n '))
    .map(([text, blank]) => text.replace(/[[\]{},:]/g, (mark) => `${blank}${mark}${blank}`));
const sizes = () => fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
/** Cut off, something added, a character lost or changed. */
const damaged = () =>
  fc
    .tuple(
      spaced(),
      fc.nat(),
      fc.constantFrom('cut', 'remove', 'insert', 'append'),
      fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', ':', '1', 'x', ' '),
    )
    .map(([text, seed, how, mark]) => {
      const at = seed % (text.length + 1);
      return {
        cut: text.slice(0, at),
        remove: text.slice(0, at) + text.slice(at + 1),
        insert: text.slice(0, at) + mark + text.slice(at),
        append: text + mark,
      }[how];
    });
const comparable = (outcome: Outcome) => JSON.stringify(outcome);

describe('a list that is cut into its items while it arrives', () => {
  test('is what JSON.parse makes of the whole, wherever the chunks end', () =>
    fuzz(
      fc.property(spaced(), sizes(), (text, cuts) => {
        // A repeated or special key means nothing to an API.
        fc.pre(!text.includes('__proto__'));
        expect(comparable(split(utf8(text), cuts))).toBe(comparable(expected(text)));
      }),
      3_000,
    ));

  test('is refused where JSON.parse refuses it: cut off, something added, a character lost or changed', () =>
    fuzz(
      fc.property(damaged(), sizes(), (bad, cuts) => {
        const [ours, theirs] = [split(utf8(bad), cuts), expected(new TextDecoder().decode(utf8(bad)))];
        // Whether there would have been a list in it is no matter.
        if (theirs === 'no JSON') expect(ours === 'no JSON' || ours === 'no list').toBe(true);
        else if (!hasRepeatedKeys(bad)) expect(comparable(ours)).toBe(comparable(theirs));
      }),
      3_000,
    ));

  test('says the same, or is refused the same, where its items are parsed together', () =>
    fuzz(
      fc.asyncProperty(
        fc.oneof(spaced(), damaged()),
        fc.oneof(sizes(), fc.constant(whole)),
        async (text, cuts) => {
          const bytes = utf8(text);
          expect(comparable(await read(bytes, cuts))).toBe(comparable(split(bytes, cuts)));
        },
      ),
      3_000,
    ));

  test('may hold the character that stands for lost ones, but not bytes that are lost', async () => {
    const text = '["é",2,"\ufffd","\u0142",5]';
    expect(await read(utf8(text), whole)).toEqual({ items: JSON.parse(text), rest: [] });
    expect(await read(Buffer.from('[1,"é",3]', 'latin1'), whole)).toBe('no list');
  });

  /** JSON.parse takes the last of them, and who reads as it comes the first. */
  function hasRepeatedKeys(text: string): boolean {
    const keys = [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/g)].map(([, key]) => key);
    return new Set(keys).size < keys.length || text.includes('__proto__');
  }

  test.each<[string, string, unknown[]]>([
    ['a mark at the beginning', '\uFEFF[1,2]', [1, 2]],
    ['a mark before an object', '\uFEFF{"value":[1]}', [1]],
    ['nothing in it', ' [ \n ] ', []],
    ['lists in its items', '[[1,[2]],{"a":[3]}]', [[1, [2]], { a: [3] }]],
    ['brackets and quotes in strings', '["]","\\"[","\\\\"]', [']', '"[', '\\']],
    ['a name in other letters and with an escape', '{"V\\u0061LUE":[1],"tags":[2]}', [1]],
    ['small lists before and after', '{"tags":[9],"units":[1,2],"more":[8]}', [1, 2]],
    ['a name nobody knows', '{"count":1,"equipment":[1],"nextLink":null}', [1]],
    ['a named property that is no array before it', '{"value":{"items":[1]},"data":[2]}', [2]],
  ])('may have %s', (_what, text, items) => {
    for (const cuts of [whole, [1], [2, 3]]) expect(split(utf8(text), cuts)).toMatchObject({ items });
  });

  test.each([
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1,,2]',
    '[1}',
    '{"value":[1]',
    '[1]]',
    '[1][2]',
    '[{]}]',
    '["\n"]',
    '[\uFEFF1]',
  ])('is no JSON in %j', (text) => expect(split(utf8(text), [1])).toBe('no JSON'));

  test('keeps what stands before and after it', () => {
    const text = '{"count":2,"value":[1,2],"nextLink":"/next"}';
    const splitter = createListSplitter();
    expect(splitter.push(utf8(text.slice(0, 22)))).toHaveLength(1);
    expect(splitter.head()).toEqual({ count: 2, value: [] });
    splitter.push(utf8(text.slice(22)));
    expect(splitter.isListOver()).toBe(true);
    expect(splitter.end().rest).toEqual({ count: 2, value: [], nextLink: '/next' });
  });

  test('gives each item as soon as the next one begins', () => {
    const splitter = createListSplitter();
    expect(splitter.push(utf8('{"value":[{"id":1}')).length).toBe(0);
    expect(splitter.push(utf8(',')).map(textOf)).toEqual(['{"id":1}']);
  });

  const megabytes = (count: number) => ' '.repeat(count * 1024 * 1024);

  test('of an unknown name is taken for it when it has grown too long to wait for the end', () => {
    const unit = `{"id":1,"x":"${'x'.repeat(1_000)}"}`;
    const splitter = createListSplitter();
    splitter.push(utf8('{"equipment":['));
    let items = 0;
    for (let sent = 0; sent < 4_000; sent += 1) items += splitter.push(utf8(`${unit},`)).length;
    expect(items).toBe(4_000);
    splitter.push(utf8(`${unit}],"count":4001}`));
    expect(splitter.end().rest).toEqual({ equipment: [], count: 4_001 });
  });

  test.each([
    ['one item', `["${megabytes(3)}"]`],
    ['what is beside the list', `{"value":[],"x":"${megabytes(3)}"}`],
    ['a document without a list', `{"x":"${megabytes(3)}"}`],
  ])('is refused where %s is larger than any unit', (_what, text) => {
    expect(split(utf8(text), [65_536])).toBe('no list');
  });
});

describe('a long chunk', () => {
  test('is left within a slice when the reading is aborted, however much of it there is', async () => {
    // Every look at the clock finds the turn over.
    let time = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      time += 100;
      return time;
    });
    const bytes = Buffer.from(JSON.stringify(Array.from({ length: 50_000 }, (_, id) => ({ id }))));
    async function* body() {
      yield bytes;
    }
    const answer = { status: 200, url: 'https://api.example.com/', headers: new Headers(), body: body() };
    const abort = new AbortController();
    let read = 0;
    const item = () => {
      read += 1;
      if (read === 10) abort.abort(new AppError('cancelled', 'Enough.'));
    };
    const batches = readList(answer, item, { signal: abort.signal });
    const reading = async () => {
      for await (const { isLast } of batches) expect(isLast).toBe(false);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'cancelled' });
    vi.restoreAllMocks();
    expect(read).toBe(10);
  });
});
