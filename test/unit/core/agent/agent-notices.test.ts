import { expect, test, vi } from 'vitest';
import { createAgentNotices } from '../../../../electron/core/agent/agent-notices.ts';

function told({ inFront = false, language = 'en' as 'en' | 'de' } = {}) {
  const notify = vi.fn();
  createAgentNotices({ notify, isInFront: () => inFront }, () => language)();
  return notify.mock.calls.map(([notice]) => notice);
}

test.each([
  ['en', 'A program asks for access'],
  ['de', 'Ein Programm bittet um Zugriff'],
] as const)('a program that asks is told by a notification (%s)', (language, title) => {
  expect(told({ language })).toMatchObject([{ title, body: expect.stringContaining('MAX Desk') }]);
});

test('whoever is at the window gets none: the window tells it', () => {
  expect(told({ inFront: true })).toEqual([]);
});
