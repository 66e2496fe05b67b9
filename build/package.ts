/**
 * `npm run package [-- ARGUMENTS OF electron-builder]`: builds installers and the command line into release/, with
 * checksums and an SBOM. Signing and notarisation are configured in the environment: CSC_LINK, CSC_KEY_PASSWORD,
 * WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD, APPLE_API_KEY, APPLE_API_KEY_ID, APPLE_API_ISSUER. So is the publisher:
 * MAX_DESK_UPDATE_URL is the update feed, MAX_DESK_HOMEPAGE the website, and MAX_DESK_MAINTAINER "Name <mail address>",
 * which Linux packages and an MSI require.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { buildAll } from './bundle.ts';
import { root } from './bundles.ts';
import { billOfMaterials } from './packaging/bill-of-materials.ts';
import { packCommandLine } from './packaging/command-line-package.ts';
import { readPublisher } from './packaging/package-publisher.ts';

const release = path.join(root, 'release');
const installers = /\.(exe|msi|dmg|zip|AppImage|deb|rpm|tgz|yml|blockmap)$/;

const publisher = readPublisher(process.env);
if ('missing' in publisher) {
  console.error(publisher.missing);
  process.exit(2);
}
await rm(release, { recursive: true, force: true });
await buildAll();
const builder = path.join(root, 'node_modules/electron-builder/cli.js');
const config = path.join(root, 'build/electron-builder.yml');
const given = [...publisher.options, ...process.argv.slice(2)];
run(process.execPath, builder, '--config', config, '--publish', 'never', ...given);
packCommandLine(release);
await writeFile(path.join(release, 'sbom.cdx.json'), billOfMaterials());
await writeFile(path.join(release, 'SHA256SUMS'), await checksums());
console.log(`Packaged into ${release}`);

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** In the format that `sha256sum --check` reads. */
async function checksums(): Promise<string> {
  const names = (await readdir(release)).filter((name) => installers.test(name) || name.startsWith('sbom'));
  const lines = await Promise.all(
    names.sort().map(async (name) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path.join(release, name)), hash);
      return `${hash.digest('hex')}  ${name}\n`;
    }),
  );
  return lines.join('');
}
