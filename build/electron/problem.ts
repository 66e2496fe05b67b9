/** Something is missing on this computer; the message is one line with a solution. Scripts print it and exit with 1. */
export class SetupProblem extends Error {}

/** Runs a script. Prints a `SetupProblem` as one line and sets exit status 1; other errors keep their stack. */
export async function orSetupProblem(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
