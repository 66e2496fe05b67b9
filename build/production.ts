/**
 * Runs `work` with NODE_ENV "production" and restores it afterwards, so that the build is the same for every caller: a
 * test runner sets "test", with which Vite would use React's development version, including paths of this computer.
 */
export async function inProduction(work: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
}
