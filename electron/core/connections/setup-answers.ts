import { type SetupField, setupFields } from '../../contract/names.ts';
import type { SetupAnswers, SetupFinding } from '../../contract/setup.ts';
import { addressesOf, type ConnectionAddress } from '../connection/addresses.ts';
import { furtherPolicies } from '../connection/authorities.ts';
import { type Connection, parseConnection, wrongKeys } from '../connection/connection-file.ts';
import { maxAuthority, maxScopes, maxTechnicalAccount } from '../connection/max-service.ts';

const keys: Record<SetupField, string> = {
  name: 'name',
  protocol: 'identity.protocol',
  authority: 'identity.authority',
  signInPolicy: 'identity.signInPolicy',
  passwordResetPolicy: 'identity.passwordResetPolicy',
  profileEditPolicy: 'identity.profileEditPolicy',
  clientId: 'identity.clientId',
  scopes: 'identity.scopes',
  redirectPorts: 'identity.redirectPorts',
  employeeClaim: 'identity.employeeClaim',
  baseUrl: 'api.baseUrl',
  unitsPath: 'api.unitsPath',
  hubUrl: 'api.hubUrl',
};

/** The set-up field that a key of a connection file belongs to; list entries belong to the field of their list. */
export function fieldOf(key: string): SetupField | undefined {
  return setupFields.find((field) => key === keys[field] || key.startsWith(`${keys[field]}.`));
}

const empty: SetupAnswers = {
  name: '',
  protocol: 'b2c',
  authority: '',
  signInPolicy: '',
  passwordResetPolicy: '',
  profileEditPolicy: '',
  clientId: '',
  scopes: '',
  redirectPorts: '',
  employeeClaim: '',
  baseUrl: '',
  unitsPath: '/units',
  hubUrl: '',
};

/** The published values of a region. */
export function answersFor(region: 'ea' | 'ams' | 'other'): SetupAnswers {
  if (region === 'other') return empty;
  return {
    ...empty,
    name: `MAX ${region.toUpperCase()}`,
    authority: maxAuthority,
    scopes: maxScopes[region],
  };
}

/** The values of a connection, to be edited. */
export function answersOf({ name, identity, api }: Connection): SetupAnswers {
  return {
    name,
    protocol: identity.protocol,
    authority: identity.authority,
    signInPolicy: identity.signInPolicy,
    passwordResetPolicy: identity.passwordResetPolicy ?? '',
    profileEditPolicy: identity.profileEditPolicy ?? '',
    clientId: identity.clientId,
    scopes: identity.scopes.join(' '),
    redirectPorts: identity.redirectPorts.join(', '),
    employeeClaim: identity.employeeClaim ?? '',
    baseUrl: api.baseUrl,
    unitsPath: api.unitsPath,
    hubUrl: api.hubUrl,
  };
}

/**
 * The connection file that the answers describe, as JSON; `parseConnection` checks whether it is valid.
 * @param before the connection that is changed: values that have no field are copied from it
 */
export function fileOf(answers: SetupAnswers, before?: Connection): unknown {
  const text = (field: SetupField) => answers[field].trim();
  const list = (field: SetupField, between: RegExp) =>
    text(field)
      .split(between)
      .filter((each) => each !== '');
  const isB2c = text('protocol') !== 'oidc';
  const further = furtherPolicies.filter((policy) => isB2c && text(policy) !== '');
  const authority = text('authority').replace(/\/+$/, '');
  // The metadata of another provider would be wrong.
  const same = before?.identity.authority === authority && before.identity.protocol === text('protocol');
  const { technicalAccount, serviceClient, authorityMetadata } = before?.identity ?? {};
  const technical = before ? technicalAccount : authority === maxAuthority ? maxTechnicalAccount : undefined;
  return {
    name: text('name'),
    identity: {
      protocol: text('protocol'),
      authority,
      signInPolicy: isB2c ? text('signInPolicy') : '',
      ...Object.fromEntries(further.map((policy) => [policy, text(policy)])),
      clientId: text('clientId'),
      scopes: list('scopes', /\s+/),
      redirectPorts: list('redirectPorts', /[\s,]+/).map(portOf),
      ...(text('employeeClaim') === '' ? {} : { employeeClaim: text('employeeClaim') }),
      ...(technical ? { technicalAccount: technical } : {}),
      ...(same && serviceClient ? { serviceClient } : {}),
      ...(same && authorityMetadata ? { authorityMetadata } : {}),
    },
    api: {
      baseUrl: text('baseUrl'),
      unitsPath: text('unitsPath'),
      hubUrl: text('hubUrl'),
      ...(before?.api.resources ? { resources: before.api.resources } : {}),
      ...(before ? { subscriptionKeyHeader: before.api.subscriptionKeyHeader } : {}),
      ...(before?.api.fields ? { fields: before.api.fields } : {}),
      ...(before?.api.statuses ? { statuses: before.api.statuses } : {}),
    },
  };
}

/** Anything but decimal digits stays text, which validation rejects. */
function portOf(text: string): number | string {
  return /^\d{1,5}$/.test(text) ? Number(text) : text;
}

/** The fields that are required to sign in and list units. */
function needed({ protocol }: SetupAnswers): SetupField[] {
  const always: SetupField[] = ['name', 'authority', 'clientId', 'scopes', 'baseUrl', 'unitsPath'];
  return protocol === 'b2c' ? [...always, 'signInPolicy'] : always;
}

/** The fields that say where the provider describes itself. */
export const describing = ['protocol', 'authority', 'signInPolicy', ...furtherPolicies] as const;

/** The addresses in the answers so far; those of a service with a wrong answer are left out. */
export function answeredAddresses(answers: SetupAnswers): ConnectionAddress[] {
  const wrong = formFindings(answers).filter(({ outcome }) => outcome === 'wrong');
  const isWrong = (field: SetupField) => wrong.some((each) => each.field === field);
  const lacksIdentity = describing.some(isWrong);
  const usable: SetupAnswers = {
    ...empty,
    name: '-',
    clientId: '-',
    scopes: '-',
    authority: maxAuthority,
    ...(lacksIdentity ? {} : picked(answers, describing)),
    ...(isWrong('baseUrl') || isWrong('unitsPath') ? {} : picked(answers, ['baseUrl', 'unitsPath'])),
    ...(isWrong('hubUrl') ? {} : picked(answers, ['hubUrl'])),
  };
  const all = addressesOf(parseConnection(JSON.stringify(fileOf(usable)), ''));
  return all.filter(({ use }) => use !== 'identity' || !lacksIdentity);
}

function picked(answers: SetupAnswers, fields: readonly SetupField[]): Partial<SetupAnswers> {
  return Object.fromEntries(fields.map((field) => [field, answers[field]]));
}

const applicationId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Checks the answers without asking a service; at most one finding per field, none for good answers. */
export function formFindings(answers: SetupAnswers): SetupFinding[] {
  const missing = needed(answers).filter((field) => answers[field].trim() === '');
  const wrong = wrongKeys(fileOf(answers)).flatMap(({ key }) => fieldOf(key) ?? []);
  const malformed = [...new Set(wrong)].filter((field) => !missing.includes(field));
  const clientId = answers.clientId.trim();
  const unusual = answers.protocol === 'b2c' && clientId !== '' && !applicationId.test(clientId);
  return [
    ...missing.map((field) => found(field, 'wrong', 'missing')),
    ...malformed.map((field) => found(field, 'wrong', 'malformed')),
    ...(unusual && !malformed.includes('clientId') ? [found('clientId', 'doubtful', 'unusual')] : []),
  ];
}

/** Creates a finding for a field; `failed` also has a failure. */
export function found(
  field: SetupField,
  outcome: SetupFinding['outcome'],
  finding: SetupFinding['finding'],
  { details = {}, failure = null }: Partial<Pick<SetupFinding, 'details' | 'failure'>> = {},
): SetupFinding {
  return { field, outcome, finding, details, failure };
}
