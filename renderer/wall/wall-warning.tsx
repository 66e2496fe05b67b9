import { useSyncExternalStore } from 'react';
import type { DeskState } from '../../electron/contract/desk.ts';
import { useServices } from '../services.ts';
import { failureText } from '../ui/failure-text.ts';
import { countedLength } from '../ui/length-text.ts';
import { useTimes } from '../ui/use-now.ts';
import type { DataAge } from './data-age.ts';
import type { PersonNeeded } from './person-needed.ts';

interface Props {
  readonly state: DeskState;
  readonly age: DataAge;
}

/** That nobody can rely on what is shown, how old it is, and why, as far as that is known. */
export function StaleWarning({ state: { live }, age: { age } }: Props) {
  const { t, list } = useServices();
  const times = useTimes();
  const { failure } = useSyncExternalStore(list.state.subscribe, list.state.get, list.state.get);
  const problem = live.problem ?? failure;
  const now = Date.now();
  const then =
    age === null ? t('wall.stale.trying') : t('wall.stale.asOf', { time: times.clock(now - age, now) });
  return (
    <section className="wall-stale">
      <div className="row wall-stale-title">
        <strong role="alert">{t('wall.stale.title')}</strong>
        <span className="figures wall-stale-age" role="timer">
          {age === null ? t('wall.stale.none') : t('wall.stale.age', { age: countedLength(age, t) })}
        </span>
      </div>
      <p>
        {problem !== null && `${failureText(problem, t).title}. `}
        {live.phase === 'paused' ? t('wall.stale.paused') : then}
      </p>
    </section>
  );
}

/** Large, in place of all but the entrapments that were known last: what only a person can do. */
export function PersonMessage({ state, why }: { readonly state: DeskState; readonly why: PersonNeeded }) {
  const { t } = useServices();
  const { problem } = state.session;
  return (
    <section className="wall-person" role="alert">
      <h1>{t('wall.person.title')}</h1>
      <p className="wall-person-why">{t(`wall.person.${why}`)}</p>
      {why === 'signIn' && problem !== null && <p>{failureText(problem, t).title}</p>}
      <p>{t('wall.person.leave')}</p>
    </section>
  );
}
