import { type DoctorCheck, doctorChecks } from '../../contract/names.ts';
import type { DoctorResult } from '../../contract/support.ts';

/** English titles of the steps; the window has its own translated texts. */
export const checkTitles: Record<DoctorCheck, string> = {
  names: 'Name resolution',
  proxy: 'Proxy',
  tls: 'TLS certificates',
  clock: 'Clock',
  discovery: 'Sign-in service',
  policy: 'User flow',
  issuer: 'Issuer',
  redirect: 'Redirect address',
  token: 'Access token',
  key: 'Subscription key',
  units: 'List of units',
  hub: 'Live updates',
};

const texts: Record<DoctorResult['finding'], string> = {
  resolved: '{host} found.',
  'resolved-by-proxy': 'Not known here; the proxy {proxy} has to find {host}.',
  direct: 'None; connections go directly.',
  proxied: 'Through a proxy: {routes}. Directly: {direct}.',
  'proxied-signed-in':
    'Through a proxy that has taken a user name and a password: {routes}. Directly: {direct}.',
  secure: '{host}: trusted, issued by {issuer}, until {until}.',
  'on-this-computer': 'Not needed: everything runs on this computer.',
  'in-step': 'In step with {host} ({seconds} s apart).',
  described: 'Configuration of {host} loaded.',
  'policy-known': '{policy} is known.',
  'policy-not-used': 'Not used by this provider.',
  'issuer-matches': '{issuer}',
  'redirect-accepted': '{host} accepts {redirect}.',
  'token-at-hand': 'Valid until {until}.',
  'key-accepted': '{host} accepts it.',
  'units-listed': 'Units at {host}: {number}.',
  'hub-answers': '{host} is ready for live updates.',
  'not-signed-in': 'Nobody is signed in.',
  'not-configured': 'The connection does not name "{key}".',
  'no-date': '{host} does not send its time.',
  'rests-on': 'Not checked, because of the step "{check}".',
  failed: '',
};

/** The result of a step as an English sentence; for a failure with its next step. */
export function findingText({ finding, details, failure }: DoctorResult): string {
  if (failure) return `${failure.message} ${failure.hint}`;
  const named = doctorChecks.find((check) => check === details['check']);
  const values = named ? { ...details, check: checkTitles[named] } : details;
  return texts[finding].replace(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? '–');
}

const width = Math.max(...Object.values(checkTitles).map((title) => title.length));

/** A step as one line: its outcome in seven characters, its title and its result. */
export function stepLine(result: DoctorResult): string {
  return [result.outcome.padEnd(7), checkTitles[result.check].padEnd(width), findingText(result)].join('  ');
}

/**
 * The whole examination as text for a support request. Contains hosts and setting names, no secrets or personal data.
 * @param about `at` is when it ended, in ISO 8601
 */
export function doctorReport(
  results: readonly DoctorResult[],
  about: { product: string; connection: string; at: string },
): string {
  const lines = results.map(stepLine).join('\n');
  return `${about.product}, connection "${about.connection}", ${about.at}\n\n${lines}\n`;
}
