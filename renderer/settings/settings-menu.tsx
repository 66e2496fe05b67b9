import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState, Settings } from '../../electron/contract.ts';
import { DiagnosticsDialog } from '../diagnostics/diagnostics-dialog.tsx';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { SettingsIcon } from '../ui/icons.tsx';
import { useAction } from '../ui/use-action.ts';
import { managedValue } from './managed.ts';
import { ManagedList, ManagedNote } from './managed-note.tsx';
import { ShortcutSetting } from './shortcut-setting.tsx';
import { UpdatesSetting } from './updates-setting.tsx';

// Written out here: the contract's own lists are values, and would bring zod into the page.
const languages = ['system', 'en', 'de'] as const satisfies readonly Settings['language'][];
const clipboardTimes = [30, 60, 180];
const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][];

/** The button "Settings" and its popover. */
export function SettingsMenu({ state }: { readonly state: DeskState }) {
  const { t } = useTranslation();
  const id = useId();
  const popover = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  return (
    <div className="settings">
      <Button kind="subtle" icon={<SettingsIcon />} opens={id}>
        {t('settings.title')}
      </Button>
      <section
        ref={popover}
        id={id}
        popover="auto"
        className="popover settings-popover"
        aria-label={t('settings.title')}
        // Not before it is asked for: the first paint of the window would wait for all of it.
        onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
        onToggle={(event) => event.newState === 'closed' && setOpen(false)}
      >
        {open && (
          <Menu
            state={state}
            onSaveDiagnostics={() => {
              // Closed first, so that the focus is on its button again when the dialog gives it back.
              popover.current?.hidePopover();
              setSaving(true);
            }}
          />
        )}
      </section>
      {saving && <DiagnosticsDialog onClose={() => setSaving(false)} />}
    </div>
  );
}

interface MenuProps {
  readonly state: DeskState;
  readonly onSaveDiagnostics: () => void;
}

function Menu({ state, onSaveDiagnostics }: MenuProps) {
  const { t } = useTranslation();
  const { settings } = state;
  return (
    <>
      <Choice
        setting="language"
        legend={t('settings.language')}
        values={languages}
        current={settings.language}
        text={(value) => t(`settings.languages.${value}`)}
      />
      <Choice
        setting="theme"
        legend={t('settings.theme')}
        values={themes}
        current={settings.theme}
        text={(value) => t(`settings.themes.${value}`)}
      />
      <Choice
        setting="clipboardSeconds"
        legend={t('settings.clipboard')}
        values={clipboardTimes}
        current={settings.clipboardSeconds}
        managedBy={managedValue(state, 'clipboardSeconds')?.origin}
        text={(value) => t('settings.seconds', { count: value })}
      />
      <ShortcutSetting state={state} />
      <Desktop state={state} />
      <UpdatesSetting state={state} />
      <ManagedList managed={state.managed} />
      <div className="settings-diagnostics">
        <Button onClick={onSaveDiagnostics}>{t('diagnostics.open')}</Button>
      </div>
      <p className="settings-version">{t('app.version', { version: state.version })}</p>
    </>
  );
}

/** What has to do with the desktop around the window. What that cannot do is said. */
function Desktop({ state }: { readonly state: DeskState }) {
  const { t } = useTranslation();
  const { settings, desktop } = state;
  return (
    <fieldset className="choice">
      <legend>{t('settings.desktop')}</legend>
      <Toggle
        setting="closeToTray"
        on={settings.closeToTray}
        text={t('settings.closeToTray')}
        missing={desktop.tray ? null : t('settings.noTray')}
      />
      <Toggle
        setting="startWithSystem"
        on={settings.startWithSystem}
        text={t('settings.startWithSystem')}
        managedBy={managedValue(state, 'startWithSystem')?.origin}
        missing={desktop.loginItem ? null : t('settings.noLoginItem')}
      />
    </fieldset>
  );
}

interface ToggleProps {
  readonly setting: 'closeToTray' | 'startWithSystem';
  readonly on: boolean;
  readonly text: string;
  /** Why it has no effect here; null where it has one. */
  readonly missing: string | null;
  /** Where the organisation has decided it. */
  readonly managedBy?: string | undefined;
}

function Toggle({ setting, on, text, missing, managedBy }: ToggleProps) {
  const id = useId();
  const { desktop } = useServices();
  const change = useAction(
    useCallback(() => desktop.call('changeSettings', { [setting]: !on }), [desktop, setting, on]),
  );
  return (
    <>
      <label className="option">
        <input
          type="checkbox"
          checked={on && missing === null}
          disabled={missing !== null}
          aria-disabled={managedBy !== undefined || undefined}
          aria-describedby={missing === null && managedBy === undefined ? undefined : id}
          onChange={() => managedBy === undefined && change.run()}
        />
        {text}
      </label>
      {missing !== null && (
        <p id={id} className="hint option-hint">
          {missing}
        </p>
      )}
      {missing === null && managedBy !== undefined && <ManagedNote id={id} origin={managedBy} />}
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </>
  );
}

/** The settings of which one value out of a few is chosen. */
type Chosen = 'language' | 'theme' | 'clipboardSeconds';

interface ChoiceProps<K extends Chosen> {
  readonly setting: K;
  readonly legend: string;
  readonly values: readonly Settings[K][];
  readonly current: Settings[K];
  readonly text: (value: Settings[K]) => string;
  /** Where the organisation has decided it. */
  readonly managedBy?: string | undefined;
}

/** What is decided stays to be seen and reached, so that whoever uses the keyboard hears why it does not change. */
function Choice<K extends Chosen>({ setting, legend, values, current, text, managedBy }: ChoiceProps<K>) {
  const id = useId();
  // The organisation may want another value than we offer.
  const shown = values.includes(current) ? values : [current, ...values];
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {shown.map((value) => (
        <Option
          key={value}
          setting={setting}
          value={value}
          chosen={value === current}
          text={text(value)}
          lock={managedBy === undefined ? undefined : id}
        />
      ))}
      {managedBy !== undefined && <ManagedNote id={id} origin={managedBy} />}
    </fieldset>
  );
}

interface OptionProps {
  readonly setting: Chosen;
  readonly value: Settings[Chosen];
  readonly chosen: boolean;
  readonly text: string;
  /** The id of what says why it cannot be changed. */
  readonly lock: string | undefined;
}

function Option({ setting, value, chosen, text, lock }: OptionProps) {
  const { desktop } = useServices();
  const change = useAction(
    useCallback(() => desktop.call('changeSettings', { [setting]: value }), [desktop, setting, value]),
  );
  return (
    <>
      <label className="option">
        <input
          type="radio"
          name={setting}
          value={value}
          checked={chosen}
          aria-disabled={lock !== undefined || undefined}
          aria-describedby={lock}
          onChange={() => lock === undefined && change.run()}
        />
        {text}
      </label>
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </>
  );
}
