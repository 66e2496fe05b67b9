import { expect, test } from 'vitest';
import { parseLearned, withReading } from '../../../../electron/core/connection/learned-reading.ts';
import { connectionWith, fileWith } from '../../../fakes/connection.ts';

const fields = { city: 'ort' };
const known = [connectionWith({ name: 'Learned', 'api.fields': fields, 'api.statuses': { B1: 'limited' } })];

test('a file that says nothing of a reading has the one that was learned for the same connection', () => {
  const file = `\uFEFF${fileWith({ 'api.unitsPath': '/lifts' })}`;
  const { text, connection } = parseLearned(file, 'test.json', known);
  expect(JSON.parse(text)).toMatchObject({ name: 'Sample', api: { fields, unitsPath: '/lifts' } });
  expect(connection.api).toMatchObject({ fields, statuses: { B1: 'limited' }, unitsPath: '/lifts' });
});

test.each([
  ['has a reading of its own', { 'api.fields': { city: 'town' } }],
  ['is of another connection', { 'api.baseUrl': 'https://other.example.com/max' }],
])('a file that %s stays as it is', (_what, changes) => {
  const file = fileWith(changes);
  expect(parseLearned(file, 'test.json', known).text).toBe(file);
});

test('a reading takes the place of the one before, and what else the file has stays', () => {
  const before = fileWith({ 'api.fields': { name: 'titel' }, 'api.statuses': { B1: 'limited' } });
  const after = JSON.parse(withReading(before, { fields })) as { api: object };
  expect(after).toEqual(JSON.parse(fileWith({ 'api.fields': fields })));
});
