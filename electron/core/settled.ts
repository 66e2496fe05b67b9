/** Waits until `current` has resolved, and each promise that has taken its place meanwhile. Rejects as they do. */
export async function settled(current: () => Promise<unknown>): Promise<void> {
  for (let read: Promise<unknown> | undefined; read !== current(); ) {
    read = current();
    await read;
  }
}
