import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readAdvisories } from '../../../build/advisory-report.ts';
import { billFindings, billOfMaterials } from '../../../build/packaging/bill-of-materials.ts';

const lockfile = readFileSync(path.resolve(import.meta.dirname, '../../../package-lock.json'), 'utf8');

describe('the lockfile', () => {
  const { packages } = JSON.parse(lockfile) as { packages: Record<string, Record<string, unknown>> };
  const all = Object.entries(packages).filter(([place]) => place !== '');

  test('has a hash of each package, and takes it from the registry of npm only', () => {
    expect(all.length).toBeGreaterThan(500);
    for (const [place, { integrity, resolved, link, version }] of all) {
      expect({ place, integrity }).toMatchObject({
        integrity: expect.stringMatching(/^sha512-[\w+/]{86}==$/),
      });
      expect({ place, link }).toEqual({ place, link: undefined });
      expect({ place, version }).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
      expect(String(resolved ?? 'https://registry.npmjs.org/')).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    }
  });

  test('is asked for by exact versions', () => {
    const own = packages[''] ?? {};
    const wanted = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.values(own[kind] ?? {}),
    );
    for (const version of wanted) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('the bill of materials', () => {
  let bill: string;
  beforeAll(() => {
    bill = billOfMaterials();
  });

  test('names what the lockfile names, with the same hashes', () => {
    expect(billFindings(bill, lockfile)).toEqual([]);
    expect(JSON.parse(bill)).toMatchObject({ bomFormat: 'CycloneDX' });
  });

  type Bill = { components: Record<string, unknown>[] };
  const changed = (change: (components: Bill['components']) => unknown): string => {
    const copy = JSON.parse(bill) as Bill;
    change(copy.components);
    return JSON.stringify(copy);
  };
  test.each<[string, (components: Bill['components']) => unknown, RegExp]>([
    ['lacks a package', (components) => components.shift(), /is missing/],
    [
      'names one that is not locked',
      (components) => components.push({ ...components[0], name: 'left-pad', version: '1.3.0' }),
      /^left-pad@1\.3\.0 is not in the lockfile/,
    ],
    [
      'has a hash of other bytes',
      ([first]) => Object.assign(first ?? {}, { hashes: [{ alg: 'SHA-512', content: '00' }] }),
      /another hash/,
    ],
    ['has no hash', ([first]) => Object.assign(first ?? {}, { hashes: [] }), /another hash/],
    [
      'leads elsewhere',
      ([first]) => Object.assign(first ?? {}, { purl: 'pkg:npm/left-pad@1.3.0' }),
      /has the address/,
    ],
  ])('is refused where it %s', (_what, change, said) => {
    expect(billFindings(changed(change), lockfile)).toEqual([expect.stringMatching(said)]);
  });
});

describe('the advisories of the registry', () => {
  const of = (vulnerabilities: object) => readAdvisories(JSON.stringify({ vulnerabilities }));
  const one = (severity: string) =>
    of({ pkg: { severity, range: '<2.0.0', via: [{ title: 'Bad', url: 'https://x' }, 'other'] } });

  test('are told, and fail where one is grave', () => {
    expect(of({}).outcome).toBe('none');
    expect(one('moderate')).toEqual({
      outcome: 'some',
      text: 'moderate: pkg <2.0.0: Bad https://x; by other',
    });
    for (const severity of ['high', 'critical']) expect(one(severity).outcome).toBe('grave');
  });

  test.each([
    ['{"message":"405 Method Not Allowed","statusCode":405}', '405 Method Not Allowed'],
    ['{"error":{"code":"ENOTFOUND"}}', 'no report'],
    ['', 'no report'],
    ['npm error', 'no report'],
  ])('that are not offered are not taken for none: %s', (printed, said) => {
    const { outcome, text } = readAdvisories(printed);
    expect(outcome).toBe('not-offered');
    expect(text).toContain('NOT looked up');
    expect(text).toContain(said);
  });
});
