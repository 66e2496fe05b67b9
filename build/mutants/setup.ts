/** In every test process of the copy: tells which test has reached what. Outside of tests it may be for all of them. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { takeReached } from './runtime.ts';

const file = path.join(import.meta.dirname, '../../../tests.jsonl');

function note(test: string | null): void {
  const ids = takeReached();
  if (ids.length > 0) appendFileSync(file, `${JSON.stringify({ test, ids })}\n`);
}

beforeEach(() => note(null));
afterEach(({ task }) => note(task.name));
afterAll(() => note(null));
