import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { useNow, useTimes } from '../ui/use-now.ts';
import { LiveSign } from '../units/live/live-sign.tsx';
import type { WallPicture } from './wall-model.ts';

interface Props {
  readonly state: DeskState;
  readonly picture: WallPicture;
}

/** What is shown, how current it is, and the time of day. */
export function WallHead({ state, picture }: Props) {
  const { t } = useServices();
  const { view, at, of, isPaused, sight, age } = picture;
  const { connection, live } = state;
  const { phase } = live;
  // After sleep, or where the screen lags, a line that is live shows nothing.
  const isBelieved = phase !== 'live' || !(age.isStale || age.isInDoubt);
  const unknown = sight?.conditions.unknown ?? 0;
  const about = [
    connection?.simulated ? t('app.simulated') : connection?.name,
    sight === null ? '' : t('wall.units', { count: sight.total }),
    unknown > 0 ? t('wall.unknown', { count: unknown }) : '',
    of > 1 ? t('wall.place', { at, of }) : '',
    isPaused ? t('wall.paused') : '',
  ];
  return (
    <header className="row wall-head">
      <div className="wall-view">
        <h1 className="cut">{view ?? t('wall.all')}</h1>
        <p className="cut">{about.filter(Boolean).join(' · ')}</p>
      </div>
      <div className="wall-time">
        <WallClock />
        {phase !== 'off' && isBelieved && (
          <p className="row wall-live" data-phase={phase}>
            <LiveSign phase={phase} />
            {t(`fleet.live.phases.${phase}`)}
          </p>
        )}
      </div>
    </header>
  );
}

/** Renders with the time by itself: nothing else depends on it. */
function WallClock() {
  const now = useNow(1_000);
  return <p className="figures wall-clock">{useTimes().clock(now, now)}</p>;
}
