/** In every test process of the copy: keeps what its tests have reached. */
import { afterAll } from 'vitest';
import { saveReached } from './runtime.ts';

afterAll(saveReached);
