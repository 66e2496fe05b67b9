/** Connection check, diagnostics and internal errors. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { doctorChecks } from './names.ts';
import { type CallsOf, done, nothing, Run } from './shapes.ts';

/** One step of the doctor: `finding` selects its text, filled from `details`; a failed step has `failure` instead. */
export const DoctorResult = z.object({
  check: z.enum(doctorChecks),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  finding: z.enum([
    'resolved',
    'resolved-by-proxy',
    'direct',
    'proxied',
    'proxied-signed-in',
    'secure',
    'on-this-computer',
    'in-step',
    'described',
    'issuer-matches',
    'policy-known',
    'policy-not-used',
    'redirect-accepted',
    'token-at-hand',
    'key-accepted',
    'units-listed',
    'hub-answers',
    'not-signed-in',
    'not-configured',
    'no-date',
    'rests-on',
    'failed',
  ]),
  details: z.record(z.string(), z.string()),
  failure: Failure.nullable(),
});
export type DoctorResult = z.output<typeof DoctorResult>;

/** A page error for the log: where it happened, never its message, which might contain a secret (R29). */
export const PageError = z.object({
  where: z.enum(['render', 'error', 'rejection']),
  name: z.string().max(100),
  /** The frames of its stack, innermost first. */
  at: z.array(z.string().max(300)).max(10),
});
export type PageError = z.output<typeof PageError>;

export const supportCalls = {
  /** Examines the current connection and pushes every step as it ends. A new run cancels the previous one. */
  runDoctor: { input: Run, output: z.array(DoctorResult) },
  /** Copies the last examination as text, without secrets and names of people. */
  copyReport: { input: nothing, output: done },
  /**
   * Asks where to save, then saves the same text, or the shapes of what the service sends as JSON, which are taken now:
   * up to some 10 s. Null when the user cancels.
   */
  saveReport: {
    input: z.object({ as: z.enum(['text', 'shapes']) }),
    output: z.object({ file: z.string() }).nullable(),
  },
  /**
   * Asks where to save, then saves one file for a support request: versions, settings, state, connection check and log,
   * without secrets. Null when the user cancels. Throws `storage`.
   */
  saveDiagnostics: { input: nothing, output: z.object({ file: z.string() }).nullable() },
  /** Logs a page error; if there are too many at once, the rest are only counted. */
  reportPageError: { input: PageError, output: done },
  /** The user has seen `trouble`. */
  dismissTrouble: { input: nothing, output: done },
} satisfies CallsOf<'support'>;

export const supportEvents = {
  doctorStep: Run.extend({ result: DoctorResult }),
};
