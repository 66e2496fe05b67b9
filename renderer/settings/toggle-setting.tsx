import { useCallback, useId } from 'react';
import { useServices } from '../services.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';
import { ManagedNote } from './managed-note.tsx';

interface Props {
  readonly setting: 'closeToTray' | 'startWithSystem';
  readonly on: boolean;
  readonly text: string;
  /** Why the setting has no effect here; null if it has one. */
  readonly missing: string | null;
  /** The policy's file or registry key, if one sets it. */
  readonly managedBy?: string | undefined;
}

/** A setting that is on or off. */
export function ToggleSetting({ setting, on, text, missing, managedBy }: Props) {
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
