import { Settings } from '../../contract/settings.ts';
import type { KeyValue } from '../ports.ts';
import { withUnknownParts } from '../storage/unknown-parts.ts';

const entry = 'settings';
const defaults: Settings = {
  language: 'system',
  theme: 'system',
  closeToTray: true,
  startWithSystem: false,
  clipboardSeconds: 60,
  copyShortcut: '',
};

/** The user's settings; a value that is not understood (an older or newer version's) falls back to its default. */
export function readSettings(store: KeyValue): Settings {
  const json = parse(store.get(entry));
  const { language, theme, closeToTray, startWithSystem, clipboardSeconds, copyShortcut } = Settings.shape;
  return {
    language: language.catch(defaults.language).parse(json['language']),
    theme: theme.catch(defaults.theme).parse(json['theme']),
    closeToTray: closeToTray.catch(defaults.closeToTray).parse(json['closeToTray']),
    startWithSystem: startWithSystem.catch(defaults.startWithSystem).parse(json['startWithSystem']),
    clipboardSeconds: clipboardSeconds.catch(defaults.clipboardSeconds).parse(json['clipboardSeconds']),
    copyShortcut: copyShortcut.catch(defaults.copyShortcut).parse(json['copyShortcut']),
  };
}

/** Keeps values of another version that this one does not understand. Throws if the disk refuses. */
export function writeSettings(store: KeyValue, settings: Settings): void {
  const all = withUnknownParts(parse(store.get(entry)), readSettings(store), settings);
  store.set(entry, JSON.stringify(all));
}

/** The window's language: the chosen one, else the system's if supported, else English. */
export function localeFor(
  settings: Pick<Settings, 'language'>,
  systemLanguages: readonly string[],
): 'en' | 'de' {
  if (settings.language !== 'system') return settings.language;
  const known = systemLanguages
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === 'en' || tag === 'de');
  return known === 'de' ? 'de' : 'en';
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text ?? '{}');
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}
