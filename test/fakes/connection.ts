import { type Connection, parseConnection } from '../../electron/core/connection/connection-file.ts';

/** A connection file with all keys that have no default. */
export const sampleFile = {
  name: 'Sample',
  identity: {
    protocol: 'b2c',
    authority: 'https://login.example.com/tenant',
    signInPolicy: 'B2C_1_SignIn',
    clientId: '2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28',
    scopes: ['https://tenant.example.com/ea/api'],
    technicalAccount: { policy: 'B2C_1_ROPC', clientId: '91c4e8aa-57d2-4f39-b1f6-3e0d8c72ab90' },
  },
  api: { baseUrl: 'https://api.example.com/max' },
};

/** The sample with changes: keys are paths such as `identity.clientId`; `undefined` removes a key. */
export function fileWith(changes: Record<string, unknown> = {}): string {
  const file: Record<string, unknown> = structuredClone(sampleFile);
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let parent = file;
    for (const name of names) parent = parent[name] as Record<string, unknown>;
    parent[last] = value;
  }
  return JSON.stringify(file);
}

export function connectionWith(changes: Record<string, unknown> = {}): Connection {
  return parseConnection(fileWith(changes), 'test.json');
}
