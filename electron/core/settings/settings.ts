import { z } from 'zod';
import { Settings } from '../../contract/settings.ts';
import { isRecord, jsonIn } from '../json.ts';
import type { KeyValue } from '../ports.ts';
import { withUnknownParts } from '../storage/unknown-parts.ts';

const entry = 'settings';
const {
  language,
  theme,
  overview,
  closeToTray,
  startWithSystem,
  clipboardSeconds,
  copyShortcut,
  zoom,
  agent,
} = Settings.shape;
/** A value that is not understood (an older or newer version's) falls back to its default. */
const Kept = z.object({
  language: language.catch('system'),
  theme: theme.catch('system'),
  overview: overview.catch('auto'),
  closeToTray: closeToTray.catch(true),
  startWithSystem: startWithSystem.catch(false),
  clipboardSeconds: clipboardSeconds.catch(60),
  copyShortcut: copyShortcut.catch(''),
  zoom: zoom.catch(100),
  agent: agent.catch(false),
});

/** The user's settings. */
export function readSettings(store: KeyValue): Settings {
  const stored = jsonIn(store.get(entry));
  return Kept.parse(isRecord(stored) ? stored : {});
}

/** Keeps values of another version that this one does not understand. Throws if the disk refuses. */
export function writeSettings(store: KeyValue, settings: Settings): void {
  const all = withUnknownParts(jsonIn(store.get(entry)), readSettings(store), settings);
  store.set(entry, JSON.stringify(all));
}

/** The window's language: the chosen one, else the system's if supported, else English. */
export function localeFor(
  settings: Pick<Settings, 'language'>,
  systemLanguages: readonly string[],
): 'en' | 'de' {
  if (settings.language !== 'system') return settings.language;
  const tags = systemLanguages.map((tag) => tag.slice(0, 2).toLowerCase());
  return tags.find((tag) => tag === 'en' || tag === 'de') === 'de' ? 'de' : 'en';
}
