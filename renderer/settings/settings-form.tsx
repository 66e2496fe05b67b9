import type { DeskState } from '../../electron/contract/desk.ts';
import { languages, overviewModes, themes } from '../../electron/contract/names.ts';
import { ProgramsSection } from '../agent/programs-section.tsx';
import { SaveDiagnostics } from '../diagnostics/diagnostics-dialog.tsx';
import { useServices } from '../services.ts';
import { ActionButton } from '../ui/button.tsx';
import { WallSection } from '../wall/wall-settings.tsx';
import { ChoiceSetting, ToggleSetting } from './choice-setting.tsx';
import { ManagedList } from './managed.tsx';
import { SettingsSection } from './settings-section.tsx';
import { ShortcutSetting } from './shortcut-setting.tsx';
import { SurroundingsList } from './surroundings-list.tsx';
import { UpdatesSetting } from './updates.tsx';

const clipboardTimes = [30, 60, 180];

interface Props {
  readonly state: DeskState;
}

/** All settings of the window, in sections; a change applies at once. */
export function SettingsForm({ state }: Props) {
  const { t } = useServices();
  const title = (section: 'version' | 'network') => t(`layout.settingsScreen.${section}.title`);
  const texts = (section: 'tray' | 'list' | 'token' | 'computer') => ({
    title: t(`layout.settingsScreen.${section}.title`),
    about: t(`layout.settingsScreen.${section}.about`),
  });
  return (
    <>
      <Look state={state} />
      <SettingsSection {...texts('tray')}>
        <Desktop state={state} />
      </SettingsSection>
      <SettingsSection {...texts('list')}>
        <ChoiceSetting
          state={state}
          setting="overview"
          legend={t('layout.settingsScreen.overview')}
          values={overviewModes}
          text={(value) => t(`layout.settingsScreen.overviewModes.${value}`)}
        />
        <LiveSetting live={state.live} />
      </SettingsSection>
      <WallSection state={state} />
      <SettingsSection {...texts('token')}>
        <ChoiceSetting
          state={state}
          setting="clipboardSeconds"
          legend={t('managed.keys.clipboardSeconds')}
          values={clipboardTimes}
          text={(value) => t('settings.seconds', { count: value })}
        />
        <ShortcutSetting state={state} />
      </SettingsSection>
      <ProgramsSection state={state} />
      {state.proxy !== null && (
        <SettingsSection title={title('network')}>
          <ProxySetting proxy={state.proxy} />
        </SettingsSection>
      )}
      <SettingsSection title={title('version')}>
        <p>{t('app.version', { version: state.version })}</p>
        <UpdatesSetting state={state} />
      </SettingsSection>
      <SettingsSection {...texts('computer')}>
        <SurroundingsList state={state} />
        <ManagedList managed={state.managed} />
        <SaveDiagnostics />
      </SettingsSection>
    </>
  );
}

function Look({ state }: Props) {
  const { t } = useServices();
  return (
    <SettingsSection title={t('layout.settingsScreen.look.title')}>
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
    </SettingsSection>
  );
}

/** Settings for the desktop environment, with a note on what it does not support. */
function Desktop({ state }: Props) {
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

/** Pauses live updates; renders nothing where there are none. */
function LiveSetting({ live: { phase } }: Pick<DeskState, 'live'>) {
  const { t, desktop } = useServices();
  if (phase === 'off' || phase === 'not-available') return null;
  const paused = phase === 'paused';
  return (
    <div className="choice">
      <p>{t('layout.settingsScreen.live', { phase: t(`fleet.live.phases.${phase}`) })}</p>
      <p className="hint">{t(`fleet.live.meanings.${phase}`)}</p>
      <ActionButton action={() => desktop.call('pauseLive', { paused: !paused })}>
        {t(paused ? 'fleet.live.resume' : 'fleet.live.pause')}
      </ActionButton>
    </div>
  );
}

/** The state of a proxy that requires a password. */
function ProxySetting({ proxy }: { readonly proxy: NonNullable<DeskState['proxy']> }) {
  const { t, desktop } = useServices();
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
