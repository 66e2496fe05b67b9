import { expect, test, vi } from 'vitest';
import { createAgentNotices } from '../../../../electron/core/agent/agent-notices.ts';
import { findAction } from '../../../../renderer/actions/registry.ts';
import { fakeClock } from '../../../fakes/ports.ts';

function noticesOf({ inFront = false, language = 'en' as 'en' | 'de' } = {}) {
  const notify = vi.fn();
  const clock = fakeClock();
  const tell = createAgentNotices({ notify, isInFront: () => inFront }, clock, () => language);
  return { notify, clock, tell };
}

test.each([
  ['en', 'A program asks for access', 'Chart maker wants to use your sign-in. Answer it in MAX Desk.'],
  [
    'de',
    'Ein Programm bittet um Zugriff',
    'Chart maker möchte Ihre Anmeldung benutzen. Antworten Sie in MAX Desk.',
  ],
] as const)('a program that asks is told by a notification (%s)', (language, title, body) => {
  const { notify, tell } = noticesOf({ language });
  tell({ name: 'Chart maker' });
  expect(notify).toHaveBeenCalledExactlyOnceWith({ title, body, action: 'answer-program' });
});

test('a click on it leads to an action that the page has', () => {
  const { notify, tell } = noticesOf();
  tell({ name: 'Chart maker' });
  expect(findAction(notify.mock.calls[0]?.[0].action)).toBeDefined();
});

test('whoever is at the window gets none: the window tells it', () => {
  const { notify, tell } = noticesOf({ inFront: true });
  tell({ name: 'Chart maker' });
  expect(notify).not.toHaveBeenCalled();
});

test('a name is one short line without markup', () => {
  const { notify, tell } = noticesOf();
  tell({ name: `<b>A</b>\n\u202eB&amp; ${'x'.repeat(2_000)}` });
  const { body } = notify.mock.calls[0]?.[0] ?? {};
  expect(body).not.toMatch(/[<&\n\u202e]/);
  expect(body.length).toBeLessThan(150);
});

test('a program that asks without end gets three notifications in ten minutes, and then some more', () => {
  const { notify, clock, tell } = noticesOf();
  for (let asked = 0; asked < 100; asked += 1) tell({ name: 'Chart maker' });
  expect(notify).toHaveBeenCalledTimes(3);
  clock.move(600_000);
  tell({ name: 'Chart maker' });
  expect(notify).toHaveBeenCalledTimes(4);
});
