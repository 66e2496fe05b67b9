import { isDeepStrictEqual } from 'node:util';
import type { Proposal } from '../../contract/setup.ts';
import { addressesOf, isPublished, isSameAddress } from '../connection/addresses.ts';
import type { Connection } from '../connection/connection-file.ts';
import { connectionId, identityId } from '../connection/connection-ids.ts';
import { parseLearned } from '../connection/learned-reading.ts';
import { AppError, toFailure } from '../errors.ts';
import type { Log } from '../ports.ts';
import type { ConnectionText } from './known-connections.ts';

/** Further proposals are left out: so many do not come from a person. */
const mostWaiting = 5;

type ReadText = () => ConnectionText | Promise<ConnectionText>;

interface Waiting {
  proposal: Proposal;
  file: ConnectionText | undefined;
  connection: Connection | undefined;
}

export interface ProposalsParts {
  kept: () => readonly Connection[];
  /** The open connection, kept or not: proposing it again would be pointless. */
  opened: () => Connection | undefined;
  /** Throws if a connection is not allowed. */
  allow: (connection: Connection) => void;
  log: Log;
  /** Called after `current()` has changed. */
  onChange: () => void;
}

/** Connections from outside that wait for the user's decision, oldest first. Nothing is done with them before that. */
export function createProposals({ kept, opened, allow, log, onChange }: ProposalsParts) {
  let waiting: Waiting[] = [];
  let count = 0;

  function take(id: number): Waiting {
    const [first] = waiting;
    if (first?.proposal.id !== id) throw new AppError('bad-request', 'This proposal is not there any more.');
    return first;
  }
  function removeFirst(): void {
    waiting = waiting.slice(1);
    onChange();
  }

  return {
    current: () => waiting[0]?.proposal ?? null,
    /** @param read returns the file's text; if it throws, the error is shown instead of the connection */
    async offer(source: Proposal['source'], read: ReadText): Promise<void> {
      const next = await waitingOf(source, read, { kept, allow });
      if (next.connection !== undefined && isDeepStrictEqual(next.connection, opened())) return;
      const isThere = waiting.some(({ file }) => file !== undefined && file.text === next.file?.text);
      if (isThere || waiting.length >= mostWaiting) return log.warn('a proposal was left out', { source });
      count += 1;
      waiting.push({ ...next, proposal: { ...next.proposal, id: count } });
      onChange();
    },
    /** Removes it from the queue. Throws `bad-request` if it is not the current one or is invalid. */
    accept(id: number): ConnectionText {
      const { file } = take(id);
      if (!file) throw new AppError('bad-request', 'A broken connection cannot be added.');
      removeFirst();
      return file;
    },
    /** The same, but it may be invalid. */
    decline(id: number): void {
      take(id);
      removeFirst();
    },
  };
}

async function waitingOf(
  source: Proposal['source'],
  read: ReadText,
  { kept, allow }: Pick<ProposalsParts, 'kept' | 'allow'>,
): Promise<Waiting> {
  try {
    const file = await read();
    const { text, connection } = parseLearned(file.text, file.origin || 'The link', kept());
    allow(connection);
    return { file: { ...file, text }, connection, proposal: proposalOf(source, connection, kept()) };
  } catch (error) {
    const proposal = { ...nothing, source, problem: toFailure(error) };
    return { file: undefined, connection: undefined, proposal };
  }
}

const nothing: Proposal = {
  id: 0,
  source: 'link',
  name: '',
  addresses: [],
  sharesSignIn: null,
  fields: {},
  statuses: {},
  replaces: null,
  problem: null,
};

function proposalOf(
  source: Proposal['source'],
  connection: Connection,
  kept: readonly Connection[],
): Proposal {
  const known = kept.flatMap(addressesOf);
  const id = connectionId(connection);
  const identity = identityId(connection);
  return {
    ...nothing,
    source,
    name: connection.name,
    addresses: addressesOf(connection).map((each) => ({
      ...each,
      isKnown: isPublished(each) || known.some((other) => isSameAddress(each, other)),
    })),
    sharesSignIn: kept.find((each) => identityId(each) === identity)?.name ?? null,
    fields: connection.api.fields ?? {},
    statuses: connection.api.statuses ?? {},
    replaces: kept.find((each) => connectionId(each) === id)?.name ?? null,
  };
}
