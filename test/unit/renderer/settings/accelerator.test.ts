import { describe, expect, test } from 'vitest';
import { Settings } from '../../../../electron/contract/settings.ts';
import { acceleratorOf, isModifier, type Keys } from '../../../../renderer/settings/accelerator.ts';

const keys = (key: string, held: Partial<Keys> = {}): Keys => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

describe('keys that are pressed', () => {
  test.each<[Keys, boolean, string]>([
    [keys('k', { ctrlKey: true, shiftKey: true }), false, 'Control+Shift+K'],
    [keys('F9', { altKey: true }), false, 'Alt+F9'],
    [keys('5', { metaKey: true }), true, 'Command+5'],
    [keys('5', { metaKey: true }), false, 'Super+5'],
    [keys('˚', { altKey: true, code: 'KeyK' }), true, 'Alt+K'],
  ])('%j make a shortcut that the settings take', (pressed, isMac, accelerator) => {
    expect(acceleratorOf(pressed, isMac)).toBe(accelerator);
    expect(Settings.shape.copyShortcut.safeParse(accelerator).success).toBe(true);
  });

  test.each([
    keys('k'),
    keys('K', { shiftKey: true }),
    keys('Enter', { ctrlKey: true }),
    keys('ö', { ctrlKey: true, code: 'Semicolon' }),
  ])('%j make none', (pressed) => expect(acceleratorOf(pressed, false)).toBeUndefined());
});

test('a key that only changes others is none yet', () => {
  for (const key of ['Control', 'Alt', 'AltGraph', 'Meta', 'Shift', 'OS', 'Dead'])
    expect(isModifier({ key }), key).toBe(true);
  for (const key of ['a', 'F1', 'Enter', '']) expect(isModifier({ key }), key).toBe(false);
});
