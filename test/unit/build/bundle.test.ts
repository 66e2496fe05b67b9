import { expect, test } from 'vitest';
import { inProduction } from '../../../build/bundle.ts';

test('what a test runner builds is what ships', async () => {
  const before = process.env['NODE_ENV'];
  let meanwhile: string | undefined;
  await inProduction(async () => {
    meanwhile = process.env['NODE_ENV'];
  });
  expect(meanwhile).toBe('production');
  expect(process.env['NODE_ENV']).toBe(before);
});

test('a build that fails leaves the environment as it was', async () => {
  const before = process.env['NODE_ENV'];
  await expect(inProduction(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(process.env['NODE_ENV']).toBe(before);
});
