/** A person who can sign in; `employee` becomes the claim `extension_TKEmployee`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly employee: boolean;
}

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
export const SCOPES: readonly string[] = ['openid', 'profile', 'email', 'offline_access', API_SCOPE];

export const SIGN_IN: Policy = {
  name: 'B2C_1_SignIn',
  clientId: '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28',
  grants: ['authorization_code', 'refresh_token'],
};
/** The flows of classic B2C beside the sign-in: the application opens them, and gets a code as from the sign-in. */
export const PASSWORD_RESET: Policy = { ...SIGN_IN, name: 'B2C_1_PasswordReset' };
export const PROFILE_EDIT: Policy = { ...SIGN_IN, name: 'B2C_1_ProfileEdit' };
export const ROPC: Policy = {
  name: 'B2C_1_ROPC',
  clientId: '91c4e8aa-57d2-4f39-b1f6-3e0d8c72ab90',
  grants: ['password', 'refresh_token'],
};

export const PEOPLE: readonly Person[] = [
  person('7a1e5c30-42f8-4d0b-9c77-1b8f6e2d4a01', 'Sam', 'Sample', false),
  person('c3b9d6f2-81a4-4e57-a2d0-6f4c0e9b7d02', 'Tessa', 'Kraft', true),
];
export const TECHNICAL_PERSON = person('e85f2a17-0c6d-49b3-8e1a-94d7b3c5f603', 'Technical', 'Account', false);

function person(id: string, givenName: string, familyName: string, employee: boolean): Person {
  const email = `${givenName}.${familyName}@example.com`.toLowerCase();
  return { id, name: `${givenName} ${familyName}`, givenName, familyName, email, employee };
}

/** The policy with this name, case-insensitive like in B2C, or undefined. */
export function findPolicy(name: string): Policy | undefined {
  const policies = [SIGN_IN, PASSWORD_RESET, PROFILE_EDIT, ROPC];
  return policies.find((policy) => policy.name.toLowerCase() === name.toLowerCase());
}
