import { describe, expect, test } from 'vitest';
import type { SetupAnswers } from '../../../../electron/contract/setup.ts';
import { parseConnection } from '../../../../electron/core/connection/connection-file.ts';
import {
  answersFor,
  answersOf,
  fileOf,
  formFindings,
} from '../../../../electron/core/connections/setup-answers.ts';
import { connectionWith } from '../../../fakes/connection.ts';

const full: SetupAnswers = {
  ...answersFor('ea'),
  signInPolicy: 'B2C_1_SignIn',
  clientId: '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28',
  baseUrl: 'https://api.example.com',
};
const findings = (change: Partial<SetupAnswers>) =>
  formFindings({ ...full, ...change }).map(({ field, outcome, finding }) => `${field} ${outcome} ${finding}`);

describe('the answers of a set-up', () => {
  test('begin with what is published, and ask for the rest', () => {
    expect(formFindings(full)).toEqual([]);
    expect(formFindings(answersFor('ea')).map(({ field }) => field)).toEqual([
      'clientId',
      'baseUrl',
      'signInPolicy',
    ]);
    expect(findings({ ...answersFor('ams') })).toContain('scopes wrong missing');
  });

  test.each<[Partial<SetupAnswers>, string[]]>([
    [{ baseUrl: 'http://api.example.com' }, ['baseUrl wrong malformed']],
    [{ baseUrl: 'api.example.com' }, ['baseUrl wrong malformed']],
    [{ baseUrl: 'http://localhost:1/x' }, []],
    [{ authority: 'https://a.example.com?x=1' }, ['authority wrong malformed']],
    [{ redirectPorts: '80, x' }, ['redirectPorts wrong malformed']],
    [{ passwordResetPolicy: 'B2C 1' }, ['passwordResetPolicy wrong malformed']],
    [{ profileEditPolicy: 'a/b' }, ['profileEditPolicy wrong malformed']],
    [{ protocol: 'oidc', passwordResetPolicy: 'a/b', profileEditPolicy: 'a/b' }, []],
    [{ redirectPorts: '70000' }, ['redirectPorts wrong malformed']],
    [{ redirectPorts: '8400 8401' }, []],
    [{ unitsPath: 'units' }, ['unitsPath wrong malformed']],
    [{ hubUrl: 'ftp://x' }, ['hubUrl wrong malformed']],
    [{ clientId: 'mine' }, ['clientId doubtful unusual']],
    [{ protocol: 'oidc', signInPolicy: '', clientId: 'mine' }, []],
    [{ name: ' ' }, ['name wrong missing']],
    [{ name: 'x'.repeat(81) }, ['name wrong malformed']],
  ])('%j: %j', (change, expected) => expect(findings(change)).toEqual(expected));

  test('make a file, and a file makes them again', () => {
    const flows = { passwordResetPolicy: ' B2C_1_Reset ', profileEditPolicy: '', employeeClaim: ' staff ' };
    const connection = parseConnection(
      JSON.stringify(fileOf({ ...full, ...flows, redirectPorts: '8400, 8401' })),
      'test',
    );
    expect(connection.identity.redirectPorts).toEqual([8_400, 8_401]);
    expect(connection.identity.passwordResetPolicy).toBe('B2C_1_Reset');
    expect(connection.identity).not.toHaveProperty('profileEditPolicy');
    expect(connection.identity.employeeClaim).toBe('staff');
    expect(parseConnection(JSON.stringify(fileOf(answersOf(connection), connection)), 'test')).toEqual(
      connection,
    );
  });

  test('keep what nobody is asked for, but not for another provider', () => {
    const authorityMetadata = {
      issuer: 'https://login.example.com/v2',
      authorization_endpoint: 'https://login.example.com/a',
      token_endpoint: 'https://login.example.com/t',
      jwks_uri: 'https://login.example.com/k',
    };
    const before = connectionWith({
      'identity.authorityMetadata': authorityMetadata,
      'api.subscriptionKeyHeader': 'X-Key',
      'api.fields': { city: 'ort' },
      'api.statuses': { Betrieb: 'in-service' },
    });
    const answers = answersOf(before);
    expect(fileOf(answers, before)).toMatchObject({
      identity: { authorityMetadata, technicalAccount: before.identity.technicalAccount },
      api: {
        subscriptionKeyHeader: 'X-Key',
        fields: { city: 'ort' },
        statuses: { Betrieb: 'in-service' },
      },
    });
    expect(fileOf({ ...answers, authority: 'https://other.example.com' }, before)).not.toHaveProperty(
      'identity.authorityMetadata',
    );
  });
});
