/** The bill of materials that goes with the packages: every package of the lockfile, with its hash. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../bundles.ts';

/**
 * In CycloneDX's JSON, including development dependencies: npm counts bundled packages among them. From the lockfile,
 * so that it is the same on every system. Throws if npm cannot make it, or if it differs from the lockfile.
 */
export function billOfMaterials(): string {
  const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const shell = process.platform === 'win32';
  const { status, stdout } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    shell,
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error('npm sbom failed.');
  const findings = billFindings(stdout, readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  if (findings.length > 0) throw new Error(`The bill of materials is wrong:\n${findings.join('\n')}`);
  return stdout;
}

interface Bill {
  components?: {
    group?: string;
    name?: string;
    version?: string;
    purl?: string;
    hashes?: { alg?: string; content?: string }[];
  }[];
}
interface Lockfile {
  packages?: Record<string, { name?: string; version?: string; integrity?: string }>;
}

/** How a bill of materials differs from a lockfile, both as text; empty if each names what the other does. */
export function billFindings(bill: string, lockfile: string): string[] {
  const listed = new Map(((JSON.parse(bill) as Bill).components ?? []).map(listedEntry));
  const locked = new Map<string, string | undefined>(
    Object.entries((JSON.parse(lockfile) as Lockfile).packages ?? {})
      .filter(([place]) => place !== '')
      .map(([place, { name = place.split('node_modules/').at(-1), version, integrity }]) => [
        `${name}@${version}`,
        integrity,
      ]),
  );
  return [
    ...[...locked.keys()].filter((name) => !listed.has(name)).map((name) => `${name} is missing.`),
    ...[...listed].flatMap(([name, { hash, address }]) => {
      if (!locked.has(name)) return [`${name} is not in the lockfile.`];
      if (hash === undefined || hash !== locked.get(name))
        return [`${name} has another hash than in the lockfile.`];
      return address === addressOf(name) ? [] : [`${name} has the address ${address}.`];
    }),
  ];
}

type Component = NonNullable<Bill['components']>[number];
interface Listed {
  hash: string | undefined;
  address: string | undefined;
}

/** Its hash as the lockfile writes it: `sha512-` and base64. */
function listedEntry(component: Component): [name: string, found: Listed] {
  const { group, name = '', version, purl, hashes = [] } = component;
  const sha512 = hashes.find(({ alg }) => alg === 'SHA-512')?.content;
  const hash = sha512 === undefined ? undefined : `sha512-${Buffer.from(sha512, 'hex').toString('base64')}`;
  const whole = group === undefined ? name : `${group}/${name}`;
  return [`${whole}@${version}`, { hash, address: purl }];
}

/** The package's address by the specification of package URLs. */
function addressOf(nameAndVersion: string): string {
  return `pkg:npm/${nameAndVersion.replace(/^@/, '%40')}`;
}
