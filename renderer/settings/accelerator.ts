/** The part of a keyboard event that makes up a shortcut. */
export type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

const modifierKeys = ['Control', 'Alt', 'AltGraph', 'Meta', 'Shift', 'OS', 'Dead'];

/** Whether the key is only a modifier. */
export function isModifier({ key }: Pick<Keys, 'key'>): boolean {
  return modifierKeys.includes(key);
}

/**
 * The keys in Electron's notation, for instance "Control+Shift+K". Undefined without Ctrl, Alt or Meta, because typing
 * needs such keys, and for keys that not every keyboard has.
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

/** With Alt, a letter key gives another character on some systems; then the key's position (`code`) counts. */
function keyOf({ key, code }: Pick<Keys, 'key' | 'code'>): string | undefined {
  if (/^F([1-9]|1\d|2[0-4])$/.test(key)) return key;
  if (/^[a-z\d]$/i.test(key)) return key.toUpperCase();
  return /^(?:Key|Digit)([A-Z\d])$/.exec(code)?.[1];
}
