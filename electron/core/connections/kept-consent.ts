import { addressesOf } from '../connection/addresses.ts';
import { identityId } from '../connection/connection-ids.ts';
import { identityEntries, subscriptionKeyEntry } from '../connection/stored-entries.ts';
import { toFailure } from '../errors.ts';
import type { SealedStore } from '../storage/sealed-store.ts';
import type { ConnectionChoice } from '../workplace.ts';
import type { createAgreements } from './agreements.ts';
import type { Consent } from './consent.ts';

interface KeptConsentParts {
  agreements: ReturnType<typeof createAgreements>;
  consent: Pick<Consent, 'ask'>;
  secrets: () => Pick<SealedStore, 'has' | 'persistence'>;
  /** Whether nobody needs to agree: the simulator, the organisation's, and what the start has named. */
  isExempt: (choice: ConnectionChoice) => boolean;
  /** The first paint: nobody is asked without a window. */
  painted: Promise<unknown>;
}

/**
 * Asks about a kept connection that nobody is known to have agreed to here: the files of the connections are not sealed, so
 * another program may have written this one, or have changed it.
 */
export function createKeptConsent({ agreements, consent, secrets, isExempt, painted }: KeptConsentParts) {
  /** To be called before somebody signs in or gives a key. Throws as `Consent.ask`. */
  async function assertAgreed(choice: ConnectionChoice): Promise<void> {
    if (isExempt(choice)) return;
    const { connection } = choice;
    if (!(await agreements.has(connection)))
      await consent.ask({ goOn: connection.name }, addressesOf(connection));
    agreements.note(connection);
    await agreements.keep(connection);
  }

  /** Whether there is a sign-in or a key that could be taken up. The keyring is not asked for more (R24). */
  function holdsSomething({ connection }: ConnectionChoice): boolean {
    const { tokens } = identityEntries(identityId(connection));
    return secrets().has(tokens, subscriptionKeyEntry(connection));
  }

  return {
    assertAgreed,
    /** Whether what is kept for it may be used without asking. */
    isAgreed: async (choice: ConnectionChoice) => isExempt(choice) || agreements.has(choice.connection),
    /**
     * Whether a sign-in and a key that are kept for it may be taken up; asks where that is not known. Does not throw.
     */
    async mayTakeUp(choice: ConnectionChoice): Promise<boolean> {
      try {
        if (isExempt(choice) || !holdsSomething(choice)) return true;
        const isAgreed = await agreements.has(choice.connection);
        // What is locked is not taken up either.
        if (!isAgreed && secrets().persistence().kind === 'memory') return true;
        if (!isAgreed) await painted;
        await assertAgreed(choice);
        return true;
      } catch (error) {
        // A disk that refuses is reported by who reads next.
        return toFailure(error).code === 'storage';
      }
    },
  };
}
