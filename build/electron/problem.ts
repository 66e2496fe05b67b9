/** Something that the computer lacks, in one line that says what to do. Scripts print its message and end with status 1. */
export class SetupProblem extends Error {}

/** Runs a script. A `SetupProblem` ends it with its one line and status 1; everything else keeps its stack. */
export async function orSetupProblem(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
