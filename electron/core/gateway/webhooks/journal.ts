import { constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { unitConditions } from '../../../contract/names.ts';
import type { Unit } from '../../../contract/units.ts';
import { AppError } from '../../errors.ts';
import { isRecord, jsonIn } from '../../json.ts';
import type { Clock } from '../../ports.ts';
import { readIfThere } from '../../storage/replace-file.ts';
import { orStorageFault } from '../../storage/storage-fault.ts';
import { assertTrustedFolder, openTrusted } from '../../storage/trusted-path.ts';
import type { Delivery } from './delivery-queue.ts';
import { createWebhookJournalFile } from './journal-file.ts';

type Condition = Unit['condition'];

/** What waits for a receiver, by its name. */
export interface Owed {
  webhook: string;
  delivery: Delivery;
}

const head = JSON.stringify({ format: 'max-desk-webhooks', version: 1 });

export type Journal = ReturnType<typeof openJournal>;

/**
 * The file that keeps what is not delivered yet, and the condition of each unit that was told last, so that a start finds
 * out what changed while nobody looked. A file of lines, to which is added: a killed process loses nothing that was added, a torn
 * last line is left out, one that cannot be read costs only itself. It holds no secret, and is its owner's. Throws
 * `storage`; a disk that refuses later is told of once, and what comes then is kept in memory until it takes all again, which is
 * tried by time.
 * A sign-out removes the file: then all is forgotten here, too, and nothing is kept any more (R28).
 */
export function openJournal(file: string, tell: (text: string) => void, clock: Pick<Clock, 'later'>) {
  const owed = new Map<string, Owed>();
  const conditions = new Map<string, Condition>();
  let isOver = false;
  const lines = createWebhookJournalFile({ file, tell, clock, all: allLines, hasEnded });

  const read = (line: string): boolean => apply(jsonIn(line), owed, conditions);

  function open(): void {
    const text = readTrusted(file);
    assertKnown(text, file);
    const found = text.split('\n').filter((line) => line !== '' && line !== head);
    // Of these the last may be half a line.
    const damaged = found.filter((line) => !read(line)).length - (text.endsWith('\n') || text === '' ? 0 : 1);
    if (damaged > 0) tell(`${file} is damaged: ${damaged} of its lines are left out, the others count.`);
    lines.rewrite();
  }

  function allLines(): string[] {
    return [
      head,
      ...[...conditions].map(([unit, condition]) => conditionLine(unit, condition)),
      ...[...owed.values()].map(owedLine),
    ];
  }

  /** Whether it counts no more: it is closed, or somebody has signed out. */
  function hasEnded(): boolean {
    if (!isOver && lines.isRemoved()) {
      isOver = true;
      owed.clear();
      conditions.clear();
      lines.close();
      tell(
        `${file} is gone, as after a sign-out: what waited is not sent, nor anything else until the next start.`,
      );
    }
    return isOver;
  }

  assertTrustedFolder(path.dirname(file));
  orStorageFault(file, () => mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 }));
  open();
  return {
    /** What waits, in the order in which it came. */
    owed: (): readonly Owed[] => [...owed.values()],
    /** Whether it still waits: after a sign-out nothing does. */
    isOwed: ({ id }: Delivery): boolean => !hasEnded() && owed.has(id),
    /** The condition that was told last, or seen first. */
    condition: (unit: string) => conditions.get(unit),
    /** Keeps what is to be sent now, and the conditions that go with it. */
    keep(news: readonly Owed[], known: readonly (readonly [unit: string, condition: Condition])[]): void {
      if (hasEnded()) return;
      for (const each of news) owed.set(each.delivery.id, each);
      for (const [unit, condition] of known) conditions.set(unit, condition);
      // In this order: half of it written, a change is told twice rather than not at all.
      lines.add([...news.map(owedLine), ...known.map(([unit, condition]) => conditionLine(unit, condition))]);
    },
    /** These wait no more. */
    settle(deliveries: readonly Delivery[]): void {
      if (hasEnded()) return;
      const known = deliveries.filter(({ id }) => owed.delete(id));
      lines.add(known.map(({ id }) => JSON.stringify({ over: id })));
    },
    /** What a disk has refused is tried once more before. */
    close(): void {
      lines.close();
      isOver = true;
    },
  };
}

function readTrusted(file: string): string {
  return orStorageFault(file, () =>
    String(readIfThere(file, (each) => openTrusted(each, constants.O_RDONLY)) ?? ''),
  );
}

/** A newer version may have kept what this one would throw away. */
function assertKnown(text: string, file: string): void {
  const first = jsonIn(text.split('\n', 1)[0]);
  if (!isRecord(first) || first['version'] === undefined || first['version'] === 1) return;
  throw new AppError('storage', `${file} was written by a newer version of MAX Desk.`, {
    hint: 'Use that version, or remove the file: what waits in it is not sent then.',
    details: { file, text: 'is of a newer version' },
  });
}

function owedLine({ webhook, delivery }: Owed): string {
  return JSON.stringify({ owed: webhook, ...delivery });
}

function conditionLine(unit: string, condition: Condition): string {
  return JSON.stringify({ unit, condition });
}

/** Applies a line; false if it is none. */
function apply(line: unknown, owed: Map<string, Owed>, conditions: Map<string, Condition>): boolean {
  if (!isRecord(line)) return false;
  const { owed: webhook, id, unit, body, over, condition } = line;
  if (typeof over === 'string') {
    owed.delete(over);
    return true;
  }
  if (typeof unit !== 'string') return false;
  if (condition !== undefined) {
    const known = unitConditions.find((each) => each === condition);
    if (known) conditions.set(unit, known);
    return known !== undefined;
  }
  if (typeof webhook !== 'string' || typeof id !== 'string' || typeof body !== 'string') return false;
  owed.set(id, { webhook, delivery: { id, unit, body } });
  return true;
}
