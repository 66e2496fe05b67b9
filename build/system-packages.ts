/** `node build/run.mjs system-packages`: installs what the specs on Electron need of Linux, where that needs no password. */
import { orSetupProblem } from './electron/problem.ts';
import { installMissing } from './electron/system-packages.ts';

await orSetupProblem(async () => installMissing());
