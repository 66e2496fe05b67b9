import { useId, useSyncExternalStore } from 'react';
import type { LiveState } from '../../../electron/contract/live.ts';
import { useServices } from '../../services.ts';
import { ActionButton } from '../../ui/button.tsx';
import { FailureMessage } from '../../ui/failure-message.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { countedLength, lengthText } from '../../ui/length-text.ts';
import { opener, Popover } from '../../ui/popover.tsx';
import { isAge } from '../../ui/time.ts';
import { useAge, useNow, useTimes } from '../../ui/use-now.ts';
import type { ListState } from '../loading/units-list.ts';
import { LiveSign } from './live-sign.tsx';
import { isReread, rereadAfter } from './reread.ts';

/** How current the table is: live, or else the age of the list. The only place that says so. */
export function Freshness({ live, fetchedAt }: { readonly live: LiveState } & Pick<ListState, 'fetchedAt'>) {
  const { phase, cover } = live;
  return (
    <>
      {fetchedAt !== null && (phase !== 'live' || cover !== null) && <Age fetchedAt={fetchedAt} />}
      {/* Nobody is signed in, or there is no key: nothing can be live. */}
      {phase !== 'off' && <LiveStatus live={live} phase={phase} />}
    </>
  );
}

/** The live state: a sign and a word in the bar, details in a popover. */
function LiveStatus({ live, phase }: Props) {
  const { t } = useServices();
  const id = useId();
  const { problem, cover } = live;
  const word =
    phase === 'live' && cover !== null ? t('fleet.live.partly', cover) : t(`fleet.live.phases.${phase}`);
  return (
    <div className="live" data-phase={phase}>
      <button
        type="button"
        className="button subtle figures"
        {...opener(id)}
        title={t(`fleet.live.meanings.${phase}`)}
      >
        <LiveSign phase={phase} />
        <span className="visually-hidden">{t('fleet.live.label')}: </span>
        <span className="live-word">{word}</span>
        {phase === 'reconnecting' && <Since since={live.since} />}
      </button>
      {/* A live region of its own: the status region is busy with the list at the same time. */}
      <span className="visually-hidden" aria-live="polite" aria-atomic="true">
        {t('fleet.live.label')}: {word} {problem === null ? '' : failureText(problem, t).title}
      </span>
      <Popover id={id} className="live-popover" label={t('fleet.live.label')}>
        <LiveDetails live={live} phase={phase} />
      </Popover>
    </div>
  );
}

/** When the list was read. Renders with the time by itself: nothing else in the bar depends on it. */
function Age({ fetchedAt }: { readonly fetchedAt: number }) {
  const { t } = useServices();
  const times = useTimes();
  const age = useAge(fetchedAt, 15_000);
  const fresh = age < 60_000 && isAge(0, age);
  return (
    <p className="hint" title={times.moment(fetchedAt)}>
      {fresh
        ? t('units.updatedNow')
        : t('units.updated', { ago: times.ago(fetchedAt, fetchedAt + age, 'long') })}
    </p>
  );
}

/** Renders every second; the rest of the bar need not. */
function Since({ since }: { readonly since: number }) {
  const { t } = useServices();
  const age = useAge(since, 1000);
  return <span className="live-since">{t('fleet.live.for', { age: countedLength(age, t, 1) })}</span>;
}

interface Props {
  readonly live: LiveState;
  readonly phase: Exclude<LiveState['phase'], 'off'>;
}

/** What the phase means, since when, the problem, and when something last changed. */
function LiveDetails({ live, phase }: Props) {
  const { t, desktop } = useServices();
  const times = useTimes();
  return (
    <>
      <p className="row live-title">
        <LiveSign phase={phase} />
        <strong>{t(`fleet.live.phases.${phase}`)}</strong>
        {live.since > 0 && (
          <span>{t('fleet.live.sinceTime', { time: times.clock(live.since, Date.now()) })}</span>
        )}
      </p>
      <p>{t(`fleet.live.meanings.${phase}`)}</p>
      {isReread(live) && <Reread cover={live.cover} />}
      {/* The app recovers by itself, so the tone is only "info". */}
      {live.problem !== null && <FailureMessage failure={live.problem} tone="info" silent />}
      <Ages live={phase !== 'not-available'} />
      {phase !== 'not-available' && (
        <ActionButton action={() => desktop.call('pauseLive', { paused: phase !== 'paused' })}>
          {t(phase === 'paused' ? 'fleet.live.resume' : 'fleet.live.pause')}
        </ActionButton>
      )}
    </>
  );
}

/** What live updates do not reach, and how often that is read. */
function Reread({ cover }: Pick<LiveState, 'cover'>) {
  const { t, units } = useServices();
  const every = lengthText(rereadAfter(units.size), t);
  return (
    <p>
      {cover !== null && `${t('fleet.live.coverage', cover)} `}
      {t('fleet.live.reread', { every })}
    </p>
  );
}

/** The age of what is shown. No change for a long time is not a failure. */
function Ages({ live }: { readonly live: boolean }) {
  const { t, lastUpdate, list } = useServices();
  const times = useTimes();
  const { fetchedAt } = useSyncExternalStore(list.state.subscribe, list.state.get);
  const now = useNow(1000);
  const last = lastUpdate.age();
  return (
    <dl className="figures live-ages">
      {live && (
        <div>
          <dt>{t('fleet.live.lastUpdate')}</dt>
          <dd>{last === null ? t('fleet.live.noUpdate') : times.ago(now - last, now, 'long', 'second')}</dd>
        </div>
      )}
      {fetchedAt !== null && (
        <div>
          <dt>{t('fleet.live.list')}</dt>
          <dd>
            <ListAge fetchedAt={fetchedAt} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** An earlier run's clock may have been ahead; then the date of the list is shown instead of its age. */
function ListAge({ fetchedAt }: { readonly fetchedAt: number }) {
  const times = useTimes();
  const age = useAge(fetchedAt, 1000);
  return times.ago(fetchedAt, fetchedAt + age, 'long', 'second');
}
