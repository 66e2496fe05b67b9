import type { HandlersOf } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Settings } from '../../contract/settings.ts';
import type { CopyShortcut } from '../copy-shortcut.ts';
import type { KeyValue, Log } from '../ports.ts';
import { enforceStart } from '../settings/managed-start.ts';
import type { Policy } from '../settings/policy.ts';
import { localeFor, readSettings, writeSettings } from '../settings/settings.ts';
import type { DesktopPorts } from './desk-ports.ts';

export interface DeskSettingsParts {
  settings: KeyValue;
  policy: Policy;
  log: Log;
  /** The system's languages in the user's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  copyShortcut: CopyShortcut;
  desktop: Pick<DesktopPorts, 'applySettings' | 'surroundings' | 'shortcutUncertain' | 'startWithSystem'>;
  /** Called after a change, before it is written to disk. */
  onChange: () => void;
}

/** The effective settings: the user's, overridden by the organisation's. */
export interface DeskSettings {
  calls: HandlersOf<'settings'>;
  state(): Pick<DeskState, 'settings' | 'locale' | 'managed' | 'desktop'>;
  current(): Settings;
  language(): DeskState['locale'];
  /** Applies the settings to the system at the start. */
  apply(): void;
}

export function createDeskSettings(parts: DeskSettingsParts): DeskSettings {
  const { policy, desktop, copyShortcut } = parts;
  /** The user's own settings; `settings` has the effective ones. */
  let chosen = readSettings(parts.settings);
  let settings = policy.over(chosen);
  const language = () => localeFor(settings, parts.systemLanguages);

  function show(): void {
    desktop.applySettings(settings);
    copyShortcut.apply(settings.copyShortcut);
  }

  /** Throws `managed`, `storage`, and whatever the system refuses. */
  function change(changes: Partial<Settings>): void {
    policy.assertChangeable(changes);
    const nextChosen = { ...chosen, ...changes };
    const next = policy.over(nextChosen);
    // The system first: a setting that it refuses is not changed.
    if (next.startWithSystem !== settings.startWithSystem) desktop.startWithSystem?.(next.startWithSystem);
    chosen = nextChosen;
    settings = next;
    show();
    parts.onChange();
    writeSettings(parts.settings, chosen);
  }

  return {
    calls: { changeSettings: (input) => change(definedOnly(input)) },
    current: () => settings,
    language,
    state: () => ({
      settings,
      locale: language(),
      managed: policy.managed,
      desktop: {
        ...desktop.surroundings(),
        loginItem: desktop.startWithSystem !== undefined,
        shortcut: copyShortcut.state(),
        shortcutUncertain: desktop.shortcutUncertain ?? false,
      },
    }),
    apply() {
      show();
      enforceStart({ ...parts, startWithSystem: desktop.startWithSystem }, settings);
    },
  };
}

/** `undefined` in a partial object would erase a setting. */
function definedOnly<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
