import { beforeEach, expect, test } from 'vitest';
import { splitKeyValue } from '../../../../electron/core/storage/split-key-value.ts';
import { type FakeKeyValue, fakeKeyValue } from '../../../fakes/ports.ts';

let small: FakeKeyValue;
let large: FakeKeyValue;
const both = () => splitKeyValue(small, large, (key) => key.startsWith('units.'));

beforeEach(() => {
  [small, large] = [fakeKeyValue(), fakeKeyValue()];
  both().set('units.north', 'many');
  both().set('tokens', 'few');
});

test('what is large is apart from what is small, and both are found', () => {
  expect([...small.entries]).toEqual([['tokens', 'few']]);
  expect([...large.entries]).toEqual([['units.north', 'many']]);
  expect([both().get('units.north'), both().get('tokens')]).toEqual(['many', 'few']);
  expect(both().keys()).toEqual(['tokens', 'units.north']);
});

test('what is removed is gone from where it was, and nothing else is', () => {
  both().delete('units.north');
  expect(both().keys()).toEqual(['tokens']);
  both().delete('tokens');
  expect(both().keys()).toEqual([]);
});

test('what is put aside is put aside beside itself, and all of it is forgotten (R26, R28)', () => {
  both().quarantine(['tokens', 'units.north']);
  expect(small.quarantined).toEqual([new Map([['tokens', 'few']])]);
  expect(large.quarantined).toEqual([new Map([['units.north', 'many']])]);
  both().forgetQuarantined();
  expect([small.quarantined, large.quarantined]).toEqual([[], []]);
});
