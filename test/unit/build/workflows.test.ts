import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../.github/workflows');
const workflows = readdirSync(folder).map(
  (name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const,
);

describe.each(workflows)('the workflow %s', (_name, text) => {
  test('pins every action by its commit, and names the version beside it', () => {
    const uses = [...text.matchAll(/uses: *(.*)$/gm)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('grants nothing but what a job asks for', () => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(text).not.toMatch(/write-all|contents: write/);
  });

  test('leaves no credentials of its checkout behind, and limits its time', () => {
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
    expect(count(/persist-credentials: false/g)).toBe(count(/actions\/checkout@/g));
    expect(count(/timeout-minutes:/g)).toBe(count(/runs-on:/g));
  });
});

/** The jobs of a workflow, by name. */
function jobsOf(file: string): Record<string, string> {
  const text = workflows.find(([name]) => name === file)?.[1] ?? '';
  const parts = (text.split(/^jobs:$/m)[1] ?? '').split(/^ {2}([\w-]+):$/m).slice(1);
  return Object.fromEntries(
    parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? '']] : [])),
  );
}

describe('every change is checked', () => {
  const jobs = jobsOf('check.yml');

  test('by everything that runs on the Electron of the npm registry', () => {
    expect(jobs['test']).toContain('.ci/run');
  });

  test('by lint, types, unit and integration tests on macOS and Windows', () => {
    expect(jobs['systems']).toContain('os: [macos-15, windows-2025]');
    expect(jobs['systems']).toContain('npm run check');
    expect(jobs['systems']).toContain('npx vitest run');
  });

  test('end to end on the Electron that we ship on three systems, on Linux with all that a desktop needs', () => {
    const { electron = '' } = jobs;
    expect(electron).toContain('os: [ubuntu-24.04, macos-15, windows-2025]');
    const steps = ['npx install-electron', 'node build/run.mjs system-packages', 'run: npm run e2e'];
    const places = steps.map((step) => electron.indexOf(step));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
  });
});

test('each night lists in 10,000 random dialects are read', () => {
  const text = workflows.find(([name]) => name === 'nightly.yml')?.[1] ?? '';
  expect(text).toMatch(/^ {2}schedule:\n {4}- cron: "\d+ \d+ \* \* \*"$/m);
  expect(jobsOf('nightly.yml')['dialects']).toMatch(
    /npm test -- dialects\.fuzz\s+env:\s+MAX_DESK_NIGHTLY: "1"/,
  );
});

test('each week advisories are looked up, and a registry that has none to offer is a failure there', () => {
  const text = workflows.find(([name]) => name === 'weekly.yml')?.[1] ?? '';
  expect(text).toMatch(/^ {2}schedule:\n {4}- cron: "\d+ \d+ \* \* [0-6]"$/m);
  expect(jobsOf('weekly.yml')['advisories']).toContain('node build/run.mjs advisories --required');
});

test('the package is run with the Electron of people, before every change and every version', () => {
  for (const job of [jobsOf('check.yml')['electron'], jobsOf('package.yml')['package']]) {
    expect(job).toMatch(
      /npx install-electron[\s\S]*apparmor_restrict_unprivileged_userns=0[\s\S]*npm run package:check/,
    );
  }
});

describe('a tagged version', () => {
  const { package: job = '' } = jobsOf('package.yml');

  test('is packaged on three systems only if its package.json says the same', () => {
    expect(job).toContain('os: [ubuntu-24.04, macos-15, windows-2025]');
    expect(job.indexOf('The tag is the version')).toBeLessThan(job.indexOf('npm ci'));
  });

  test('is signed, its fuses are read back (R10), and it does not start once it was tampered with (R36)', () => {
    expect(job).toMatch(/-c\.forceCodeSigning=\$\{\{ runner\.os != 'Linux' \}\}/);
    expect(job).toContain('node build/run.mjs package-fuses');
    expect(job).toMatch(/if: runner\.os != 'Linux'\s+shell: bash\s+run: node build\/run\.mjs package-tamper/);
  });

  test('comes with checksums, a list of what is in it, and proof of where it was built', () => {
    expect(job).toMatch(/attest-build-provenance@.*\s+with:\s+subject-checksums: release\/SHA256SUMS/);
    for (const file of ['sbom.cdx.json', 'SHA256SUMS', '*.tgz']) expect(job).toContain(`release/${file}`);
  });
});
