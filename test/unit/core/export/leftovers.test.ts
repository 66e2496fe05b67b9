import { expect, test, vi } from 'vitest';
import { createLeftovers } from '../../../../electron/core/export/leftovers.ts';
import { fakeDisk } from '../../../fakes/disk.ts';
import { fakeKeyValue, fakeLog } from '../../../fakes/ports.ts';

const settings = fakeKeyValue();
const rm = vi.fn(async (_file: string) => undefined);
const started = () => createLeftovers(settings, { rm }, fakeLog());

test('what was half written at a loss of power is removed at the next start, once', () => {
  const run = started();
  run.begun('/home/sam/Units.csv.0123abcd.part');
  run.begun('/media/stick/a.maxdesk.89abcdef.part');
  run.ended('/home/sam/Units.csv.0123abcd.part');
  expect(rm).not.toHaveBeenCalled();
  started();
  expect(rm).toHaveBeenCalledExactlyOnceWith('/media/stick/a.maxdesk.89abcdef.part', { force: true });
  rm.mockClear();
  started();
  expect(rm).not.toHaveBeenCalled();
});

test('a run that ends in order leaves nothing in the settings', () => {
  const run = started();
  run.begun('/home/sam/Units.csv.0123abcd.part');
  run.ended('/home/sam/Units.csv.0123abcd.part');
  expect(settings.keys()).toEqual([]);
});

test.each(['["/home/sam/thesis.odt"]', '{"a":1}', 'x', '[1]'])('nothing else is ever removed: %s', (text) => {
  settings.set('unfinished-files', text);
  started();
  expect(rm).not.toHaveBeenCalled();
  expect(settings.keys()).toEqual([]);
});

test('a disk that refuses keeps nobody from saving', () => {
  rm.mockRejectedValueOnce(new Error('EBUSY'));
  settings.set('unfinished-files', '["/home/sam/Units.csv.0123abcd.part"]');
  const run = started();
  settings.set = () => {
    throw new Error('ENOSPC');
  };
  expect(() => run.begun('/home/sam/Units.csv.0123abcd.part')).not.toThrow();
});

test('a drive that hangs is asked for one file at a time', async () => {
  const disk = fakeDisk();
  const answer = disk.hang('rm');
  const settings = fakeKeyValue();
  const lefts = ['a', 'b', 'c', 'd', 'e'].map((name) => `/drive/${name}.csv.0123abcd.part`);
  settings.set('unfinished-files', JSON.stringify(lefts));
  createLeftovers(settings, disk, fakeLog());
  await new Promise(setImmediate);
  expect(disk.steps).toEqual(['rm']);
  answer();
  await expect.poll(() => disk.steps).toHaveLength(lefts.length);
});
