/** The simulator for tests that start it anew for each of them. */
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type Simulator,
  type SimulatorOptions,
  start as startSimulator,
} from '../../electron/simulator/index.ts';

export type * from '../../electron/simulator/index.ts';

/** To make an RSA key takes ten times as long as all the rest of a start. */
let signingKey: Promise<KeyObject> | undefined;

/** As the simulator's own `start`, with one signing key for all that a test file starts. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  signingKey ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(
    ({ privateKey }) => privateKey,
  );
  return startSimulator({ signingKey: await signingKey, ...options });
}
