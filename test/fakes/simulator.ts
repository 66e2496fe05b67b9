/** The simulator for tests that start it again for each test. */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type Simulator,
  type SimulatorOptions,
  start as startSimulator,
} from '../../electron/simulator/index.ts';

export type * from '../../electron/simulator/index.ts';

/** Shared, because creating an RSA key takes ten times as long as the rest of a start. */
let signingKey: Promise<KeyObject> | undefined;

/** Like the simulator's `start`, but with one signing key per test file. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  signingKey ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(
    ({ privateKey }) => privateKey,
  );
  return startSimulator({ signingKey: await signingKey, ...options });
}
