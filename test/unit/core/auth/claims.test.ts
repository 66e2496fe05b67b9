import { describe, expect, test } from 'vitest';
import { decodeClaims, personOf } from '../../../../electron/core/auth/claims.ts';

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

  test('throws for none of 2,000 damaged tokens', () => {
    const good = tokenOf('{"sub":"1","name":"Sam Sample","emails":["sam@example.com"]}');
    let seed = 22;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let i = 0; i < 2_000; i++) {
      const at = random(good.length);
      const token = good.slice(0, at) + String.fromCharCode(random(256)) + good.slice(at + random(4));
      const claims = decodeClaims(token);
      expect(claims === undefined || (typeof claims === 'object' && !Array.isArray(claims))).toBe(true);
      expect(typeof personOf(claims ?? {}).name).toBe('string');
    }
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
});
