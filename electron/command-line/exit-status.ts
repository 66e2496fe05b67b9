import type { ErrorCode } from '../contract.ts';

/** The exit status of each kind of failure; scripts rely on these numbers. */
export const exitStatus: Record<ErrorCode, number> = {
  unexpected: 1,
  'bad-request': 1,
  forbidden: 1,
  usage: 2,
  'sign-in-needed': 3,
  'sign-in-not-completed': 3,
  'sign-in-timed-out': 3,
  'sign-in-refused': 3,
  offline: 4,
  'captive-portal': 4,
  tls: 4,
  clock: 4,
  'provider-unavailable': 4,
  'api-unavailable': 5,
  'api-refused': 5,
  'api-key-refused': 5,
  'api-bad-answer': 5,
  'api-key-missing': 6,
  configuration: 6,
  storage: 7,
  'storage-locked': 7,
  cancelled: 130,
};
