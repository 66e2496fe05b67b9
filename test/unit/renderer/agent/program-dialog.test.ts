import { createElement } from 'react';
import { describe, expect, test, vi } from 'vitest';
import type { AgentRequest } from '../../../../electron/contract/agent.ts';
import { ProgramQuestion } from '../../../../renderer/agent/program-dialog.tsx';
import { ProgramStrip } from '../../../../renderer/agent/program-strip.tsx';
import { observable } from '../../../../renderer/observable.ts';
import { markupOf, wordsIn } from '../markup.ts';
import { agentRequest, agentState } from './sample.ts';

/** The dialog that shows one request while the agent has another one, or none. */
function dialog(
  shown: AgentRequest | null,
  request: AgentRequest | null = shown,
  language: 'en' | 'de' = 'en',
) {
  const programRequests = { shown: observable(shown), close: vi.fn(), open: vi.fn(), answer: vi.fn() };
  return markupOf(createElement(ProgramQuestion, { agent: agentState({ request }) }), language, {
    programRequests,
  });
}

describe('the question of a program', () => {
  test('is not there until the person opens it', () => {
    expect(dialog(null, agentRequest())).toBe('');
  });

  test.each([
    ['en', 'Program Chart maker Path /opt/charts/charts', 'Allow access'],
    ['de', 'Programm Chart maker Pfad /opt/charts/charts', 'Zugriff erlauben'],
  ] as const)('names who asks, and what can be answered (%s)', (language, asker, allow) => {
    const html = dialog(agentRequest(), agentRequest(), language);
    expect(wordsIn(html)).toContain(asker);
    expect(wordsIn(html)).toContain(allow);
  });

  test('shows the six digits in two groups, and has them read out one by one', () => {
    const html = dialog(agentRequest({ code: '042137' }));
    expect(html).toMatch(/<strong[^>]*aria-hidden="true">042 137<\/strong>/u);
    expect(html).toContain('<span class="visually-hidden">0 4 2 1 3 7</span>');
  });

  test('offers calls only at first, for eight hours', () => {
    const checked = [...dialog(agentRequest()).matchAll(/<input[^>]*checked=""[^>]*\/>([^<]*)/gu)];
    expect(checked.map(([, text]) => text)).toEqual(['Calls only', 'For eight hours']);
  });

  test('offers every account with its connection', () => {
    const options = [...dialog(agentRequest()).matchAll(/<option[^>]*>([^<]*)/gu)].map(([, text]) => text);
    expect(options).toEqual(['Ann Archer, MAX EA', 'Bob Baker, MAX EA']);
  });

  test('leaves no answer once the request is over, and says what to do', () => {
    for (const request of [null, agentRequest({ id: 'another' })]) {
      const html = dialog(agentRequest(), request);
      expect(wordsIn(html)).toContain('This request is over');
      expect(html).toContain('role="alert"');
      expect(wordsIn(html)).not.toContain('Allow access');
    }
  });
});

test('the strip names the program and has a countdown that is not read out each second', () => {
  const programRequests = { open: vi.fn() };
  const html = markupOf(createElement(ProgramStrip, { request: agentRequest() }), 'en', {
    programRequests: programRequests as never,
  });
  expect(wordsIn(html)).toMatch(/“Chart maker” asks for access Expires in (?:1:00|0:59) Answer…/u);
  expect(html).toContain('role="timer"');
  expect(html).not.toContain('042');
});
