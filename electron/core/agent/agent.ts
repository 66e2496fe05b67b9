import type { AgentState } from '../../contract/agent.ts';
import type { Slice } from '../desk/slices.ts';
import { AppError } from '../errors.ts';

/** The access of other programs, as the window shows it. */
export function createAgent(): Slice<'agent', 'agent'> {
  const state: AgentState = { phase: 'off', socket: null, problem: null, request: null, programs: [] };
  function gone(): never {
    throw new AppError('agent-refused', 'This program does not ask any more.');
  }
  return {
    calls: { grantProgram: gone, refuseProgram: gone, withdrawProgram: gone },
    state: () => ({ agent: state }),
  };
}
