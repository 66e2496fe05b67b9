/** Set-up of all tests: a wait for a condition ends by the condition. Its limit is only against one that never comes. */
import { vi } from 'vitest';

/** ms; Vitest's own second is not enough for a process that starts on a busy computer. */
const limit = 20_000;
const { waitFor, waitUntil } = vi;

vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { timeout: limit, ...options });
vi.waitUntil = (check, options) =>
  waitUntil(check, typeof options === 'number' ? options : { timeout: limit, ...options });
