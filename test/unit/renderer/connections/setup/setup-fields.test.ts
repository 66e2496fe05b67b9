import { describe, expect, it } from 'vitest';
import { setupFields } from '../../../../../electron/contract/names.ts';
import type { SetupAnswers, SetupFinding } from '../../../../../electron/contract/setup.ts';
import {
  advancedFields,
  givenFields,
  hostAsked,
  isAsked,
  optionalFields,
  questionOf,
  serviceOf,
  setupFindingText,
  shownSetup,
} from '../../../../../renderer/connections/setup/setup-fields.ts';
import { createTranslations } from '../../../../../renderer/ui/i18n.ts';
import { deskState, signedIn } from '../../desk-state.ts';

const answers: SetupAnswers = {
  name: 'MAX',
  protocol: 'b2c',
  authority: ' https://login.example.com/tenant ',
  signInPolicy: 'B2C_1_SignIn',
  passwordResetPolicy: '',
  profileEditPolicy: '',
  clientId: 'client',
  scopes: 'api',
  redirectPorts: '',
  employeeClaim: '',
  baseUrl: 'https://api.example.com:8443/max',
  unitsPath: '/units',
  hubUrl: '',
};

describe('a set-up', () => {
  const editing = { id: 'a', name: 'A' };
  const { connection } = deskState();
  const at = (id: string) => ({ connection: connection && { ...connection, id }, session: signedIn('ann') });

  it('is shown as its form, until what the units look like is asked', () => {
    expect(shownSetup(null, at('a'))).toBeNull();
    expect(shownSetup({ editing: null }, at('a'))).toBe('form');
    expect(shownSetup({ editing }, at('b'))).toBe('form');
  });

  it('asks what the units look like where somebody is signed in on that connection', () => {
    const start = { editing, units: { chosen: null, failure: null } };
    expect(shownSetup(start, at('a'))).toBe('units');
    expect(shownSetup(start, at('b'))).toBeNull();
    expect(shownSetup(start, { ...at('a'), session: deskState().session })).toBeNull();
    expect(shownSetup({ ...start, editing: null }, at('a'))).toBeNull();
  });
});

describe('the fields of a set-up', () => {
  it('are each asked for once, but for the protocol, which is chosen first', () => {
    expect([...givenFields, ...advancedFields, 'protocol'].sort()).toEqual([...setupFields].sort());
    for (const field of optionalFields) expect(setupFields).toContain(field);
    expect(optionalFields).toHaveLength(5);
  });

  it('have user flows with Azure AD B2C only', () => {
    const asked = (protocol: string) =>
      setupFields.filter((field) => isAsked(field, { ...answers, protocol }));
    expect(asked('b2c')).toEqual(setupFields);
    expect(setupFields.filter((field) => !asked('oidc').includes(field)).sort()).toEqual([
      'passwordResetPolicy',
      'profileEditPolicy',
      'signInPolicy',
    ]);
  });

  it.each([
    ['identity', 'authority', 'login.example.com'],
    ['api', 'baseUrl', 'api.example.com:8443'],
    ['hub', 'hubUrl', ''],
  ] as const)('are checked by the service that they are of: %s', (service, field, host) => {
    expect(hostAsked(service, answers)).toBe(host);
    expect(hostAsked(service, { ...answers, [field]: 'https://other.example.com/' })).toBe(
      'other.example.com',
    );
    for (const each of setupFields) {
      const isNews = questionOf(service, { ...answers, [each]: 'x' }) !== questionOf(service, answers);
      expect(isNews, each).toBe(serviceOf[each] === service);
    }
    expect(questionOf(service, { ...answers, [field]: ` ${answers[field].trim()}  ` })).toBe(
      questionOf(service, answers),
    );
  });

  it('are each of the service that knows the answer', () => {
    const of = (service: string) => setupFields.filter((field) => serviceOf[field] === service).sort();
    expect(of('api')).toEqual(['baseUrl', 'unitsPath']);
    expect(of('hub')).toEqual(['hubUrl']);
    expect(of('identity')).toEqual([
      'authority',
      'clientId',
      'passwordResetPolicy',
      'profileEditPolicy',
      'protocol',
      'redirectPorts',
      'scopes',
      'signInPolicy',
    ]);
  });

  it('have no service for what only the window knows', () => {
    expect(setupFields.filter((field) => serviceOf[field] === null)).toEqual(['name', 'employeeClaim']);
  });
});

describe('a finding is told', () => {
  const { t } = createTranslations('en');
  const told = (part: Partial<SetupFinding>) =>
    setupFindingText(
      { field: 'clientId', outcome: 'doubtful', finding: 'accepted', details: {}, failure: null, ...part },
      t,
    );
  const details = { host: 'login.example.com', reference: 'AADB2C1' };

  it.each<[Partial<SetupFinding>, string]>([
    [{ finding: 'missing' }, t('setup.fields.clientId.missing')],
    [{ finding: 'malformed', field: 'baseUrl' }, t('setup.fields.baseUrl.malformed')],
    [{ finding: 'accepted', details }, 'login.example.com accepts it.'],
    [{ finding: 'unknown', field: 'signInPolicy', details }, t('setup.unknown.policy', details)],
    [{ finding: 'unknown', field: 'authority', details }, t('setup.unknown.other', details)],
    [{ finding: 'refused', field: 'redirectPorts', details }, t('setup.refused.redirect', details)],
    [{ finding: 'refused', details }, t('setup.refused.client', details)],
    [
      { finding: 'refused', details: { host: 'h', status: '400' } },
      t('setup.refused.client', { host: 'h', reference: '400' }),
    ],
    [{ finding: 'refused' }, t('setup.refused.client', { host: '', reference: '–' })],
    [
      { finding: 'answers', details: { host: 'h', status: '200' } },
      t('setup.findings.answers', { host: 'h', status: '200' }),
    ],
    [{ finding: 'failed' }, ''],
  ])('%j', (finding, text) => {
    expect(told(finding)).toBe(text);
    expect(told(finding)).not.toContain('{{');
  });

  it('with what failed', () => {
    const failure = { code: 'offline', message: '', hint: '', details: { host: 'h' } } as const;
    expect(told({ finding: 'failed', failure })).toContain(t('errors.offline.title'));
  });
});
