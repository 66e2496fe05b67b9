import { describe, expect, test } from 'vitest';
import { ariaKeys, keysOf, menuKeys, type Pressed, printedKeys } from '../../../../renderer/actions/keys.ts';
import { createTranslations } from '../../../../renderer/ui/i18n.ts';

const pressed = (part: Partial<Omit<Pressed, 'getModifierState'>> & { altGraph?: boolean }): Pressed => ({
  key: '',
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  getModifierState: (name) => name === 'AltGraph' && part.altGraph === true,
  ...part,
});
const ctrl = (part: Parameters<typeof pressed>[0]) => keysOf(pressed({ ctrlKey: true, ...part }), false);

describe('keys are read', () => {
  test.each([
    ['German and numeric pad', { key: '+', code: 'BracketRight' }, 'Mod+Plus'],
    ['number pad', { key: '+', code: 'NumpadAdd' }, 'Mod+Plus'],
    ['American, with Shift', { key: '+', code: 'Equal', shiftKey: true }, 'Mod+Plus'],
    ['American, where everybody leaves Shift out', { key: '=', code: 'Equal' }, 'Mod+Plus'],
    ['Swiss, on the digit 1 with Shift', { key: '+', code: 'Digit1', shiftKey: true }, 'Mod+Plus'],
    ['minus', { key: '-', code: 'Slash' }, 'Mod+Minus'],
    ['French, where minus is on the digit 6', { key: '-', code: 'Digit6' }, 'Mod+Minus'],
    ['number pad', { key: '-', code: 'NumpadSubtract' }, 'Mod+Minus'],
    ['zero', { key: '0', code: 'Digit0' }, 'Mod+0'],
    ['number pad', { key: '0', code: 'Numpad0' }, 'Mod+0'],
    ['French, where digits need Shift', { key: 'à', code: 'Digit0' }, 'Mod+0'],
    ['French, with Shift', { key: '1', code: 'Digit1', shiftKey: true }, 'Mod+1'],
    ['a letter', { key: 'k', code: 'KeyK' }, 'Mod+K'],
    ['a letter with the caps on', { key: 'K', code: 'KeyK' }, 'Mod+K'],
    ['with Shift it is another key', { key: 'K', code: 'KeyK', shiftKey: true }, 'Mod+Shift+K'],
    ['Dvorak: what is printed counts', { key: 'k', code: 'KeyV' }, 'Mod+K'],
    ['Russian: the place counts', { key: 'л', code: 'KeyK' }, 'Mod+K'],
    ['comma', { key: ',', code: 'Comma' }, 'Mod+,'],
  ])('%s: %j is %s', (_, part, keys) => expect(ctrl(part)).toBe(keys));

  test('F keys are for us without Ctrl only, and Shift turns the way round', () => {
    expect(keysOf(pressed({ key: 'F6' }), false)).toBe('F6');
    expect(keysOf(pressed({ key: 'F6', shiftKey: true }), false)).toBe('Shift+F6');
    expect(ctrl({ key: 'F4' })).toBeNull();
  });

  test('"?" is a key by itself, wherever it is on the keyboard', () => {
    expect(keysOf(pressed({ key: '?', code: 'Minus', shiftKey: true }), false)).toBe('?');
    expect(keysOf(pressed({ key: 'k', code: 'KeyK' }), false)).toBeNull();
  });
});

describe('nothing is taken from what types or edits', () => {
  test.each([
    ['AltGr on Windows, which is Ctrl+Alt', { key: '€', code: 'KeyE', altKey: true }],
    ['AltGr on Linux', { key: 'k', code: 'KeyK', altGraph: true }],
    ['an input method', { key: 'k', code: 'KeyK', isComposing: true }],
    ['the number pad without NumLock: Ctrl+Insert copies', { key: 'Insert', code: 'Numpad0' }],
    ['Ctrl+Shift+1 of a layout where that is "!"', { key: '!', code: 'Digit1', shiftKey: true }],
    ['Ctrl+Shift+0 of a German keyboard, which is "="', { key: '=', code: 'Digit0', shiftKey: true }],
    ['a letter that Latin keyboards have', { key: 'ö', code: 'Semicolon' }],
    ['arrows', { key: 'ArrowDown', code: 'ArrowDown' }],
    ['both Ctrl and the key of the system', { key: 'k', code: 'KeyK', metaKey: true }],
  ])('%s: %j', (_, part) => expect(ctrl(part)).toBeNull());

  test('on a Mac Ctrl is for editing (Ctrl+K deletes to the end of the line), Cmd is ours', () => {
    expect(keysOf(pressed({ key: 'k', code: 'KeyK', ctrlKey: true }), true)).toBeNull();
    expect(keysOf(pressed({ key: 'k', code: 'KeyK', metaKey: true }), true)).toBe('Mod+K');
  });
});

describe('keys are written', () => {
  const { t } = createTranslations('de');
  test('as Electron and ARIA want them', () => {
    expect(['Mod+K', 'Mod+Minus', 'Shift+F6', '?', undefined].map(menuKeys)).toEqual([
      'CommandOrControl+K',
      'CommandOrControl+-',
      'Shift+F6',
      '',
      '',
    ]);
    expect(ariaKeys(['F5', 'Mod+R'], false)).toBe('F5 Control+R');
    expect(ariaKeys(['Mod+Minus'], true)).toBe('Meta+-');
  });

  test('as they are printed on the keyboard of the person', () => {
    expect(printedKeys('Mod+Plus', t, false)).toBe('Strg+Plus');
    expect(printedKeys('Mod+K', t, true)).toBe('Befehl+K');
    expect(printedKeys('Shift+F6', t, false)).toBe('Umschalt+F6');
  });
});
