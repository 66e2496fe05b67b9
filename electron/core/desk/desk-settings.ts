import type { Handlers } from '../../contract/calls.ts';
import type { DeskState } from '../../contract/desk.ts';
import type { Settings } from '../../contract/settings.ts';
import type { CopyShortcut } from '../copy-shortcut.ts';
import type { KeyValue, Log } from '../ports.ts';
import { enforceStart } from '../settings/managed-start.ts';
import type { Policy } from '../settings/policy.ts';
import { localeFor, readSettings, writeSettings } from '../settings/settings.ts';

export interface DeskSettingsParts {
  settings: KeyValue;
  policy: Policy;
  log: Log;
  /** The system's languages in the person's order, as BCP 47 tags. */
  systemLanguages: readonly string[];
  copyShortcut: CopyShortcut;
  applySettings: (settings: Settings) => void;
  /** Makes the system start the app, or not any more; throws AppError. Absent where it cannot. */
  startWithSystem?: (on: boolean) => void;
  /** Called after a change, before the disk has taken it. */
  onChange: () => void;
}

/** The settings that hold: the person's, but for what the organisation has decided. */
export interface DeskSettings {
  current(): Settings;
  language(): DeskState['locale'];
  /** At the start: makes the system as they say. */
  apply(): void;
  /** Throws `managed`, `storage`, and what the system refuses. */
  change: Handlers['changeSettings'];
}

export function createDeskSettings(parts: DeskSettingsParts): DeskSettings {
  const { policy, copyShortcut } = parts;
  /** As the person has set them; what holds is `settings`. */
  let chosen = readSettings(parts.settings);
  let settings = policy.over(chosen);

  function show(): void {
    parts.applySettings(settings);
    copyShortcut.apply(settings.copyShortcut);
  }

  return {
    current: () => settings,
    language: () => localeFor(settings, parts.systemLanguages),
    apply() {
      show();
      enforceStart(parts, settings);
    },
    change(change) {
      const wanted = definedOnly(change);
      policy.assertChangeable(wanted);
      const nextChosen = { ...chosen, ...wanted };
      const next = policy.over(nextChosen);
      // The system comes first: what it refuses is not set.
      if (next.startWithSystem !== settings.startWithSystem) parts.startWithSystem?.(next.startWithSystem);
      chosen = nextChosen;
      settings = next;
      show();
      parts.onChange();
      writeSettings(parts.settings, chosen);
    },
  };
}

/** `undefined` in a partial object would erase a setting. */
function definedOnly<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
