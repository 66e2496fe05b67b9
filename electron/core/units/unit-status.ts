/** What condition a service's word for a status means. */
import type { Unit } from '../../contract/units.ts';
import type { UnitReading } from '../connection/unit-reading.ts';

type Condition = Unit['condition'];
type Meaning = Exclude<Condition, 'unknown'>;

/** Whole words, in the language of the service; what is not here means nothing. */
const words: Readonly<Record<Meaning, string>> = {
  entrapment: `entrapment entrapments entrapped trapped einschluss personeneinschluss eingeschlossen
    eingeschlossene eingeschlossener`,
  'out-of-service': `outofservice notinservice unavailable inoperative inoperable inoperational nonoperational
    inactive abnormal disabled deactivated fault faults faulty faulted failure failures failed failing fail stopped
    shutdown broken breakdown defect defects defective malfunction malfunctions malfunctioning error errors alarm
    alarms down blocked stuck jammed störung störungen gestört defekt fehler ausfall ausgefallen blockiert`,
  limited: `limited limitation limitations restricted restriction restrictions reduced degraded partial partially partly
    maintenance maint servicing inspection inspections inspecting test testing warning warnings repair repairs wartung
    inspektion prüfung eingeschränkt warnung`,
  'in-service': `inservice operational operating operative normal available running active ok okay working healthy
    betriebsbereit verfügbar normalbetrieb störungsfrei fehlerfrei`,
};
const meanings = new Map<string, Meaning>(
  (Object.keys(words) as Meaning[]).flatMap((meaning) =>
    words[meaning].split(/\s+/).map((word): [string, Meaning] => [word, meaning]),
  ),
);

/** Several words that mean one. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bout ?of ?(?:service|order|operation|use)\b|(?<= |^)(?:außer|ausser) betrieb\b/g, 'outofservice'],
  [/\bin (?:service|operation|betrieb)\b/g, 'inservice'],
  [/\bservice mode\b/g, 'maintenance'],
  [/\bemergency stop\b/g, 'stopped'],
  [/\bshut down\b/g, 'shutdown'],
  [/\bstopped at (?:a |the )?(?:floor|level|landing)\b/g, 'standing'],
  [/\b(moving|going|travell?ing|driving|heading|running|trip|direction) (?:up|down)\b/g, '$1'],
  [
    /\bno (?:data|information|signal) available\b|\b(?:data|information|signal) (?:not |un)available\b/g,
    'nodata',
  ],
  [/\bnot fully\b/g, 'partially'],
  [/\bno longer\b|\bnicht mehr\b|\b(?:is|are|was|were|do|does|did|ca|has|have|wo)n t\b/g, 'not'],
  [/\bfree (?:of|from)\b|\bfrei von\b/g, 'no'],
  // "No 3" is a number.
  [/\bno (?=\d)/g, ''],
];

/** "No …" is said of a trouble, "not …" of what comes next. */
const no = new Set(['no', 'without', 'zero', '0', 'kein', 'keine', 'keinen', 'ohne']);
const not = new Set(['not', 'non', 'nicht']);
/** Right before a trouble: it is denied, and not something else that does not happen because of it. */
const notBefore = /(?:^| )(?:not|non|nicht)(?: (?:yet|currently|now|in|under|a|an|any|been|being))*$/;
const joining = ['or', 'nor', 'oder', 'noch'];
/** What may stand between "no" and the trouble that it denies. "No contact, fault" and "No door zone: fault" have one. */
const between = new Set(
  `any current currently known more further other new open pending reported critical major person persons passenger
    passengers people one aktuelle bekannte weitere neue offene kritische personen fahrgäste`
    .split(/\s+/)
    .concat(joining),
);
/** After a trouble: there is none, or none any more. */
const over =
  /^(?:(?:is|are|was|were|has|have|been|now|wurde|ist) )*(?:(?:cleared|resolved|recovered|restored|rectified|fixed|ended|gone|inactive|none|false|behoben|beseitigt)(?: |$)|not (?:active|present|detected|found)(?: |$)|(?:(?:persons?|passengers?|people|personen|codes?|counts?|number|active|aktiv) )*(?:over|free|zero|0|no|nein|none)$)/;
/** After what is good: it is not so. */
const untrue = /^(?:is )?(?:no|nein|false|0)$/;
/** A colon before "none" or a number says how many there are. */
const clauseEnd =
  /:(?!\s*(?:0|zero|none|no|nein|false)\b)|[,;|/()[\]{}!?•–—]+|\s-+\s|\.(?=\s|$)|\b(?:and|but|und|aber)\b/;

/** How many texts are remembered: a service has about ten, but some write codes or times into them. */
const mostRemembered = 4_096;
/** What follows is not read, characters: a status is a few words. */
const longest = 500;
const remembered = new Map<string, Condition>();

/** Which condition a status means on a connection: what its file says of the whole text, else as `conditionOf`. */
export function conditionsOf(statuses: UnitReading['statuses'] = {}): (status: string) => Condition {
  const own = new Map(Object.entries(statuses).map(([status, condition]) => [folded(status), condition]));
  if (own.size === 0) return conditionOf;
  return (status) => own.get(folded(status)) ?? conditionOf(status);
}

const folded = (status: string) => status.trim().toLowerCase();

/**
 * Which condition a status means. The worst that it says counts; what it denies ("No fault") or calls over ("Fault
 * cleared") is as good as in service. In doubt a trouble is one, and unknown words stay unknown.
 */
export function conditionOf(status: string): Condition {
  let found = remembered.get(status);
  if (found === undefined) {
    found = read(status.slice(0, longest));
    if (remembered.size >= mostRemembered) remembered.clear();
    if (status.length <= longest) remembered.set(status, found);
  }
  return found;
}

function read(status: string): Condition {
  const said = new Set<Meaning>();
  const plain = status.replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})/gu, ' ').toLowerCase();
  for (const part of plain.split(clauseEnd)) {
    let clause = part.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    for (const [phrase, word] of phrases) clause = clause.replace(phrase, word);
    listen(clause.split(' '), said);
  }
  const byWeight: Meaning[] = ['entrapment', 'out-of-service', 'limited', 'in-service'];
  return byWeight.find((meaning) => said.has(meaning)) ?? 'unknown';
}

/** Adds what a clause says. */
function listen(clause: readonly string[], said: Set<Meaning>): void {
  let isNo = false;
  /** Whether a trouble that comes now would be denied. */
  let denies = false;
  let isNot = false;
  for (let at = 0; at < clause.length; at += 1) {
    const word = clause[at] ?? '';
    const meaning = meanings.get(word);
    const after = () => clause.slice(at + 1).join(' ');
    if (meaning === undefined) {
      // "Level 0 fault" has a fault.
      const saysNo = no.has(word) && (word !== '0' || at === 0 || meanings.has(clause[at - 1] ?? ''));
      isNo ||= saysNo;
      denies = saysNo || (denies && between.has(word));
      isNot ||= not.has(word);
    } else if (meaning === 'in-service') {
      // Of "no active alarms" the alarms are denied.
      if (isNo && !isNot && clause.slice(at + 1).some(isTrouble)) continue;
      said.add(isNo || isNot || untrue.test(after()) ? 'out-of-service' : meaning);
      isNo = false;
      denies = false;
      isNot = false;
    } else {
      const end = over.exec(after())?.[0].trim();
      const isDenied = denies || end !== undefined || notBefore.test(clause.slice(0, at).join(' '));
      said.add(isDenied ? 'in-service' : meaning);
      if (end !== undefined) at += end.split(' ').length;
      // "No faults or alarms" denies both.
      denies &&= joining.includes(clause[at + 1] ?? '');
      isNo = denies;
      isNot = false;
    }
  }
}

function isTrouble(word: string): boolean {
  const meaning = meanings.get(word);
  return meaning !== undefined && meaning !== 'in-service';
}
