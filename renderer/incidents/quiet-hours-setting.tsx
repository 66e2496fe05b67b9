import { useId, useState } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { QuietHours } from '../../electron/contract/settings.ts';
import { failureOf } from '../desktop.ts';
import { useServices } from '../services.ts';
import { TimeOfDay } from '../settings/time-of-day.tsx';
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
          {(['from', 'to'] as const).map((end) => (
            <TimeOfDay
              key={end}
              label={t(`incidents.quiet.${end}`)}
              time={clockText(quietHours[end])}
              onChange={(time) => set({ ...quietHours, [end]: clockMinutes(time) ?? quietHours[end] })}
            />
          ))}
        </div>
      )}
      <p id={hint} className="hint">
        {t('incidents.quiet.hint')}
      </p>
      {failure !== null && <FailureMessage failure={failure} />}
    </fieldset>
  );
}
