import type { Translate } from '../ui/i18n.ts';

/** The settings that are found by their names, in their order on the screen. Language and theme have actions for each value. */
export const settingNames: Readonly<Record<string, (t: Translate) => string>> = {
  'close-to-tray': (t) => t('settings.closeToTray'),
  'start-with-system': (t) => t('managed.keys.startWithSystem'),
  overview: (t) => t('layout.settingsScreen.overview'),
  'starts-in-wall': (t) => t('wall.settings.startsIn'),
  'view-seconds': (t) => t('wall.settings.viewSeconds'),
  night: (t) => t('wall.settings.night'),
  'clipboard-seconds': (t) => t('managed.keys.clipboardSeconds'),
  'copy-shortcut': (t) => t('shortcut.title'),
  version: (t) => t('layout.settingsScreen.version.title'),
  computer: (t) => t('layout.settingsScreen.computer.title'),
};

/**
 * Brings the setting with this name, or the section, into sight, and gives the focus to what changes it. Nothing happens if the
 * settings are not on the screen, or have none such here.
 */
export function focusSetting(name: string): void {
  const titles = document.querySelectorAll<HTMLElement>('.settings-screen :is(legend, label.option, h2)');
  const title = [...titles].find(({ textContent }) => textContent?.trim() === name);
  const around = title?.closest<HTMLElement>('label, fieldset, section');
  const controlOf = (which: string) => around?.querySelector<HTMLElement>(which);
  title?.scrollIntoView({ block: 'center' });
  (controlOf('input:checked') ?? controlOf('input, button'))?.focus({ preventScroll: true });
}
