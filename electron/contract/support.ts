/** The check of a connection, diagnostics, and what goes wrong inside. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { doctorChecks, doctorFindings } from './names.ts';
import { type CallsOf, done, nothing } from './shapes.ts';

/** One step of the doctor: `finding` is its text, filled from `details`; a failed one has its failure instead. */
export const DoctorResult = z.object({
  check: z.enum(doctorChecks),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  finding: z.enum(doctorFindings),
  details: z.record(z.string(), z.string()),
  failure: Failure.nullable(),
});
export type DoctorResult = z.output<typeof DoctorResult>;

/** Names one examination, so that steps of the one before are not taken for its own. */
const DoctorRun = z.object({ run: z.number().int().nonnegative() });

/** An error of the page for the log: where it came from, never what it says, which might be a secret (R29). */
export const PageError = z.object({
  where: z.enum(['render', 'error', 'rejection']),
  name: z.string().max(100),
  /** The places in its stack, the innermost first. */
  at: z.array(z.string().max(300)).max(10),
});
export type PageError = z.output<typeof PageError>;

export const supportCalls = {
  /** Examines the current connection; every step is also pushed as it ends. A new run ends the one before. */
  runDoctor: { input: DoctorRun, output: z.array(DoctorResult) },
  /** The last examination as text, without secrets and names of people. */
  copyDoctorReport: { input: nothing, output: done },
  /** Asks where to, and saves the same text; null when the person cancels. */
  saveDoctorReport: { input: nothing, output: z.object({ file: z.string() }).nullable() },
  /**
   * Asks where to, and saves one file for a support request: versions, settings, the state, an examination of the
   * connection and the log, without secrets. Null when the person cancels. Throws `storage`.
   */
  saveDiagnostics: { input: nothing, output: z.object({ file: z.string() }).nullable() },
  /** Logs an error of the page; too many at once are only counted. */
  reportPageError: { input: PageError, output: done },
  /** The person has seen the trouble. */
  dismissTrouble: { input: nothing, output: done },
} satisfies CallsOf<'support'>;

export const supportEvents = {
  doctorStep: DoctorRun.extend({ result: DoctorResult }),
};
