import type { ErrorCode } from '../../contract/failure.ts';
import type { AgentErrorMessage } from '../../core/agent/protocol.ts';
import { AppError } from '../../core/errors.ts';
import { exitStatus } from '../exit-status.ts';

/** The failure that the agent tells of. Its texts are shown, so they count as texts from outside (R45). */
export function agentFailure({ code, message, hint }: AgentErrorMessage): AppError {
  return new AppError(codeOf(code), String(message), typeof hint === 'string' ? { hint } : {});
}

/** Codes that only the protocol has are refusals. One of a newer version is not known. */
function codeOf(code: string): ErrorCode {
  if (code === 'agent-busy' || code === 'agent-quiet') return 'agent-refused';
  if (code === 'agent-version') return 'agent-unavailable';
  return Object.hasOwn(exitStatus, code) ? (code as ErrorCode) : 'unexpected';
}
