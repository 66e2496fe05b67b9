/** The messages of programs, as the agent takes them. */
import { z } from 'zod';
import { consoleMethods } from '../../contract/names.ts';
import { longestPeriod } from '../../contract/report-period.ts';
import { reportSubjects } from '../../contract/report-words.ts';
import { UnitId } from '../../contract/units.ts';
import { AppError } from '../errors.ts';
import { jsonIn } from '../json.ts';
import { printable } from '../printable.ts';
import type { AgentMessage } from './frames.ts';
import type { AgentOperation } from './protocol.ts';

const Bytes32 = z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/);
const Signature = z.string().regex(/^[\w-]{86}$/);

export const HelloMessage = z.object({
  type: z.literal('hello'),
  versions: z.array(z.number().int()).min(1).max(16),
  nonce: Bytes32,
});

/** Name and path are what the program says of itself. */
export const PairMessage = z.object({
  type: z.literal('pair'),
  name: z
    .string()
    .max(64)
    .refine((name) => printable(name).trim() !== ''),
  path: z.string().max(1_024),
  publicKey: Bytes32,
  commitment: z.string().regex(/^[\da-f]{64}$/),
});
export type PairMessage = z.output<typeof PairMessage>;

export const RevealMessage = z.object({ type: z.literal('reveal'), nonce: Bytes32, signature: Signature });

/** `request` is the text of an operation in JSON. */
export const RequestMessage = z.object({
  type: z.literal('request'),
  publicKey: Bytes32,
  request: z.string(),
  signature: Signature,
});
export type RequestMessage = z.output<typeof RequestMessage>;

/** An hour more than its days, because a clock may have been set back in between. */
const mostMs = (longestPeriod * 24 + 1) * 3_600_000;
const ReportOperation = z
  .object({
    op: z.literal('report'),
    from: z.number().int().nonnegative(),
    to: z.number().int().max(8.64e15),
    by: z.enum(reportSubjects),
    language: z.enum(['en', 'de']).default('en'),
  })
  .refine(({ from, to }) => from < to && to - from <= mostMs);

const Operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('status') }),
  z.object({ op: z.literal('forget') }),
  z.object({ op: z.literal('token'), rejected: z.string().optional() }),
  ReportOperation,
  z.object({
    op: z.literal('call'),
    method: z.enum(consoleMethods),
    path: z.string().min(1).max(8_192),
    unitId: UnitId.optional(),
    headers: z.array(z.tuple([z.string().max(256), z.string().max(8_192)])).max(50),
    body: z.string().nullable(),
  }),
]) satisfies z.ZodType<AgentOperation>;
export type CheckedOperation = z.output<typeof Operation>;

/** Throws `bad-request` for a message that is not as expected. */
export function messageAs<T extends z.ZodType>(schema: T, message: AgentMessage): z.output<T> {
  const { data, success } = schema.safeParse(message);
  if (success) return data;
  throw wrongMessage('A message is not as the protocol says.');
}

/** Throws `bad-request` for a text that is no operation. */
export function operationIn(text: string): CheckedOperation {
  const { data } = Operation.safeParse(jsonIn(text));
  if (data) return data;
  throw wrongMessage('A request is not as the protocol says.');
}

function wrongMessage(message: string): AppError {
  return new AppError('bad-request', message, {
    hint: 'Write the program as docs/agent.md of MAX Desk says.',
  });
}
