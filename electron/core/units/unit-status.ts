/** What condition a service's word for a status means. */
import type { Unit } from '../../contract/units.ts';

type Condition = Unit['condition'];
type Meaning = Exclude<Condition, 'unknown'>;

/** Whole words, in the language of the service; what is not here means nothing. */
const words: Readonly<Record<Meaning, string>> = {
  entrapment: 'entrapment entrapments entrapped trapped einschluss personeneinschluss eingeschlossen',
  'out-of-service': `outofservice notinservice unavailable inoperative inoperable inoperational nonoperational
    inactive abnormal disabled deactivated fault faults faulty faulted failure failures failed failing fail stopped
    shutdown broken breakdown defect defects defective malfunction malfunctions malfunctioning error errors alarm
    alarms down störung störungen gestört defekt fehler ausfall ausgefallen`,
  limited: `limited restricted reduced degraded partial partially partly maintenance maint servicing inspection
    inspections inspecting test testing warning warnings repair repairs wartung inspektion prüfung eingeschränkt
    warnung`,
  'in-service': `inservice operational operating operative normal available running active ok okay working healthy
    betriebsbereit verfügbar`,
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
  [/\b(?:moving|going|travell?ing|driving|heading|running|trip|direction) (?:up|down)\b/g, 'moving'],
  [/\bnot fully\b/g, 'partially'],
  [/\bno longer\b|\bnicht mehr\b/g, 'not'],
];

/** "No …" is said of a trouble, "not …" of whatever comes next. */
const no = new Set(['no', 'without', 'zero', '0', 'free', 'kein', 'keine', 'keinen', 'ohne']);
const not = new Set(['not', 'non', 'nicht']);
const joining = new Set(['or', 'nor', 'oder', 'noch']);
/** After a trouble: there is none, or none any more. */
const over =
  /^(?:(?:is|are|was|were|has|have|been|now|wurde|ist) )*(?:(?:cleared|resolved|recovered|restored|rectified|fixed|over|ended|gone|inactive|free|none|false|zero|0|behoben|beseitigt)(?: |$)|not (?:active|present|detected|found)(?: |$)|no$)/;
const clauseEnd = /[,;|/()[\]{}!?•–—]+|\s-+\s|\.(?=\s|$)|\b(?:and|but|und|aber)\b/;

/** How many texts are remembered; a service has about ten. */
const mostRemembered = 256;
const remembered = new Map<string, Condition>();

/**
 * Which condition a status means. The worst that it says counts; what it denies ("No fault") or calls over ("Fault
 * cleared") is as good as in service. In doubt a trouble is one, and unknown words stay unknown.
 */
export function conditionOf(status: string): Condition {
  let found = remembered.get(status);
  if (found === undefined) {
    found = read(status);
    if (remembered.size < mostRemembered) remembered.set(status, found);
  }
  return found;
}

function read(status: string): Condition {
  const said = new Set<Meaning>();
  const plain = status.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toLowerCase();
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
  let isNot = false;
  for (let at = 0; at < clause.length; at += 1) {
    const word = clause[at] ?? '';
    const meaning = meanings.get(word);
    if (meaning === undefined) {
      isNo ||= no.has(word);
      isNot ||= not.has(word);
    } else if (meaning === 'in-service') {
      // Of "no active alarms" the alarms are denied.
      if (isNo && !isNot && clause.slice(at + 1).some(isTrouble)) continue;
      said.add(isNo || isNot ? 'out-of-service' : meaning);
      isNo = false;
      isNot = false;
    } else {
      const after = clause.slice(at + 1).join(' ');
      const end = over.exec(after)?.[0].trim();
      said.add(isNo || isNot || end !== undefined ? 'in-service' : meaning);
      if (end !== undefined) at += end.split(' ').length;
      // "No faults or alarms" denies both.
      isNo &&= joining.has(clause[at + 1] ?? '');
      isNot = false;
    }
  }
}

function isTrouble(word: string): boolean {
  const meaning = meanings.get(word);
  return meaning !== undefined && meaning !== 'in-service';
}
