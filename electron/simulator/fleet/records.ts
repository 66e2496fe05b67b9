import { at, diceOf, pick } from './sites.ts';

/** What belongs to a unit or a person besides the list of units. Made up, as the units are. */
interface WorkOrder {
  readonly workOrderId: string;
  readonly unitId: string;
  readonly subject: string;
  readonly priority: string;
  readonly state: string;
  /** Who does it; null for nobody yet. */
  readonly technician: string | null;
  readonly hours: number;
  readonly createdAt: string;
  readonly dueAt: string;
}

interface Notification {
  readonly notificationId: string;
  readonly title: string;
  readonly text: string;
  readonly read: boolean;
  readonly createdAt: string;
}

export interface UnitDocument {
  readonly documentId: string;
  readonly unitId: string;
  readonly title: string;
  readonly fileName: string;
  readonly createdAt: string;
}

export type Records = ReturnType<typeof createRecords>;

const DAY_MS = 86_400_000;
const SUBJECTS = [
  'Door does not close',
  'Regular maintenance',
  'Car light flickers',
  'Levelling out of tolerance',
  'Emergency call tested',
  'Handrail replaced',
];
const PRIORITIES = ['Low', 'Normal', 'High'];
const TECHNICIANS = ['Kim Berger', 'Łukasz Nowak', 'Noa Santos', null];
const NOTIFICATIONS = [
  ['Maintenance planned', 'A technician comes on Thursday between 8 and 12.'],
  ['Inspection passed', 'The report is among the documents of the unit.'],
  ['Quarterly report', 'The availability of your units is ready to be read.'],
] as const;
const DOCUMENTS = [
  ['Inspection report', 'Inspection report.pdf'],
  ['Operating manual', 'Betriebsanleitung für Betreiber.pdf'],
  ['Spare parts', 'Spare parts, illustrated.pdf'],
] as const;

/** How ids begin, as for those of units. */
const PREFIXES = { text: '', number: '9007199254', zeros: '00' };

/** The same seed gives the same records for the same unit; they end at the start of the day of `startedAt` (ms). */
export function createRecords(seed: number, startedAt: number, ids: keyof typeof PREFIXES = 'text') {
  const dice = diceOf(seed);
  const day = Math.floor(startedAt / DAY_MS) * DAY_MS;
  const idOf = (kind: string, number: number) => `${ids === 'text' ? kind : PREFIXES[ids]}${number}`;
  const daysAgo = (days: number) => new Date(day - days * DAY_MS).toISOString();
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);

  return {
    workOrders(unitId: string): WorkOrder[] {
      const unit = numberOf(unitId);
      return many(1 + Math.floor(dice(unit, 70) * 6)).map((index) => {
        const roll = (question: number) => dice(unit + index, question);
        const age = 2 + index * 40 + Math.floor(roll(71) * 30);
        const technician = pick(TECHNICIANS, roll(72));
        return {
          workOrderId: idOf('WO-', unit * 10 + index),
          unitId,
          subject: pick(SUBJECTS, roll(73)),
          priority: pick(PRIORITIES, roll(74)),
          state: index > 0 ? 'Done' : technician === null ? 'Open' : 'In progress',
          technician,
          hours: Math.round(roll(75) * 16) / 4,
          createdAt: daysAgo(age),
          dueAt: daysAgo(age - 14),
        };
      });
    },
    documents(unitId: string): UnitDocument[] {
      const unit = numberOf(unitId);
      return many(DOCUMENTS.length).map((index) => {
        const [title, fileName] = at(DOCUMENTS, index);
        const createdAt = daysAgo(90 + Math.floor(dice(unit + index, 80) * 900));
        return { documentId: idOf('D-', unit * 10 + index), unitId, title, fileName, createdAt };
      });
    },
    notifications(): Notification[] {
      return NOTIFICATIONS.map(([title, text], index) => ({
        notificationId: idOf('N-', 40_000_000 + index),
        title,
        text,
        read: index > 0,
        createdAt: daysAgo(3 + index * 11),
      }));
    },
  };
}

function numberOf(unitId: string): number {
  // An id of a recording may be any text.
  return Number(unitId.replace(/\D/g, '').slice(-8));
}
