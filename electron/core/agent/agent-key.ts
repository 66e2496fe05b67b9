import type { SealedStore } from '../storage/sealed-store.ts';
import { createSigningKey, type SigningKey, signingKeyOf, signingKeyText } from './keys.ts';

const entry = 'agent-key';

/** The agent's own key, by which programs know it again: made at the first question, and kept sealed. */
export function createAgentKey(store: () => SealedStore): () => Promise<SigningKey> {
  let key: Promise<SigningKey> | undefined;
  /** While the kept one cannot be read; never kept, because it would replace that one. */
  let spare: SigningKey | undefined;

  async function find(): Promise<SigningKey> {
    const text = store().has(entry) ? await store().read(entry) : undefined;
    // Locked, or of a newer version: looked at again at the next question. A damaged one is gone after it was read.
    if (text === undefined && store().has(entry)) {
      key = undefined;
      spare ??= createSigningKey();
      return spare;
    }
    const kept = text === undefined ? undefined : keyIn(text);
    if (kept) return kept;
    const made = createSigningKey();
    await store().write(entry, signingKeyText(made));
    return made;
  }

  return () => {
    key ??= find();
    return key;
  };
}

function keyIn(text: string): SigningKey | undefined {
  try {
    return signingKeyOf(text);
  } catch {
    return undefined;
  }
}
