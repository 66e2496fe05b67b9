/** `node build/run.mjs system-packages`: installs the specs' Linux packages if that needs no password. */
import { orSetupProblem } from './electron/problem.ts';
import { installMissing } from './electron/system-packages.ts';

await orSetupProblem(async () => installMissing());
