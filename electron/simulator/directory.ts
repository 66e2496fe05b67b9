import type { ConnectionFile, Person } from './types.ts';

export interface Policy {
  readonly name: string;
  /** The only application that may use this policy. */
  readonly clientId: string;
  readonly grants: readonly string[];
}

export const TENANT_NAME = 'simulated.onmicrosoft.com';
export const TENANT_ID = '0b6e3c52-6d1f-4b8e-9f43-5a2c7d90e114';
export const API_ID = '5f0c9a7e-3c1d-4c58-8a66-0d2b7f4e9b35';
export const API_SCOPE = `https://${TENANT_NAME}/ea/api`;
export const APPLICATION_NAME = 'MAX Desk';
export const HUB_PATH = '/api/hub';
export const SUBSCRIPTION_KEY_HEADER = 'Ocp-Apim-Subscription-Key';
export const SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access', API_SCOPE];

export const SIGN_IN: Policy = {
  name: 'B2C_1_SignIn',
  clientId: '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28',
  grants: ['authorization_code', 'refresh_token'],
};
export const ROPC: Policy = {
  name: 'B2C_1_ROPC',
  clientId: '91c4e8aa-57d2-4f39-b1f6-3e0d8c72ab90',
  grants: ['password', 'refresh_token'],
};

export const PEOPLE: readonly Person[] = [
  {
    id: '7a1e5c30-42f8-4d0b-9c77-1b8f6e2d4a01',
    name: 'Sam Sample',
    givenName: 'Sam',
    familyName: 'Sample',
    email: 'sam.sample@example.com',
    employee: false,
  },
  {
    id: 'c3b9d6f2-81a4-4e57-a2d0-6f4c0e9b7d02',
    name: 'Tessa Kraft',
    givenName: 'Tessa',
    familyName: 'Kraft',
    email: 'tessa.kraft@example.com',
    employee: true,
  },
];

export const TECHNICAL_PERSON: Person = {
  id: 'e85f2a17-0c6d-49b3-8e1a-94d7b3c5f603',
  name: 'Technical Account',
  givenName: 'Technical',
  familyName: 'Account',
  email: 'technical.account@example.com',
  employee: false,
};

/** The policy with this name, case-insensitive like in B2C, or undefined. */
export function findPolicy(name: string): Policy | undefined {
  return [SIGN_IN, ROPC].find((policy) => policy.name.toLowerCase() === name.toLowerCase());
}

/** The connection file that a client needs for the simulator at `url`. */
export function connectionFor(url: string): ConnectionFile {
  return {
    name: 'Simulated data',
    identity: {
      protocol: 'b2c',
      authority: `${url}/${TENANT_NAME}`,
      signInPolicy: SIGN_IN.name,
      clientId: SIGN_IN.clientId,
      scopes: [API_SCOPE],
      redirectPorts: [],
      technicalAccount: { policy: ROPC.name, clientId: ROPC.clientId },
    },
    api: {
      baseUrl: `${url}/api`,
      unitsPath: '/units',
      hubUrl: `${url}${HUB_PATH}`,
      subscriptionKeyHeader: SUBSCRIPTION_KEY_HEADER,
    },
  };
}
