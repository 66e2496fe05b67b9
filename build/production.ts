/**
 * Runs `work` with NODE_ENV "production", and puts it back. What is built is what ships, whoever asks: a test runner sets
 * it to "test", by which Vite would take React's version for development, with paths of this computer in it.
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
