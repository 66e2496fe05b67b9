import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { policyKeys } from '../../../electron/contract/names.ts';
import { createPolicy, PolicyValues } from '../../../electron/core/settings/policy.ts';
import { preferenceDomain } from '../../../electron/core/settings/policy-preferences.ts';
import { registryKey } from '../../../electron/core/settings/policy-registry.ts';
import { assertWellFormed, readPlist } from '../../fakes/plist.ts';

const folder = path.resolve(import.meta.dirname, '../../../build/resources/policy');
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const keys = [...policyKeys].sort();
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
const unique = (names: string[]) => [...new Set(names)].sort();

test.each(['max-desk.admx', 'en-US/max-desk.adml', 'de-DE/max-desk.adml', 'max-desk.mobileconfig'])(
  '%s is well-formed',
  (name) => assertWellFormed(read(name)),
);

test('the schema knows the keys of the contract, and no other', () => {
  expect(Object.keys(PolicyValues.shape).sort()).toEqual(keys);
});

test('the example for Linux says every key, and is a good policy', () => {
  const values = JSON.parse(read('policy.json')) as Record<string, unknown>;
  expect(Object.keys(values).sort()).toEqual(keys);
  expect(createPolicy([{ values, origin: 'policy.json' }]).problem).toBeUndefined();
});

test('the example for macOS says every key, and is a good policy', () => {
  const profile = readPlist(read('max-desk.mobileconfig')) as { PayloadContent: Record<string, unknown>[] };
  const [payload = {}] = profile.PayloadContent;
  expect(payload['PayloadType']).toBe(preferenceDomain);
  const values = Object.fromEntries(Object.entries(payload).filter(([key]) => !key.startsWith('Payload')));
  expect(Object.keys(values).sort()).toEqual(keys);
  expect(createPolicy([{ values, origin: 'profile' }]).problem).toBeUndefined();
});

describe('the template for Windows', () => {
  const admx = read('max-desk.admx');

  test('sets every key, where MAX Desk looks for it', () => {
    expect(unique(found(admx, /valueName="([^"]+)"/g))).toEqual(keys);
    expect(found(admx, /<policy name="([^"]+)"/g).sort()).toEqual(keys);
    expect(unique(found(admx, / key="([^"]+)"/g))).toEqual([registryKey]);
  });

  test('allows what the schema allows, and nothing else', () => {
    const number = (key: string) =>
      admx.match(new RegExp(`valueName="${key}" minValue="(\\d+)" maxValue="(\\d+)"`));
    for (const key of ['updateDeferralDays', 'clipboardSeconds'] as const) {
      const [, least, most] = number(key) ?? [];
      const fits = (value: number) => PolicyValues.safeParse({ [key]: value }).success;
      expect([fits(Number(least)), fits(Number(most))]).toEqual([true, true]);
      expect([fits(Number(least) - 1), fits(Number(most) + 1)]).toEqual([false, false]);
    }
    for (const logLevel of found(admx, /<string>(\w+)<\/string>/g))
      expect(PolicyValues.safeParse({ logLevel }).success).toBe(true);
  });

  test.each(['en-US', 'de-DE'])('has every text and every field in %s', (language) => {
    const adml = read(`${language}/max-desk.adml`);
    expect(found(adml, /<string id="([^"]+)"/g).sort()).toEqual(
      unique(found(admx, /\$\(string\.([^)]+)\)/g)),
    );
    expect(found(adml, /<presentation id="([^"]+)"/g).sort()).toEqual(
      unique(found(admx, /\$\(presentation\.([^)]+)\)/g)),
    );
    expect(found(adml, /refId="([^"]+)"/g).sort()).toEqual(unique(found(admx, /<\w+ id="([^"]+)"/g)));
  });
});

test('the documentation explains every key', () => {
  expect(found(read('README.md'), /^\| `(\w+)` \|/gm).sort()).toEqual(keys);
});
