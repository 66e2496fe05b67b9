/** What failed according to the JSON reports of the test runners: the file and the test's name. */
import path from 'node:path';
import { root } from './bundles.ts';

export interface VitestReport {
  testResults?: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

interface PlaywrightSuite {
  title: string;
  file: string;
  specs?: { title: string; ok: boolean; file: string; line: number }[];
  suites?: PlaywrightSuite[];
}

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Named once more at the end: of a long run often only its last lines are kept. */
  failures: string[];
}

/** Counts the tests of the files in this folder of the repository. A file that failed before its tests counts as one. */
export function countsOf({ testResults = [] }: VitestReport, folder: string): Counts {
  const inside = testResults.filter(({ name }) => isInside(path.relative(root, name), folder));
  const states = inside.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const passed = states.filter((state) => state === 'passed').length;
  const skipped = states.filter((state) => !['passed', 'failed'].includes(state)).length;
  const failures = failedTests({ testResults: inside });
  return { passed, failed: failures.length, skipped, failures };
}

function isInside(file: string, folder: string): boolean {
  return file.startsWith(path.normalize(`${folder}/`));
}

/** `report`: what Vitest's JSON reporter wrote. A file that failed as a whole stands for its tests. */
export function failedTests(report: VitestReport): string[] {
  return (report.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const file = path.relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [file] : [];
    return failed.map((test) =>
      [`${file} › ${test.fullName}`, firstLine(test.failureMessages?.[0])].join(': '),
    );
  });
}

/** `report`: what Playwright's JSON reporter wrote. */
export function failedSpecs({ suites = [] }: { suites?: PlaywrightSuite[] }): string[] {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => !spec.ok)
      .map((spec) => `${spec.file}:${spec.line} › ${spec.title}`),
    ...failedSpecs(suite),
  ]);
}

/** `report`: the same. What failed outside of all specs, such as the end of a worker. */
export function runnerErrors({ errors = [] }: { errors?: { message?: string }[] }): string[] {
  return errors.map(({ message }) => `the runner itself: ${firstLine(message)}`);
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? '';
}
