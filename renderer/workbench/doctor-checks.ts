import type { doctorChecks } from '../../electron/contract.ts';

/** The doctor's steps in their order; the contract's list, which the page may not import at run time. */
export const checks = [
  'names',
  'proxy',
  'tls',
  'clock',
  'discovery',
  'policy',
  'issuer',
  'redirect',
  'token',
  'key',
  'units',
  'hub',
] as const satisfies typeof doctorChecks;
