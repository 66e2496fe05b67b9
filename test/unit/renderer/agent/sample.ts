import type { AgentProgram, AgentRequest, AgentState } from '../../../../electron/contract/agent.ts';

/** An agent that listens, with no program; a test names what differs. */
export function agentState(part: Partial<AgentState> = {}): AgentState {
  return {
    phase: 'listening',
    socket: '/run/agent.sock',
    problem: null,
    request: null,
    quietUntil: null,
    programs: [],
    ...part,
  };
}

/** A program that asks; there are two accounts to choose from. */
export function agentRequest(part: Partial<AgentRequest> = {}): AgentRequest {
  return {
    id: 'request-1',
    name: 'Chart maker',
    path: '/opt/charts/charts',
    code: '042137',
    endsAt: Date.now() + 60_000,
    choices: [
      { connectionId: 'c-1', connection: 'MAX EA', accountId: 'ann', account: 'Ann Archer' },
      { connectionId: 'c-1', connection: 'MAX EA', accountId: 'bob', account: 'Bob Baker' },
    ],
    ...part,
  };
}

/** A program that may have calls made until it is withdrawn. */
export function agentProgram(part: Partial<AgentProgram> = {}): AgentProgram {
  return {
    id: 'program-1',
    name: 'Chart maker',
    path: '/opt/charts/charts',
    connection: 'MAX EA',
    account: 'Ann Archer',
    right: 'calls',
    term: 'until-withdrawn',
    until: null,
    pairedAt: Date.now() - 3_600_000,
    lastUsed: null,
    ...part,
  };
}
