import { densities, languages, themes } from '../../electron/contract/names.ts';
import { managedValue } from '../settings/managed.tsx';
import { focusSetting, settingNames } from '../settings/setting-names.ts';
import { type Action, type Here, isAtUnits } from './action.ts';

function isFree({ desk }: Here, setting: 'language' | 'theme'): boolean {
  const state = desk.state.get();
  return state !== null && managedValue(state, setting) === undefined;
}

const themeActions = themes.map((theme): Action => {
  return {
    id: `theme-${theme}`,
    title: ({ t }) => `${t('settings.theme')}: ${t(`settings.themes.${theme}`)}`,
    possible: (here) => isFree(here, 'theme'),
    checked: ({ desk }) => desk.state.get()?.settings.theme === theme,
    run: ({ desktop }) => desktop.call('changeSettings', { theme }),
  };
});

const languageActions = languages.map((language): Action => {
  return {
    id: `language-${language}`,
    title: ({ t }) => `${t('settings.language')}: ${t(`settings.languages.${language}`)}`,
    possible: (here) => isFree(here, 'language'),
    checked: ({ desk }) => desk.state.get()?.settings.language === language,
    run: ({ desktop }) => desktop.call('changeSettings', { language }),
  };
});

const densityActions = densities.map((density): Action => {
  return {
    id: `density-${density}`,
    title: ({ t }) => `${t('units.table.density')}: ${t(`units.table.densities.${density}`)}`,
    possible: isAtUnits,
    checked: ({ units }) => units.density === density,
    run: ({ units }) => units.setDensity(density),
  };
});

const namedSettings = Object.entries(settingNames).map(([name, nameIn]): Action => {
  return {
    id: `setting-${name}`,
    title: ({ t }) => `${t('settings.title')}: ${nameIn(t)}`,
    icon: 'settings',
    possible: ({ desk }) => desk.state.get() !== null,
    run({ settingsOpen, t }) {
      settingsOpen.set(true);
      // Once they are on the screen.
      requestAnimationFrame(() => focusSetting(nameIn(t)));
    },
  };
});

/** The settings, and those of their values that are one click away. */
export const settingsActions: readonly Action[] = [
  {
    id: 'settings',
    title: ({ t }) => t('settings.title'),
    keys: ['Mod+,'],
    icon: 'settings',
    possible: ({ desk }) => desk.state.get() !== null,
    run: ({ settingsOpen }) => settingsOpen.set(true),
  },
  ...themeActions,
  ...languageActions,
  ...densityActions,
  ...namedSettings,
];
