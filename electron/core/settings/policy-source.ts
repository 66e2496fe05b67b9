/** A place where an organisation may have decided something. What it means is for policy.ts. */
import { AppError } from '../errors.ts';

/** What one place says, by its keys, as it was found there. */
export interface PolicySource {
  values: Record<string, unknown>;
  /** A file's path or a registry key. */
  origin: string;
}

/** An object in JSON. Throws `policy`. */
export function objectIn(text: string, origin: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw unreadable(origin, `is not valid JSON: ${(cause as Error).message}`, cause);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw unreadable(origin, 'must be an object');
  return { ...json };
}

/** `policy`, about a place as a whole. */
export function unreadable(origin: string, text: string, cause?: unknown): AppError {
  return new AppError('policy', `The policy cannot be used: ${origin} ${text}.`, {
    cause,
    details: { file: origin, text },
  });
}
