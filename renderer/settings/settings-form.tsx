import type { DeskState } from '../../electron/contract/desk.ts';
import { languages, themes } from '../../electron/contract/names.ts';
import { useServices } from '../services.ts';
import { ActionButton, Button } from '../ui/button.tsx';
import { ChoiceSetting, ToggleSetting } from './choice-setting.tsx';
import { ManagedList } from './managed.tsx';
import { ShortcutSetting } from './shortcut-setting.tsx';
import { SurroundingsList } from './surroundings-list.tsx';
import { UpdatesSetting } from './updates.tsx';

const clipboardTimes = [30, 60, 180];

interface Props {
  readonly state: DeskState;
  readonly onSaveDiagnostics: () => void;
}

/** All settings of the window; a change applies at once. */
export function SettingsForm({ state, onSaveDiagnostics }: Props) {
  const { t } = useServices();
  return (
    <>
      <ChoiceSetting
        state={state}
        setting="language"
        legend={t('settings.language')}
        values={languages}
        text={(value) => t(`settings.languages.${value}`)}
      />
      <ChoiceSetting
        state={state}
        setting="theme"
        legend={t('settings.theme')}
        values={themes}
        text={(value) => t(`settings.themes.${value}`)}
      />
      <ChoiceSetting
        state={state}
        setting="clipboardSeconds"
        legend={t('managed.keys.clipboardSeconds')}
        values={clipboardTimes}
        text={(value) => t('settings.seconds', { count: value })}
      />
      <ShortcutSetting state={state} />
      <Desktop state={state} />
      <SurroundingsList state={state} />
      <ProxySetting proxy={state.proxy} />
      <UpdatesSetting state={state} />
      <ManagedList managed={state.managed} />
      <Button onClick={onSaveDiagnostics}>{t('diagnostics.open')}</Button>
      <p className="hint settings-version">{t('app.version', { version: state.version })}</p>
    </>
  );
}

/** Settings for the desktop environment, with a note on what it does not support. */
function Desktop({ state }: { readonly state: DeskState }) {
  const { t } = useServices();
  const { desktop } = state;
  return (
    <fieldset className="choice">
      <legend>{t('settings.desktop')}</legend>
      <ToggleSetting
        state={state}
        setting="closeToTray"
        text={t('settings.closeToTray')}
        missing={desktop.tray ? null : t('settings.noTray')}
      />
      <ToggleSetting
        state={state}
        setting="startWithSystem"
        text={t('managed.keys.startWithSystem')}
        missing={desktop.loginItem ? null : t('settings.noLoginItem')}
      />
    </fieldset>
  );
}

/** The state of a proxy that requires a password; renders nothing without one. */
function ProxySetting({ proxy }: Pick<DeskState, 'proxy'>) {
  const { t, desktop } = useServices();
  if (!proxy) return null;
  const isSignedIn = proxy.phase === 'signed-in';
  return (
    <fieldset className="choice">
      <legend>{t('failure.facts.proxy')}</legend>
      <p className="hint">{t(isSignedIn ? 'proxy.signedIn' : 'proxy.about', { proxy: proxy.address })}</p>
      <ActionButton action={() => desktop.call(isSignedIn ? 'forgetProxies' : 'askProxyAgain')}>
        {t(isSignedIn ? 'proxy.forget' : 'proxy.enter')}
      </ActionButton>
    </fieldset>
  );
}
