import { useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState, Settings } from '../../electron/contract.ts';
import { useServices } from '../services.ts';
import { Button } from '../ui/button.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { SettingsIcon } from '../ui/icons.tsx';
import { useAction } from '../ui/use-action.ts';

// Written out here: the contract's own lists are values, and would bring zod into the page.
const languages = ['system', 'en', 'de'] as const satisfies readonly Settings['language'][];
const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][];

/** The button "Settings" and its popover: language and theme. */
export function SettingsMenu({ state }: { readonly state: DeskState }) {
  const { t } = useTranslation();
  const id = useId();
  const { settings } = state;
  return (
    <div className="settings">
      <Button kind="subtle" icon={<SettingsIcon />} opens={id}>
        {t('settings.title')}
      </Button>
      <section id={id} popover="auto" className="popover settings-popover" aria-label={t('settings.title')}>
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
        <p className="settings-version">{t('app.version', { version: state.version })}</p>
      </section>
    </div>
  );
}

interface ChoiceProps<K extends keyof Settings> {
  readonly setting: K;
  readonly legend: string;
  readonly values: readonly Settings[K][];
  readonly current: Settings[K];
  readonly text: (value: Settings[K]) => string;
}

function Choice<K extends keyof Settings>({ setting, legend, values, current, text }: ChoiceProps<K>) {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {values.map((value) => (
        <Option key={value} setting={setting} value={value} chosen={value === current} text={text(value)} />
      ))}
    </fieldset>
  );
}

interface OptionProps {
  readonly setting: keyof Settings;
  readonly value: Settings[keyof Settings];
  readonly chosen: boolean;
  readonly text: string;
}

function Option({ setting, value, chosen, text }: OptionProps) {
  const { desktop } = useServices();
  const change = useAction(
    useCallback(() => desktop.call('changeSettings', { [setting]: value }), [desktop, setting, value]),
  );
  return (
    <>
      <label className="option">
        <input type="radio" name={setting} value={value} checked={chosen} onChange={() => change.run()} />
        {text}
      </label>
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </>
  );
}
