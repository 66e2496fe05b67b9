import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import type { ManagedValue } from '../../../../electron/contract/settings.ts';
import { ConnectionEntry } from '../../../../renderer/connections/connection-entry.tsx';
import { SettingsForm } from '../../../../renderer/settings/settings-form.tsx';
import { UpdateButton } from '../../../../renderer/settings/updates.tsx';
import { Welcome } from '../../../../renderer/sign-in/welcome.tsx';
import { deskState } from '../desk-state.ts';
import { markupOf, wordsIn } from '../markup.ts';

const origin = '/etc/max-desk/policy.json';
const managed: ManagedValue[] = [
  { key: 'connections', value: ['MAX EA'], origin },
  { key: 'allowedHosts', value: [], origin },
  { key: 'updates', value: false, origin },
  { key: 'updateDeferralDays', value: 1, origin },
  { key: 'clipboardSeconds', value: 45, origin },
  { key: 'startWithSystem', value: true, origin },
  { key: 'logLevel', value: 'warn', origin },
];
const settingsMarkup = (part: Partial<DeskState>, language: 'en' | 'de' = 'en') =>
  markupOf(createElement(SettingsForm, { state: deskState(part) }), language);
const inputs = (html: string, text: string) => html.match(new RegExp(`<input[^>]*${text}[^>]*>`, 'gu')) ?? [];
const updates = (part: Partial<DeskState['updates']>): DeskState['updates'] => ({
  phase: 'idle',
  version: null,
  progress: null,
  checkedAt: null,
  problem: null,
  ...part,
});

describe('a setting that the organisation has decided', () => {
  const { settings } = deskState();
  const html = settingsMarkup({
    managed,
    settings: { ...settings, clipboardSeconds: 45, startWithSystem: true },
    desktop: { ...deskState().desktop, loginItem: true },
  });

  test('shows its value, even one that nobody could choose', () => {
    expect(inputs(html, 'name="clipboardSeconds"')).toHaveLength(4);
    expect(wordsIn(html)).toContain('45 seconds');
    expect(inputs(html, 'value="45"')[0]).toContain('checked');
  });

  test('is locked but can be reached by keyboard, and says why in its description', () => {
    for (const input of inputs(html, 'name="clipboardSeconds"')) {
      expect(input).toContain('aria-disabled="true"');
      expect(input).not.toMatch(/ disabled/u);
      const id = /aria-describedby="([^"]+)"/u.exec(input)?.[1];
      const note = new RegExp(`<p id="${id}".*?</p>`, 'u').exec(html)?.[0] ?? '';
      expect(wordsIn(note)).toBe(`Managed by your organisation (${origin})`);
    }
    expect(inputs(html, 'type="checkbox"').filter((each) => each.includes('aria-disabled'))).toHaveLength(1);
  });

  test('leaves the others to the person', () => {
    for (const input of inputs(html, 'name="theme"')) expect(input).not.toContain('aria-disabled');
    expect(settingsMarkup({})).not.toContain('aria-disabled');
    expect(wordsIn(settingsMarkup({}))).not.toContain('Managed');
  });

  test.each([
    ['en', 'Allowed hosts none', 'Updates are put off by 1 day', 'Log warnings and errors'],
    ['de', 'Erlaubte Hosts keine', 'Updates werden aufgeschoben um 1 Tag', 'Protokoll Warnungen und Fehler'],
  ] as const)('all of them are listed with their origin, in %s', (language, ...texts) => {
    const list =
      /<details class="managed">.*?<\/details>/u.exec(settingsMarkup({ managed }, language))?.[0] ?? '';
    for (const text of texts) expect(wordsIn(list)).toContain(text);
    expect(list.split(origin)).toHaveLength(managed.length + 1);
  });
});

describe('a connection of the organisation', () => {
  const [connection] = [{ ...deskState().connection, origin }];
  const entry = (isManaged: boolean) =>
    markupOf(
      createElement(ConnectionEntry, {
        connection: connection as NonNullable<DeskState['connection']>,
        current: true,
        managed: isManaged,
        menu: 'menu',
        onSwitch: () => undefined,
        onRemove: () => undefined,
      }),
    );

  test('has a lock with a name', () => {
    expect(wordsIn(entry(true))).toContain('(Managed by your organisation)');
    expect(wordsIn(entry(false))).not.toContain('organisation');
  });
});

describe('the simulated service', () => {
  const welcome = (simulator: boolean) =>
    wordsIn(markupOf(createElement(Welcome, { state: deskState({ connection: null, simulator }) })));

  test('is not offered where it is switched off or not packaged', () => {
    expect(welcome(true)).toContain('Explore with simulated data');
    expect(welcome(false)).not.toContain('simulated');
  });
});

describe('updates', () => {
  test.each([
    ['off', {}, 'This MAX Desk does not look for newer versions.'],
    ['idle', { checkedAt: 0 }, 'No newer version is known. Last checked:'],
    ['checking', {}, 'Looking for a newer version…'],
    ['available', { version: '2.0.0' }, 'Version 2.0.0 is available.'],
    ['downloading', { version: '2.0.0', progress: 41 }, 'Version 2.0.0 is being downloaded: 41 %'],
    ['ready', { version: '2.0.0' }, 'Version 2.0.0 is ready to be installed.'],
  ] as const)('that are %s say so', (phase, part, text) => {
    expect(wordsIn(settingsMarkup({ updates: updates({ phase, ...part }) }))).toContain(text);
  });

  test('show the download as a bar with a name', () => {
    const html = settingsMarkup({
      updates: updates({ phase: 'downloading', version: '2.0.0', progress: 41 }),
    });
    expect(html).toMatch(
      /<progress[^>]*max="100"[^>]*value="41"[^>]*aria-label="Download of the newer version"/u,
    );
  });

  test('that failed say what to do', () => {
    const problem = { code: 'update-failed', message: '', hint: '', details: { reason: 'X7' } } as const;
    const words = wordsIn(settingsMarkup({ updates: updates({ phase: 'failed', problem }) }));
    expect(words).toContain('The update did not work');
    expect(words).toContain('X7');
    expect(words).toContain('Check now');
  });

  test('that the organisation has switched off say who did', () => {
    const html = settingsMarkup({ managed, updates: updates({ phase: 'off' }) });
    const section = /<fieldset class="choice updates">.*?<\/fieldset>/u.exec(html)?.[0] ?? '';
    expect(wordsIn(section)).toContain(`Managed by your organisation (${origin})`);
    expect(wordsIn(section)).not.toContain('Check now');
  });

  test('ask for a restart when they are ready, and not before', () => {
    const button = (phase: DeskState['updates']['phase'], problem: DeskState['updates']['problem'] = null) =>
      wordsIn(
        markupOf(
          createElement(UpdateButton, {
            updates: updates({ phase, version: '2.0.0', problem }),
            persistence: { kind: 'encrypted' },
          }),
        ),
      );
    expect(button('ready')).toBe('Restart to update…');
    expect(button('downloading')).toBe('');
    const problem = { code: 'update-failed', message: '', hint: '', details: {} } as const;
    expect(button('failed', problem)).toMatch(/^Update failed The update did not work/u);
    expect(button('available')).toBe(
      'Version 2.0.0 is available Version 2.0.0 is available. Install it the way MAX Desk was installed.',
    );
  });
});
