import type { LiveState } from '../../contract/live.ts';
import { type AppError, toFailure } from '../errors.ts';
import type { Clock } from '../ports.ts';

export interface LivePhase {
  state(): LiveState;
  /** `since` stays when only the problem changes; `catching-up` always counts as a new phase. */
  set(phase: LiveState['phase'], problem?: AppError): void;
}

export function createLivePhase(clock: Clock, onChange: () => void): LivePhase {
  let state: LiveState = { phase: 'off', since: clock.now(), problem: null };
  return {
    state: () => state,
    set(phase, problem) {
      const failure = problem ? toFailure(problem) : null;
      const same = phase === state.phase && phase !== 'catching-up';
      if (same && failure?.message === state.problem?.message) return;
      state = { phase, since: same ? state.since : clock.now(), problem: failure };
      onChange();
    },
  };
}
