/** A place where an organisation may set policy values; policy.ts interprets them. */
import { AppError } from '../errors.ts';
import { isRecord } from '../json.ts';

/** The raw values found in one place, by key. */
export interface PolicySource {
  values: Record<string, unknown>;
  /** A file path or a registry key. */
  origin: string;
}

/** Parses a JSON object. Throws `policy`. */
export function objectIn(text: string, origin: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw unreadable(origin, `is not valid JSON: ${(cause as Error).message}`, cause);
  }
  if (!isRecord(json)) throw unreadable(origin, 'must be an object');
  return json;
}

/** A `policy` error about a place as a whole. */
export function unreadable(origin: string, text: string, cause?: unknown): AppError {
  return new AppError('policy', `The policy cannot be used: ${origin} ${text}.`, {
    cause,
    details: { file: origin, text },
  });
}
