import { expect, test } from 'vitest';
import { createCopyShortcut } from '../../../../electron/core/clipboard/copy-shortcut.ts';

test('a shortcut is registered once, tried again after a refusal, and taken back', () => {
  const asked: string[] = [];
  let taken = false;
  const shortcut = createCopyShortcut((keys) => {
    asked.push(keys);
    return taken;
  });
  expect(shortcut.state()).toBe('off');
  shortcut.apply('');
  expect(asked).toEqual([]);
  shortcut.apply('Control+K');
  expect(shortcut.state()).toBe('refused');
  taken = true;
  shortcut.apply('Control+K');
  shortcut.apply('Control+K');
  expect(shortcut.state()).toBe('on');
  shortcut.apply('');
  expect(shortcut.state()).toBe('off');
  expect(asked).toEqual(['Control+K', 'Control+K', '']);
});

test('where there are no shortcuts every one is refused', () => {
  const shortcut = createCopyShortcut();
  shortcut.apply('Control+K');
  expect(shortcut.state()).toBe('refused');
});
