import { useId, useState } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { QuietHours } from '../../electron/contract/settings.ts';
import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { FailureMessage } from '../ui/failure-message.tsx';
import { clockMinutes, clockText } from './incident-times.ts';

/** The hours that are offered first, minutes since midnight. */
const usual: QuietHours = { from: 22 * 60, to: 6 * 60 };

/** When notifications are silent, but those of entrapments. */
export function QuietHoursSetting({ state }: { readonly state: Pick<DeskState, 'settings'> }) {
  const { t, desktop } = useServices();
  const { quietHours } = state.settings;
  const [last, setLast] = useState(quietHours ?? usual);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** Every change goes to main, in order: what is typed next must not be lost to one that is still being kept. */
  const set = async (hours: QuietHours | null) => {
    if (hours !== null) setLast(hours);
    try {
      await desktop.call('changeSettings', { quietHours: hours });
      setFailure(null);
    } catch (cause) {
      setFailure(failureOf(cause));
    }
  };
  const hint = useId();
  return (
    <fieldset className="choice" aria-describedby={hint}>
      <legend>{t('incidents.quiet.legend')}</legend>
      <label className="option">
        <input
          type="checkbox"
          checked={quietHours !== null}
          onChange={() => set(quietHours === null ? last : null)}
        />
        {t('incidents.quiet.on')}
      </label>
      {quietHours !== null && (
        <div className="wrap quiet-hours">
          <ClockField
            label={t('incidents.quiet.from')}
            minutes={quietHours.from}
            onChange={(from) => set({ ...quietHours, from })}
          />
          <ClockField
            label={t('incidents.quiet.to')}
            minutes={quietHours.to}
            onChange={(to) => set({ ...quietHours, to })}
          />
        </div>
      )}
      <p id={hint} className="hint">
        {t('incidents.quiet.hint')}
      </p>
      {failure !== null && <FailureMessage failure={failure} />}
    </fieldset>
  );
}

interface ClockFieldProps {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

/** A time of day. One that is not complete yet changes nothing. */
function ClockField({ label, minutes, onChange }: ClockFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <div className="row">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="time"
        className="text-field"
        value={draft ?? clockText(minutes)}
        onChange={({ target }) => {
          setDraft(target.value);
          const next = clockMinutes(target.value);
          if (next !== null && next !== minutes) onChange(next);
        }}
        onBlur={() => setDraft(null)}
      />
    </div>
  );
}
