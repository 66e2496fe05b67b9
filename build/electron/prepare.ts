import { SetupProblem } from './problem.ts';
import { obtainElectron } from './runtime.ts';
import { installMissing } from './system-packages.ts';

/**
 * Brings an Electron and what it needs of the system, where that needs nobody. What cannot be had is said in its one line: the
 * tests that need it say so too, and the others run.
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
