import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { start } from '../../electron/simulator/index.ts';
import { noteForCanary, secretsIn, takeNoted } from '../fakes/canary.ts';
import { fakeLog } from '../fakes/ports.ts';

describe('the canary (R29)', () => {
  test('finds every secret that the simulated service makes, whatever it is this time', async () => {
    const simulator = await start();
    const { subscriptionKey, technicalAccount, people } = simulator;
    await simulator.close();
    for (const { name, email } of people)
      for (const secret of [name, email]) expect(secretsIn(`a line of ${secret} here`)).not.toEqual([]);
    for (const secret of [subscriptionKey, technicalAccount.username])
      expect(secretsIn(JSON.stringify({ reason: secret }))).not.toEqual([]);
    for (let round = 0; round < 200; round++) {
      // Passwords, codes, refresh tokens, verifiers and states are made like this.
      const secret = randomBytes(32).toString('base64url');
      expect(secretsIn(JSON.stringify({ reason: secret }))).not.toEqual([]);
    }
  });

  test.each([
    '{"message":"a call failed","call":"getToken","code":"sign-in-needed"}',
    '{"error":"TypeError","at":["at recursivelyTraversePassiveMountEffects (app://max-desk/assets/index-BukGHHnQ.js:1:2)"]}',
    '{"reference":"2d7f1b64-90ce-4a4f-8b0e-c6a1f7d35e28","host":"localhost:41234"}',
  ])('leaves %s alone', (line) => expect(secretsIn(line)).toEqual([]));

  test('sees what a test has logged, also what its lines do not keep', () => {
    const log = fakeLog();
    log.warn('a', { reason: 'eyJhbGciOiJub25lIn0' });
    log.debug('b sam@example.com');
    noteForCanary('c');
    expect(secretsIn(takeNoted().join('\n'))).toHaveLength(2);
    expect(takeNoted()).toEqual([]);
  });
});
