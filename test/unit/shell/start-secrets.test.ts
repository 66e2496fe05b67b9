import { expect, test } from 'vitest';
import { takeSubscriptionKey } from '../../../electron/shell/start-secrets.ts';

test('the key is taken out of the environment, and the password with it: nothing that is started has them', () => {
  const environment = { MAX_DESK_SUBSCRIPTION_KEY: 'key', MAX_DESK_PASSWORD: 'hunter2', LANG: 'de_DE.UTF-8' };
  expect(takeSubscriptionKey(environment)).toBe('key');
  expect(environment).toEqual({ LANG: 'de_DE.UTF-8' });
  expect(takeSubscriptionKey(environment)).toBeUndefined();
});

test('an empty key is none', () => {
  expect(takeSubscriptionKey({ MAX_DESK_SUBSCRIPTION_KEY: '' })).toBeUndefined();
});
