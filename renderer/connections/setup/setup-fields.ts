import type { DeskState } from '../../../electron/contract/desk.ts';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { SetupField } from '../../../electron/contract/names.ts';
import type { ChosenReading, SetupAnswers, SetupFinding } from '../../../electron/contract/setup.ts';
import { failureText, spoken } from '../../ui/failure-text.ts';
import type { Translate } from '../../ui/i18n.ts';

/** What a set-up starts with: `editing` is the connection to change, null for a new one. */
export interface SetupStart {
  readonly editing: { readonly id: string; readonly name: string } | null;
  /** What its units look like is asked as soon as somebody is signed in there; with what was chosen and failed before. */
  readonly units?: { readonly chosen: ChosenReading | null; readonly failure: Failure | null };
}

/** Which part of a set-up is shown now, if any. */
export function shownSetup(
  start: SetupStart | null,
  { connection, session }: Pick<DeskState, 'connection' | 'session'>,
): 'form' | 'units' | null {
  if (!start?.units) return start && 'form';
  const isReady = session.phase === 'signed-in' && connection?.id === start.editing?.id;
  return isReady ? 'units' : null;
}

/** The fields that everybody fills in. */
export const givenFields = ['clientId', 'signInPolicy', 'baseUrl', 'name'] as const;
/** The fields whose default is usually right. */
export const advancedFields = [
  'authority',
  'passwordResetPolicy',
  'profileEditPolicy',
  'scopes',
  'redirectPorts',
  'employeeClaim',
  'unitsPath',
  'hubUrl',
] as const;
/** The fields that may stay empty. */
export const optionalFields: readonly SetupField[] = [
  'passwordResetPolicy',
  'profileEditPolicy',
  'redirectPorts',
  'employeeClaim',
  'hubUrl',
];

/** Whether a field is asked for: only Azure AD B2C has user flows. */
export function isAsked(field: SetupField, { protocol }: SetupAnswers): boolean {
  return protocol !== 'oidc' || !isPolicy(field);
}

function isPolicy(field: SetupField): boolean {
  return field.endsWith('Policy');
}

export type Service = 'identity' | 'api' | 'hub';

/** The service that can check the answer of a field; null if none can. */
export const serviceOf: Readonly<Record<SetupField, Service | null>> = {
  name: null,
  protocol: 'identity',
  authority: 'identity',
  signInPolicy: 'identity',
  passwordResetPolicy: 'identity',
  profileEditPolicy: 'identity',
  clientId: 'identity',
  scopes: 'identity',
  redirectPorts: 'identity',
  employeeClaim: null,
  baseUrl: 'api',
  unitsPath: 'api',
  hubUrl: 'hub',
};

/** The answers that a service checks, as one string: equal strings need no second check. */
export function questionOf(service: Service, answers: SetupAnswers): string {
  const fields = Object.entries(serviceOf).filter(([, asked]) => asked === service);
  return JSON.stringify(fields.map(([field]) => answers[field as SetupField].trim()));
}

/** The host that checks these answers; empty if the URL is invalid. */
export function hostAsked(service: Service, answers: SetupAnswers): string {
  const url = { identity: answers.authority, api: answers.baseUrl, hub: answers.hubUrl }[service].trim();
  return URL.canParse(url) ? new URL(url).host : '';
}

/** A finding as text in the user's language. */
export function setupFindingText({ field, finding, details, failure }: SetupFinding, t: Translate): string {
  const host = details['host'] ?? '';
  const reference = details['reference'] ?? details['status'] ?? '–';
  switch (finding) {
    case 'missing':
    case 'malformed':
      return t(`setup.fields.${field}.${finding}`);
    case 'unknown':
      return t(isPolicy(field) ? 'setup.unknown.policy' : 'setup.unknown.other', { host });
    case 'refused':
      return t(`setup.refused.${field === 'redirectPorts' ? 'redirect' : 'client'}`, { host, reference });
    case 'failed':
      return failure === null ? '' : spoken(failureText(failure, t));
    default:
      return t(`setup.findings.${finding}`, { host, status: '', name: '', ...details });
  }
}
