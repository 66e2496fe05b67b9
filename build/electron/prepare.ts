import { SetupProblem } from './problem.ts';
import { obtainElectron } from './runtime.ts';
import { installMissing } from './system-packages.ts';

/**
 * Installs an Electron and the system packages that it needs, without asking the user. Prints one line if something is
 * missing: the tests that need it are skipped with the same reason, all others run.
 */
export async function prepareElectron(): Promise<void> {
  try {
    installMissing();
    await obtainElectron();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(error.message);
  }
}
