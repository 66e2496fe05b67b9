import type { Translate } from '../ui/i18n.ts';

/** The part of a keyboard event that tells which of our keys it is. */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'getModifierState'
>;

const named: Readonly<Record<string, string>> = { '+': 'Plus', '-': 'Minus', ',': ',' };

/**
 * The keys of an event in the registry's notation, for instance "Mod+Shift+K", where Mod is Ctrl, and Cmd on a Mac. Null for
 * anything that types or edits: Alt and AltGr, which make characters, an input method, the other of Ctrl and Cmd. What
 * is printed on the key counts, so that "+" is where the layout has it, on the number pad too; a layout without Latin
 * letters, or without digits in the first row, goes by the place of the key.
 */
export function keysOf(event: Pressed, isMac: boolean): string | null {
  const { key, ctrlKey, altKey, metaKey, shiftKey, isComposing } = event;
  if (isComposing || altKey || event.getModifierState('AltGraph')) return null;
  const mod = isMac ? metaKey : ctrlKey;
  if (isMac ? ctrlKey : metaKey) return null;
  const shift = shiftKey ? 'Shift+' : '';
  if (/^F\d{1,2}$/.test(key)) return mod ? null : `${shift}${key}`;
  if (!mod) return key === '?' ? '?' : null;
  const character = named[key] ?? plusOf(event) ?? digitOf(event);
  if (character !== undefined) return `Mod+${character}`;
  const letter = letterOf(event);
  return letter === undefined ? null : `Mod+${shift}${letter}`;
}

/** On the American layout "+" needs Shift; everybody is used to leaving it out. */
function plusOf({ key, code }: Pressed): string | undefined {
  return key === '=' && code === 'Equal' ? 'Plus' : undefined;
}

/** The number pad counts only while it types digits: without NumLock, Ctrl+0 of it is Ctrl+Insert, which copies. */
function digitOf({ key, code, shiftKey }: Pressed): string | undefined {
  if (/^\d$/.test(key)) return key;
  return shiftKey || /^[a-z]$/i.test(key) ? undefined : /^Digit(\d)$/.exec(code)?.[1];
}

function letterOf({ key, code }: Pressed): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const isLatin = /^[\p{Script=Latin}\p{N}\p{P}\p{S}\s]|^[A-Z][a-z]/u.test(key);
  return isLatin ? undefined : /^Key([A-Z])$/.exec(code)?.[1];
}

/** The keys in Electron's notation, for the menu; '' if the menu cannot show them. */
export function menuKeys(keys: string | undefined): string {
  if (keys === undefined || keys === '?') return '';
  return keys.replace('Mod', 'CommandOrControl').replace('Minus', '-');
}

/** The keys as they are printed on the person's keyboard. */
export function printedKeys(keys: string, t: Translate, isMac: boolean): string {
  const words: Readonly<Record<string, string>> = {
    Mod: t(isMac ? 'shortcut.keys.Command' : 'shortcut.keys.Control'),
    Shift: t('shortcut.keys.Shift'),
    Plus: t('actions.keys.plus'),
    Minus: t('actions.keys.minus'),
    ContextMenu: t('actions.keys.menu'),
    Enter: t('actions.keys.enter'),
    Up: '↑',
    Down: '↓',
  };
  return keys
    .split('+')
    .map((key) => words[key] ?? key)
    .join('+');
}

/** The same in the notation of `aria-keyshortcuts`. */
export function ariaKeys(keys: readonly string[], isMac: boolean): string {
  const mod = isMac ? 'Meta' : 'Control';
  return keys.map((each) => each.replace('Mod', mod).replace('Minus', '-')).join(' ');
}

/** Whether this is a Mac, whose keys and menus differ. */
export const isMac = globalThis.navigator?.userAgent.includes('Mac') ?? false;
