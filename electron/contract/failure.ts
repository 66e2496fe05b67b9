/** Failures and their codes. */
import { z } from 'zod';
import { errorCodes } from './names.ts';

export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.output<typeof ErrorCode>;

/** A failure as shown to users: `details` fills the placeholders of the translated text (host, status, key …). */
export const Failure = z.object({
  code: ErrorCode,
  message: z.string(),
  hint: z.string(),
  details: z.record(z.string(), z.string()),
});
export type Failure = z.output<typeof Failure>;
