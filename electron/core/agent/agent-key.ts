import type { SealedStore } from '../storage/sealed-store.ts';
import { createSigningKey, type SigningKey, signingKeyOf, signingKeyText } from './keys.ts';

const entry = 'agent-key';

/** The agent's own key, by which programs know it again: made at the first question, and kept sealed. */
export function createAgentKey(store: () => SealedStore): () => Promise<SigningKey> {
  let key: Promise<SigningKey> | undefined;

  async function find(): Promise<SigningKey> {
    const text = store().has(entry) ? await store().read(entry) : undefined;
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
