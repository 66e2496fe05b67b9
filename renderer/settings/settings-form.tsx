import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../electron/contract/desk.ts';
import { languages, themes } from '../../electron/contract/names.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceSetting } from './choice-setting.tsx';
import { managedValue } from './managed.ts';
import { ManagedList } from './managed-note.tsx';
import { ProxySetting } from './proxy-setting.tsx';
import { ShortcutSetting } from './shortcut-setting.tsx';
import { SurroundingsList } from './surroundings-list.tsx';
import { ToggleSetting } from './toggle-setting.tsx';
import { UpdatesSetting } from './updates-setting.tsx';

const clipboardTimes = [30, 60, 180];

interface Props {
  readonly state: DeskState;
  readonly onSaveDiagnostics: () => void;
}

/** All settings of the window; a change applies at once. */
export function SettingsForm({ state, onSaveDiagnostics }: Props) {
  const { t } = useTranslation();
  const { settings } = state;
  return (
    <>
      <ChoiceSetting
        setting="language"
        legend={t('settings.language')}
        values={languages}
        current={settings.language}
        text={(value) => t(`settings.languages.${value}`)}
      />
      <ChoiceSetting
        setting="theme"
        legend={t('settings.theme')}
        values={themes}
        current={settings.theme}
        text={(value) => t(`settings.themes.${value}`)}
      />
      <ChoiceSetting
        setting="clipboardSeconds"
        legend={t('settings.clipboard')}
        values={clipboardTimes}
        current={settings.clipboardSeconds}
        managedBy={managedValue(state, 'clipboardSeconds')?.origin}
        text={(value) => t('settings.seconds', { count: value })}
      />
      <ShortcutSetting state={state} />
      <Desktop state={state} />
      <SurroundingsList state={state} />
      <ProxySetting proxy={state.proxy} />
      <UpdatesSetting state={state} />
      <ManagedList managed={state.managed} />
      <div className="settings-diagnostics">
        <Button onClick={onSaveDiagnostics}>{t('diagnostics.open')}</Button>
      </div>
      <p className="settings-version">{t('app.version', { version: state.version })}</p>
    </>
  );
}

/** Settings for the desktop environment, with a note on what it does not support. */
function Desktop({ state }: { readonly state: DeskState }) {
  const { t } = useTranslation();
  const { settings, desktop } = state;
  return (
    <fieldset className="choice">
      <legend>{t('settings.desktop')}</legend>
      <ToggleSetting
        setting="closeToTray"
        on={settings.closeToTray}
        text={t('settings.closeToTray')}
        missing={desktop.tray ? null : t('settings.noTray')}
      />
      <ToggleSetting
        setting="startWithSystem"
        on={settings.startWithSystem}
        text={t('settings.startWithSystem')}
        managedBy={managedValue(state, 'startWithSystem')?.origin}
        missing={desktop.loginItem ? null : t('settings.noLoginItem')}
      />
    </fieldset>
  );
}
