import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import type { AgentProgram, AgentState } from '../../../../electron/contract/agent.ts';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import { ProgramsSection } from '../../../../renderer/agent/programs-section.tsx';
import { deskState } from '../desk-state.ts';
import { markupOf, wordsIn } from '../markup.ts';
import { agentProgram, agentState } from './sample.ts';

const { settings } = deskState();
const section = (
  agent: Partial<AgentState>,
  part: Partial<DeskState> = {},
  language: 'en' | 'de' = 'en',
): string =>
  markupOf(
    createElement(ProgramsSection, {
      state: deskState({ settings: { ...settings, agent: true }, agent: agentState(agent), ...part }),
    }),
    language,
  );
const words = (...args: Parameters<typeof section>) => wordsIn(section(...args));
const rowOf = (part: Partial<AgentProgram>, language: 'en' | 'de' = 'en') =>
  words({ programs: [agentProgram(part)] }, {}, language);

describe('whether programs can ask', () => {
  test('is a switch, off at first, and says what off means', () => {
    const html = section({ phase: 'off' }, { settings });
    expect(html).toMatch(/<input type="checkbox"(?! checked)/u);
    expect(wordsIn(html)).toContain('No program can ask');
    expect(wordsIn(html)).not.toContain('No program is paired');
  });

  test('says neither that it is off nor how to begin until it listens', () => {
    expect(words({ phase: 'off' })).not.toMatch(/No program can ask|max-desk agent pair/u);
  });

  test('says how to begin while it listens, and where', () => {
    expect(section({})).toMatch(/<input type="checkbox"[^>]* checked/u);
    expect(words({})).toContain('max-desk agent pair');
    expect(words({})).toContain('No program is paired.');
    expect(words({})).toContain('Socket: /run/agent.sock');
  });

  test('says until when nobody is asked after three refusals, and offers to end that', () => {
    const quietUntil = new Date(2026, 10, 30, 14, 5).getTime();
    for (const [language, time] of [
      ['en', /ask again at .*2:05\s?PM/],
      ['de', /Ab .*14:05 können/],
    ] as const)
      expect(words({ quietUntil }, {}, language)).toMatch(time);
    expect(words({ quietUntil })).toContain('Let programs ask now');
    expect(words({})).not.toContain('Let programs ask now');
    expect(words({ phase: 'elsewhere', quietUntil })).not.toContain('Let programs ask now');
  });

  test('says that another window does it', () => {
    expect(words({ phase: 'elsewhere' })).toContain('Another window of MAX Desk on this computer');
  });

  test('says why it failed, with what is in the way', () => {
    const problem = {
      code: 'agent-unavailable',
      message: '',
      hint: '',
      details: { file: '/run/user/7/max-desk', text: 'EACCES' },
    } as const;
    expect(words({ phase: 'failed', problem })).toContain('/run/user/7/max-desk');
  });

  test('is locked where the organisation decides it, and says so', () => {
    const origin = '/etc/max-desk/policy.json';
    const html = section({}, { managed: [{ key: 'agent', value: true, origin }] });
    expect(html).toMatch(/<input type="checkbox" aria-disabled="true"/u);
    expect(wordsIn(html)).toContain(`Managed by your organisation (${origin})`);
  });
});

describe('a paired program', () => {
  test('is shown with name, path, right, account, connection and term, and a button of its own', () => {
    const html = section({ programs: [agentProgram(), agentProgram({ id: 'p-2', name: 'Other' })] });
    const text =
      'Chart maker /opt/charts/charts Calls only · Ann Archer, MAX EA Until you withdraw it · Not used yet';
    expect(wordsIn(html)).toContain(text);
    expect(wordsIn(html)).toContain('what the program says of itself');
    expect(html).toContain('aria-label="Withdraw the access of Chart maker"');
    expect(html).toContain('aria-label="Withdraw the access of Other"');
  });

  test.each([
    ['en', 'Access token', 'Last used 5 minutes ago'],
    ['de', 'Access-Token', 'Zuletzt benutzt vor 5 Minuten'],
  ] as const)('says in %s what it may do, and when it did', (language, right, used) => {
    const text = rowOf({ right: 'token', lastUsed: Date.now() - 5 * 60_000 - 1 }, language);
    expect(text).toContain(right);
    expect(text).toContain(used);
  });

  test('says until when, and that this is over', () => {
    const until = new Date();
    until.setHours(until.getHours() + 8);
    expect(rowOf({ term: 'eight-hours', until: until.getTime() })).toMatch(/Until .*\d/u);
    expect(rowOf({ term: 'eight-hours', until: Date.now() - 1 })).toContain('Expired');
    expect(rowOf({ term: 'once' })).toContain('Once');
  });

  test('stays in the list while the access is switched off, and can be withdrawn', () => {
    const html = section({ phase: 'off', programs: [agentProgram()] }, { settings });
    expect(html).toContain('Withdraw the access of Chart maker');
  });

  test('cannot write outside of its own text: its direction is isolated, and markup is text', () => {
    const html = section({ programs: [agentProgram({ name: '<b>x</b>' })] });
    expect(html).toContain('<bdi>&lt;b&gt;x&lt;/b&gt;</bdi>');
  });
});
