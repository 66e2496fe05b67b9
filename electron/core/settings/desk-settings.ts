import type { HandlersOf } from '../../contract/calls.ts';
import type { Settings } from '../../contract/settings.ts';
import type { CopyShortcut } from '../clipboard/copy-shortcut.ts';
import type { DeskPorts } from '../desk/desk-ports.ts';
import { enforceStart } from './managed-start.ts';
import { localeFor, readSettings, writeSettings } from './settings.ts';

/**
 * The effective settings: the user's, overridden by the organisation's.
 * @param onChange called after a change, before it is written to disk
 */
export function createDeskSettings(
  ports: Pick<DeskPorts, 'run' | 'storage' | 'desktop' | 'policy'>,
  copyShortcut: CopyShortcut,
  onChange: () => void,
) {
  const { policy, desktop, storage } = ports;
  /** The user's own settings; `settings` has the effective ones. */
  let chosen = readSettings(storage.settings);
  let settings = policy.over(chosen);
  const language = () => localeFor(settings, ports.run.systemLanguages);

  function show(): void {
    desktop.applySettings(settings);
    copyShortcut.apply(settings.copyShortcut);
  }

  return {
    calls: {
      /** Throws `managed`, `storage`, and whatever the system refuses. */
      changeSettings(input) {
        // `undefined` would remove a setting.
        const given = Object.entries(input).filter(([, value]) => value !== undefined);
        const changes = Object.fromEntries(given) as Partial<Settings>;
        policy.assertChangeable(changes);
        const nextChosen = { ...chosen, ...changes };
        const next = policy.over(nextChosen);
        // The system first: a setting that it refuses is not changed.
        if (next.startWithSystem !== settings.startWithSystem)
          desktop.startWithSystem?.(next.startWithSystem);
        chosen = nextChosen;
        settings = next;
        show();
        onChange();
        writeSettings(storage.settings, chosen);
      },
    } satisfies HandlersOf<'settings'>,
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
    /** Applies the settings to the system at the start. */
    apply(): void {
      show();
      enforceStart(ports, settings);
    },
  };
}
