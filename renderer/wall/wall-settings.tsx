import { useId } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import type { WallState } from '../../electron/contract/wall.ts';
import { useServices } from '../services.ts';
import { SettingsSection } from '../settings/settings-section.tsx';
import { TimeOfDay } from '../settings/time-of-day.tsx';
import { FailureMessage } from '../ui/failure-message.tsx';
import { useAction } from '../ui/use-action.ts';

/** The times for a view that are offered, s. */
const viewTimes = [10, 20, 30, 60, 120];

/** The settings of the wall display; a change applies at once. */
export function WallSection({ state }: { readonly state: DeskState }) {
  const { t, desktop } = useServices();
  const hint = useId();
  const { wall } = state;
  const change = useAction((next: Partial<WallState>) => desktop.call('changeWall', next));
  const times = viewTimes.includes(wall.viewSeconds) ? viewTimes : [wall.viewSeconds, ...viewTimes];
  return (
    <SettingsSection title={t('wall.title')} about={t('wall.settings.about')}>
      <div className="choice">
        <label className="option">
          <input
            type="checkbox"
            checked={wall.startsIn}
            aria-describedby={hint}
            onChange={({ target }) => change.run({ startsIn: target.checked })}
          />
          {t('wall.settings.startsIn')}
        </label>
        <p id={hint} className="hint option-hint">
          {t('wall.settings.startsInHint')}
        </p>
      </div>
      <fieldset className="choice">
        <legend>{t('wall.settings.viewSeconds')}</legend>
        {times.map((seconds) => (
          <label key={seconds} className="option">
            <input
              type="radio"
              name="viewSeconds"
              checked={seconds === wall.viewSeconds}
              onChange={() => change.run({ viewSeconds: seconds })}
            />
            {t('settings.seconds', { count: seconds })}
          </label>
        ))}
      </fieldset>
      <Night night={wall.night} onChange={(night) => change.run({ night })} />
      {change.failure !== null && <FailureMessage failure={change.failure} />}
    </SettingsSection>
  );
}

interface NightProps {
  readonly night: WallState['night'];
  readonly onChange: (night: WallState['night']) => unknown;
}

function Night({ night, onChange }: NightProps) {
  const { t } = useServices();
  const hint = useId();
  return (
    <fieldset className="choice">
      <legend>{t('wall.settings.night')}</legend>
      <div className="wrap">
        <label className="option">
          <input
            type="checkbox"
            checked={night.isOn}
            aria-describedby={hint}
            onChange={({ target }) => onChange({ ...night, isOn: target.checked })}
          />
          {t('wall.settings.nightOn')}
        </label>
        {(['from', 'to'] as const).map((end) => (
          <TimeOfDay
            key={end}
            label={t(`wall.settings.${end}`)}
            time={night[end]}
            onChange={(time) => onChange({ ...night, [end]: time })}
          />
        ))}
      </div>
      <p id={hint} className="hint option-hint">
        {t('wall.settings.nightHint')}
      </p>
    </fieldset>
  );
}
