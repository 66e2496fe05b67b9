/** The simulator for tests that start it again for each test. */
import { generateKeyPair } from 'jose';
import {
  type Simulator,
  type SimulatorOptions,
  start as startSimulator,
} from '../../electron/simulator/index.ts';

export type * from '../../electron/simulator/index.ts';

/** Shared, because creating RSA keys takes ten times as long as the rest of a start. */
let signingKeys: ReturnType<typeof generateKeyPair> | undefined;

/** Like the simulator's `start`, but with one pair of signing keys per test file. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  signingKeys ??= generateKeyPair('RS256');
  return startSimulator({ signingKeys: await signingKeys, ...options });
}
