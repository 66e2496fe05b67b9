import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../build/bundles.ts';
import { countsOf, failedSpecs, failedTests, runnerErrors } from '../../../build/test-failures.ts';

const name = path.join(root, 'test/unit/some.test.ts');

it('names each failed test of Vitest with its file and its message, and no other', () => {
  const assertionResults = [
    { status: 'passed', fullName: 'fine' },
    { status: 'failed', fullName: 'not fine', failureMessages: ['expected 1 to be 2\n  at a line'] },
  ];
  expect(failedTests({ testResults: [{ name, status: 'failed', assertionResults }] })).toEqual([
    'test/unit/some.test.ts › not fine: expected 1 to be 2',
  ]);
});

it('names a file that failed before its tests', () => {
  expect(failedTests({ testResults: [{ name, status: 'failed', assertionResults: [] }] })).toEqual([
    'test/unit/some.test.ts',
  ]);
});

it('counts the tests of one folder, and a file that failed before its tests as one', () => {
  const results = (folder: string, ...states: string[]) => ({
    name: path.join(root, `test/${folder}/some.test.ts`),
    status: 'failed',
    assertionResults: states.map((status) => ({ status, fullName: 'a test' })),
  });
  const testResults = [
    results('unit', 'passed', 'passed', 'skipped', 'todo', 'failed'),
    results('unit-of-others', 'passed'),
    results('attack'),
  ];
  const failures = ['test/unit/some.test.ts › a test: '];
  expect(countsOf({ testResults }, 'test/unit')).toEqual({ passed: 2, failed: 1, skipped: 2, failures });
  expect(countsOf({ testResults }, 'test/attack')).toMatchObject({ passed: 0, failed: 1 });
  expect(countsOf({}, 'test/unit')).toEqual({ passed: 0, failed: 0, skipped: 0, failures: [] });
});

it('names each failed spec of Playwright, also in groups', () => {
  const spec = { title: 'lists', ok: false, file: 'e2e/units.spec.ts', line: 5 };
  const suite = { title: 'units', file: spec.file };
  const report = {
    suites: [{ ...suite, specs: [{ ...spec, ok: true }], suites: [{ ...suite, specs: [spec] }] }],
  };
  expect(failedSpecs(report)).toEqual(['e2e/units.spec.ts:5 › lists']);
});

it('names what failed outside of all specs', () => {
  expect(runnerErrors({ errors: [{ message: 'The app ended with SIGSEGV.\n    at close' }] })).toEqual([
    'the runner itself: The app ended with SIGSEGV.',
  ]);
});

it('names nothing where a runner wrote no report', () => {
  expect(failedTests({})).toEqual([]);
  expect(failedSpecs({})).toEqual([]);
  expect(runnerErrors({})).toEqual([]);
});
