import { expect, test, vi } from 'vitest';
import { childEnvironment, takeOwnVariables } from '../../../electron/core/own-environment.ts';

const secrets = {
  MAX_DESK_PASSWORD: 'of the account',
  MAX_DESK_SUBSCRIPTION_KEY: 'the key',
  // As Windows may write it.
  max_desk_key_file: 'a path',
};

test('a program that is started gets what is not ours', () => {
  const env = { PATH: '/usr/bin', DISPLAY: ':0', NOT_MAX_DESK_: 'stays', ...secrets };
  expect(childEnvironment(env)).toEqual({ PATH: '/usr/bin', DISPLAY: ':0', NOT_MAX_DESK_: 'stays' });
  expect(env).toMatchObject(secrets);
});

test('a program that Electron starts for us gets it neither, and certificates are checked again (R1)', () => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  try {
    expect(takeOwnVariables(process.env)).toMatchObject(secrets);
    const left = Object.keys(process.env);
    expect(left.filter((name) => /MAX_DESK_(?:PASS|SUBS)|max_desk|REJECT_UNAUTHORIZED/.test(name))).toEqual(
      [],
    );
    expect(left).toContain('PATH');
  } finally {
    vi.unstubAllEnvs();
  }
});
