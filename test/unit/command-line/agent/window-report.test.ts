import { expect, test } from 'vitest';
import { rowReader } from '../../../../electron/command-line/agent/window-report.ts';
import { reportFields } from '../../../../electron/contract/report.ts';

const ours: readonly string[] = reportFields('site');

test('cells stand by the names that the window gives them, also in another order and with more of them', () => {
  const row = ours.map((_, place) => place);
  expect(rowReader({ fields: ours }, 'site')(row)).toEqual(row);
  const theirs = ['new', ...ours.toReversed()];
  expect(rowReader({ fields: theirs }, 'site')(['more', ...row.toReversed()])).toEqual(row);
});

test('a window whose reports lack a field is of another version', () => {
  for (const fields of [ours.slice(1), ours.with(2, 'other'), undefined])
    expect(() => rowReader({ fields }, 'site')).toThrow(
      expect.objectContaining({
        code: 'agent-unavailable',
        message: expect.stringContaining('another version'),
      }),
    );
});
