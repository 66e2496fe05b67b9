/** Reads the fuses of the app that was packaged for this system (R10). For the release workflow. */
import { fuseFindings } from './packaging/package-findings.ts';
import { readFuses } from './packaging/package-inspection.ts';
import { packagedApp } from './packaging/packaged-app.ts';

const findings = fuseFindings(await readFuses(packagedApp().fuses));
for (const finding of findings) console.error(`- ${finding}`);
if (findings.length > 0) process.exitCode = 1;
else console.log('Every fuse is as it must be.');
