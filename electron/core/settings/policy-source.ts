/** A place where an organisation may set policy values; policy.ts interprets them. */
import { AppError } from '../errors.ts';
import { isRecord, jsonIn, notJson } from '../json.ts';

/** The raw values found in one place, by key. */
export interface PolicySource {
  values: Record<string, unknown>;
  /** A file path or a registry key. */
  origin: string;
}

/** Parses a JSON object. Throws `policy`. */
export function objectIn(text: string, origin: string): Record<string, unknown> {
  const written = text.replace(/^\uFEFF/, '');
  const json = jsonIn(written);
  if (json === undefined) throw unreadable(origin, notJson(written));
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

/** The `managed` error where a policy says that there is no simulated service. */
export function simulatorIsOff(): AppError {
  return new AppError('managed', 'Your organisation has switched the simulated service off.', {
    details: { key: 'simulator' },
  });
}
