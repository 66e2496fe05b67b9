/**
 * `npm run package:check`: packs the app without any download and looks into the package: what is in it, how large it
 * is, which fuses it sets, and what must not be there. electron-builder checks the configuration against its schema.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './bundle.ts';
import { root } from './bundles.ts';
import { packageFindings } from './package-findings.ts';
import { packForInspection } from './package-inspection.ts';

await ensureBuilt();
const packed = await packForInspection(path.join(root, 'build/electron-builder.yml'));
const findings = packageFindings(packed);
const size = [...packed.files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
for (const [name, { byteLength }] of packed.files) console.log(`${String(byteLength).padStart(9)}  ${name}`);
console.log(`${packed.files.size} files, ${size} bytes`);
for (const finding of findings) console.error(`- ${finding}`);
rmSync(packed.folder, { recursive: true });
if (findings.length === 0) console.log('The package is as it should be.');
// electron-builder leaves an exit status of its own behind.
process.exit(findings.length === 0 ? 0 : 1);
