import { useId } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Settings } from '../../electron/contract/settings.ts';
import { useServices } from '../services.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';
import { ManagedNote, managedValue } from './managed.tsx';

interface ChoiceProps<K extends keyof Settings> {
  readonly state: DeskState;
  readonly setting: K;
  readonly legend: string;
  readonly values: readonly Settings[K][];
  readonly text: (value: Settings[K]) => string;
}

/** A setting with a few values. One set by policy stays focusable, so that keyboard users learn why it is locked. */
export function ChoiceSetting<K extends 'language' | 'theme' | 'overview' | 'clipboardSeconds'>(
  props: ChoiceProps<K>,
) {
  const { state, setting, legend, values, text } = props;
  const id = useId();
  const current = state.settings[setting];
  const lock = managedValue(state, setting);
  // The policy may set a value that is not offered here.
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
          lock={lock && id}
        />
      ))}
      {lock !== undefined && <ManagedNote id={id} origin={lock.origin} />}
    </fieldset>
  );
}

interface OptionProps {
  readonly setting: keyof Settings;
  readonly value: Settings[keyof Settings];
  readonly chosen: boolean;
  readonly text: string;
  /** The id of the note that explains why it cannot be changed. */
  readonly lock: string | undefined;
}

/** Each option is an action of its own, so that the next one can be chosen while the last one is still saved. */
function Option({ setting, value, chosen, text, lock }: OptionProps) {
  const { desktop } = useServices();
  const change = useAction(() => desktop.call('changeSettings', { [setting]: value }));
  return (
    <>
      <label className="option">
        <input
          type="radio"
          name={setting}
          value={String(value)}
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

interface ToggleProps {
  readonly state: DeskState;
  readonly setting: 'closeToTray' | 'startWithSystem' | 'agent';
  readonly text: string;
  /** Why the setting has no effect here; null if it has one. */
  readonly missing: string | null;
}

/** A setting that is on or off. */
export function ToggleSetting({ state, setting, text, missing }: ToggleProps) {
  const id = useId();
  const { desktop } = useServices();
  const on = state.settings[setting];
  const lock = managedValue(state, setting);
  const change = useAction(() => desktop.call('changeSettings', { [setting]: !on }));
  return (
    <>
      <label className="option">
        <input
          type="checkbox"
          checked={on && missing === null}
          disabled={missing !== null}
          aria-disabled={lock !== undefined || undefined}
          aria-describedby={missing === null && lock === undefined ? undefined : id}
          onChange={() => lock === undefined && change.run()}
        />
        {text}
      </label>
      {missing !== null && (
        <p id={id} className="hint option-hint">
          {missing}
        </p>
      )}
      {missing === null && lock !== undefined && <ManagedNote id={id} origin={lock.origin} />}
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </>
  );
}
