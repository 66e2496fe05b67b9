/** The part of a key event that a shortcut is made of. */
export type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

const modifierKeys = ['Control', 'Alt', 'AltGraph', 'Meta', 'Shift', 'OS', 'Dead'];

/** Whether only modifiers are down so far. */
export function isModifier({ key }: Pick<Keys, 'key'>): boolean {
  return modifierKeys.includes(key);
}

/**
 * The keys as Electron names them, for instance "Control+Shift+K"; undefined for those that would take a character away
 * from typing, or that not every keyboard has.
 */
export function acceleratorOf(event: Keys, isMac: boolean): string | undefined {
  const { ctrlKey, altKey, metaKey, shiftKey } = event;
  if (!ctrlKey && !altKey && !metaKey) return undefined;
  const key = keyOf(event);
  if (key === undefined) return undefined;
  const names = [
    ctrlKey && 'Control',
    altKey && 'Alt',
    metaKey && (isMac ? 'Command' : 'Super'),
    shiftKey && 'Shift',
  ];
  return [...names.filter((name) => name !== false), key].join('+');
}

/** With Alt a letter key gives another character on some systems; then it counts where the key is. */
function keyOf({ key, code }: Pick<Keys, 'key' | 'code'>): string | undefined {
  if (/^F([1-9]|1\d|2[0-4])$/.test(key)) return key;
  if (/^[a-z\d]$/i.test(key)) return key.toUpperCase();
  return /^(?:Key|Digit)([A-Z\d])$/.exec(code)?.[1];
}
