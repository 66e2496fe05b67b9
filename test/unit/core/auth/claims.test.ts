import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeClaims, personOf } from '../../../../electron/core/auth/claims.ts';
import { fuzz } from '../../../fakes/fuzz.ts';

const part = (text: string) => Buffer.from(text).toString('base64url');
const tokenOf = (payload: string) => `${part('{"alg":"RS256"}')}.${part(payload)}.c2lnbmF0dXJl`;

describe('decoding a token (R22)', () => {
  test('gives its claims, and needs no valid signature', () => {
    expect(decodeClaims(tokenOf('{"sub":"1","name":"Sämi"}'))).toEqual({ sub: '1', name: 'Sämi' });
  });

  test.each([
    ['opaque', 'c29tZXRoaW5nIG9wYXF1ZQ'],
    ['empty', ''],
    ['two dots only', '..'],
    ['two parts', `${part('{}')}.${part('{}')}`],
    ['five parts, as an encrypted one has', `${part('{}')}.a.b.c.d`],
    ['no base64', 'a.*%§.c'],
    ['cut off', tokenOf('{"sub":"1","na')],
    ['a list', tokenOf('[{"sub":"1"}]')],
    ['null', tokenOf('null')],
    ['a number', tokenOf('7')],
    ['a text', tokenOf('"sub"')],
    ['no JSON', tokenOf('sub=1')],
    ['nothing', tokenOf('')],
    ['bytes that are no text', `a.${Buffer.from([0xff, 0xfe, 0x00]).toString('base64url')}.c`],
  ])('gives nothing for one that is %s', (_what, token) => {
    expect(decodeClaims(token)).toBeUndefined();
  });

  test('gives nothing for one that no header could carry', () => {
    expect(decodeClaims(tokenOf(JSON.stringify({ sub: 'x'.repeat(64 * 1024) })))).toBeUndefined();
  });

  test('survives one that is nested as deep as its length allows', () => {
    const depth = 24_000;
    const claims = decodeClaims(tokenOf(`{"sub":"deep","x":${'['.repeat(depth)}${']'.repeat(depth)}}`));
    expect(claims?.['sub']).toBe('deep');
    expect(personOf(claims ?? {}).id).toBe('deep');
  });

  test('leaves the prototype alone', () => {
    const claims =
      decodeClaims(tokenOf('{"__proto__":{"name":"Mallory"},"constructor":"x","sub":"1"}')) ?? {};
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
    expect(personOf(claims).name).toBe('1');
  });

  const isHarmless = (token: string) => {
    const claims = decodeClaims(token);
    const person = personOf(claims ?? {});
    return (
      (claims === undefined || Object.getPrototypeOf(claims) === Object.prototype) &&
      typeof person.id === 'string' &&
      typeof person.name === 'string' &&
      [person.id, person.name, person.email ?? ''].every((text) => text.length <= 1_025) &&
      (person.employee === null || typeof person.employee === 'boolean')
    );
  };

  test('throws for none of 5,000 damaged tokens', async () => {
    const good = tokenOf('{"sub":"1","name":"Sam Sample","emails":["sam@example.com"]}');
    const cut = fc.tuple(fc.nat(good.length), fc.nat(8), fc.string({ unit: 'binary', maxLength: 4 }));
    const property = fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) =>
      isHarmless(
        cuts.reduce((text, [at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone), good),
      ),
    );
    await fuzz(property, 5_000);
  });

  test('throws for no text and no claims at all', async () => {
    const names = [
      'oid',
      'sub',
      'name',
      'given_name',
      'family_name',
      'email',
      'emails',
      'preferred_username',
    ];
    const key = fc.oneof(
      fc.constantFrom(...names, 'extension_TKEmployee', '__proto__', 'constructor', 'toString'),
      fc.string(),
    );
    // Written by hand, because an object would not keep `__proto__`, nor a key that comes twice.
    const claims = fc
      .array(fc.tuple(key, fc.jsonValue()), { maxLength: 8 })
      .map(
        (entries) => `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`,
      );
    const token = fc.oneof(fc.string({ unit: 'binary' }), fc.json().map(tokenOf), claims.map(tokenOf));
    await fuzz(fc.property(token, isHarmless), 5_000);
  });
});

describe('the person of a token', () => {
  test('is known by B2C’s claims', () => {
    expect(
      personOf({
        oid: 'o',
        sub: 's',
        name: 'Sam Sample',
        emails: ['sam@example.com', 'other@example.com'],
        extension_TKEmployee: true,
      }),
    ).toEqual({ id: 'o', name: 'Sam Sample', email: 'sam@example.com', employee: true });
  });

  test.each([
    [{ sub: 's' }, { id: 's', name: 's', email: null }],
    [
      { sub: 's', email: 'a@b' },
      { name: 'a@b', email: 'a@b' },
    ],
    [{ sub: 's', given_name: 'Sam', family_name: 'Sample' }, { name: 'Sam Sample' }],
    [{ sub: 's', family_name: 'Sample' }, { name: 'Sample' }],
    [
      { sub: 's', preferred_username: 'sam' },
      { name: 'sam', email: null },
    ],
    [
      { sub: 's', preferred_username: 'sam@b' },
      { name: 'sam@b', email: 'sam@b' },
    ],
    [
      { sub: 's', emails: [] },
      { name: 's', email: null },
    ],
    [{ sub: 's', name: '  ' }, { name: 's' }],
    [{}, { id: '', name: '', email: null, employee: null }],
  ])('of %j is %j', (claims, person) => expect(personOf(claims)).toMatchObject(person));

  test.each([
    [{ oid: 7, sub: 's', name: ['x'], emails: 'a@b', email: { a: 1 } }],
    [{ oid: null, sub: 's', given_name: true, emails: [1, 2], preferred_username: {} }],
    [{ oid: 'x'.repeat(513), sub: 's', name: 'n'.repeat(513) }],
  ])('ignores claims of the wrong type', (claims) => {
    expect(personOf(claims)).toEqual({ id: 's', name: 's', email: null, employee: null });
  });

  test.each([
    ['extension_TKEmployee', true, true],
    ['extension_TKEmployee', 'false', false],
    ['extension_isTKEEmployee', 'true', true],
    ['isTkEmployee', false, false],
    ['tke_employee', true, true],
    ['extension_TKEmployee', 'perhaps', null],
    ['extension_TKEmployee', 1, null],
    ['employee', true, null],
  ])('whose %s is %j, is a TK employee: %j', (name, value, employee) => {
    expect(personOf({ sub: 's', [name]: value }).employee).toBe(employee);
  });

  test('is an employee by the claim that the connection names, and by no other', () => {
    const claims = { sub: 's', extension_TKEmployee: true, extension_Staff: 'false' };
    expect(personOf(claims, 'extension_Staff').employee).toBe(false);
    expect(personOf(claims, 'extension_Guest').employee).toBeNull();
  });
});

test('a token that a header can just carry is decoded, and none that is longer', () => {
  const claims = Buffer.from('{"a":1}').toString('base64url');
  const tokenOf = (length: number) => `${'h'.repeat(length - claims.length - 3)}.${claims}.s`;
  expect(decodeClaims(tokenOf(64 * 1024))).toEqual({ a: 1 });
  expect(decodeClaims(tokenOf(64 * 1024 + 1))).toBeUndefined();
});
