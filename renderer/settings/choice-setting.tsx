import { useCallback, useId } from 'react';
import type { Settings } from '../../electron/contract/settings.ts';
import { useServices } from '../services.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';
import { ManagedNote } from './managed-note.tsx';

/** The settings with a choice of a few values. */
type Chosen = 'language' | 'theme' | 'clipboardSeconds';

interface Props<K extends Chosen> {
  readonly setting: K;
  readonly legend: string;
  readonly values: readonly Settings[K][];
  readonly current: Settings[K];
  readonly text: (value: Settings[K]) => string;
  /** The policy's file or registry key, if one sets it. */
  readonly managedBy?: string | undefined;
}

/** A setting with a few values. One set by policy stays focusable, so that keyboard users learn why it is locked. */
export function ChoiceSetting<K extends Chosen>({
  setting,
  legend,
  values,
  current,
  text,
  managedBy,
}: Props<K>) {
  const id = useId();
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
  /** The id of the note that explains why it cannot be changed. */
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
