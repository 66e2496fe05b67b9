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
  /** The system's languages in the person's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  copyShortcut: CopyShortcut;
  desktop: Pick<DesktopPorts, 'applySettings' | 'surroundings' | 'shortcutUncertain' | 'startWithSystem'>;
  /** Called after a change, before the disk has taken it. */
  onChange: () => void;
}

/** The settings that hold: the person's, but for what the organisation has decided. */
export interface DeskSettings {
  calls: HandlersOf<'settings'>;
  state(): Pick<DeskState, 'settings' | 'locale' | 'managed' | 'desktop'>;
  current(): Settings;
  language(): DeskState['locale'];
  /** At the start: makes the system as they say. */
  apply(): void;
}

export function createDeskSettings(parts: DeskSettingsParts): DeskSettings {
  const { policy, desktop, copyShortcut } = parts;
  /** As the person has set them; what holds is `settings`. */
  let chosen = readSettings(parts.settings);
  let settings = policy.over(chosen);
  const language = () => localeFor(settings, parts.systemLanguages);

  function show(): void {
    desktop.applySettings(settings);
    copyShortcut.apply(settings.copyShortcut);
  }

  /** Throws `managed`, `storage`, and what the system refuses. */
  function change(changes: Partial<Settings>): void {
    policy.assertChangeable(changes);
    const nextChosen = { ...chosen, ...changes };
    const next = policy.over(nextChosen);
    // The system comes first: what it refuses is not set.
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
