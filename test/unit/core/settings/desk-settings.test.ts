import { beforeEach, expect, test, vi } from 'vitest';
import type { Settings } from '../../../../electron/contract/settings.ts';
import { createDeskSettings } from '../../../../electron/core/settings/desk-settings.ts';
import { createPolicy } from '../../../../electron/core/settings/policy.ts';
import { deskPorts } from '../../../fakes/desk.ts';
import { type FakeKeyValue, fakeKeyValue } from '../../../fakes/ports.ts';

let disk: FakeKeyValue;
let steps: string[];
beforeEach(() => {
  disk = fakeKeyValue();
  steps = [];
});

function newSettings(
  decided: Record<string, unknown> = {},
  startWithSystem = vi.fn<(on: boolean) => void>(),
) {
  const ports = deskPorts({
    settings: disk,
    policy: createPolicy([{ values: decided, origin: 'policy.json' }]),
    systemLanguages: ['de-DE'],
    regionalLocale: 'de-DE',
    browser: async () => undefined,
    applySettings: ({ theme }: Settings) => steps.push(`theme ${theme}`),
    startWithSystem,
  });
  return createDeskSettings(
    ports,
    { apply: (keys) => steps.push(`shortcut ${keys}`), state: () => 'off' },
    () => steps.push('shown'),
  );
}

test('make the system as they say at the start, in the language of the system unless another is chosen', () => {
  const settings = newSettings();
  settings.apply();
  expect(steps).toEqual(['theme system', 'shortcut ']);
  expect(settings.language()).toBe('de');
  settings.calls.changeSettings({ language: 'en' });
  expect(settings.language()).toBe('en');
});

test('are shown before the disk has taken them, and the next start has them', () => {
  const settings = newSettings();
  settings.calls.changeSettings({ theme: 'dark', clipboardSeconds: undefined });
  expect(steps).toEqual(['theme dark', 'shortcut ', 'shown']);
  expect(newSettings().current()).toMatchObject({ theme: 'dark', clipboardSeconds: 60 });
  disk.refuse = new Error('full');
  expect(() => settings.calls.changeSettings({ theme: 'light' })).toThrow('full');
  expect(settings.current().theme).toBe('light');
});

test('stay as they are when the system refuses one of them', () => {
  const refuse = vi.fn<(on: boolean) => void>().mockImplementation(() => {
    throw new Error('no');
  });
  const settings = newSettings({}, refuse);
  expect(() => settings.calls.changeSettings({ startWithSystem: true, theme: 'dark' })).toThrow('no');
  expect(settings.current()).toMatchObject({ startWithSystem: false, theme: 'system' });
  expect(steps).toEqual([]);
});

test('that the organisation has decided cannot be changed, and are the person’s again without it', () => {
  newSettings().calls.changeSettings({ clipboardSeconds: 30 });
  const managed = newSettings({ clipboardSeconds: 15 });
  expect(managed.current().clipboardSeconds).toBe(15);
  expect(() => managed.calls.changeSettings({ clipboardSeconds: 90 })).toThrow(
    expect.objectContaining({ code: 'managed' }),
  );
  managed.calls.changeSettings({ theme: 'dark' });
  expect(newSettings().current()).toMatchObject({ clipboardSeconds: 30, theme: 'dark' });
});
