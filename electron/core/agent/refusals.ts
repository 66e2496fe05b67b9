/** What a program is told when it does not get what it asks for. */
import { counted } from '../counted.ts';
import { AppError } from '../errors.ts';
import type { GrantEnding } from './kept-grants.ts';
import type { AgentErrorCode } from './protocol.ts';

const endings: Record<GrantEnding, string> = {
  withdrawn: 'The access of this program was withdrawn in MAX Desk.',
  'signed-out': 'The account that this program had access to has signed out of MAX Desk.',
  used: 'The access of this program was for once, and it was used.',
  expired: 'The access of this program has ended after eight hours.',
};

/** `agent-withdrawn`, with the reason. */
export function grantEnded(why: GrantEnding): AppError {
  return new AppError('agent-withdrawn', endings[why], { details: { why } });
}

/** A failure whose code only the protocol has; for the contract it is `agent-refused`. */
export class AgentRefusal extends AppError {
  readonly refusal: AgentErrorCode;
  /** After which time to ask again. */
  readonly seconds: number | undefined;
  constructor(refusal: AgentErrorCode, message: string, hint: string, seconds?: number) {
    super('agent-refused', message, { hint });
    this.refusal = refusal;
    this.seconds = seconds;
  }
}

export function agentBusy(): AgentRefusal {
  return new AgentRefusal(
    'agent-busy',
    'MAX Desk already asks its user about another program.',
    'Answer in the window of MAX Desk, then try again.',
  );
}

/** @param ms how long it will last */
export function agentQuiet(ms: number): AgentRefusal {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const minutes = counted(Math.ceil(seconds / 60), 'minute');
  return new AgentRefusal(
    'agent-quiet',
    'Nobody has allowed the last three programs, so MAX Desk asks about none now.',
    `Try again in ${minutes}.`,
    seconds,
  );
}
