import { useCallback, useId } from 'react';
import type { Settings } from '../../electron/contract/settings.ts';
import { useServices } from '../services.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';
import { ManagedNote } from './managed-note.tsx';

/** The settings of which one value out of a few is chosen. */
type Chosen = 'language' | 'theme' | 'clipboardSeconds';

interface Props<K extends Chosen> {
  readonly setting: K;
  readonly legend: string;
  readonly values: readonly Settings[K][];
  readonly current: Settings[K];
  readonly text: (value: Settings[K]) => string;
  /** Where the organisation has decided it. */
  readonly managedBy?: string | undefined;
}

/** A setting with a few values. What is decided stays to be seen and reached, so that whoever uses the keyboard hears why it does not change. */
export function ChoiceSetting<K extends Chosen>({
  setting,
  legend,
  values,
  current,
  text,
  managedBy,
}: Props<K>) {
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
