/** What a bench found, as a section of RESULTS.md. */
import { describeMachine } from './machine.ts';
import type { Peers } from './peers.ts';

export const benches = [
  'grid',
  'hub',
  'session',
  'cli',
  'serve',
  'agent',
  'start',
  'large',
  'page',
  'memory',
  'ledger',
  'soak',
  'serve-soak',
  'wall',
] as const;
export type BenchName = (typeof benches)[number];
/** They last an hour. */
export const soaks: readonly BenchName[] = ['soak', 'serve-soak', 'wall'];

/** `ratio`: ours divided by the peer's. `value`: ours by itself. Both are limits from above unless `atLeast`. */
export interface Target {
  of: 'ratio' | 'value';
  limit: number;
  atLeast?: true;
}

/** One measure: ours beside the peers of the same run. */
export interface Comparison {
  what: string;
  unit: string;
  ours: number;
  /** By name; empty where there is nothing to compare with, or it is not installed. */
  peers: Readonly<Record<string, number>>;
  /** The peer that the ratio is against; the best of them unless it is named. */
  against?: string;
  target?: Target;
}

export interface Findings {
  name: BenchName;
  title: string;
  comparisons: Comparison[];
  /** Conditions, causes of what was missed, what was not measured. */
  notes: string[];
  /** Of the machine when it began; filled in by who runs it. */
  loadBefore?: number;
}

/** `tiny` proves that a bench works; what it measures means nothing. */
export type BenchSize = 'usual' | 'quick' | 'tiny';

/** What the file of a bench exports as `run`. `minutes` is how long a soak lasts, if not as usual. */
export type RunBench = (size: BenchSize, peers: Peers, minutes?: number) => Promise<Findings>;

/** How a measure did: `none` has no target, `unmeasured` lacks the peer. */
export type Verdict = 'met' | 'MISSED' | 'unmeasured' | 'none';

/** The peer's value that ours is divided by; the lowest of several. */
function reference({ peers, against }: Comparison): [name: string, value: number] | undefined {
  if (against !== undefined) {
    const value = peers[against];
    return value === undefined ? undefined : [against, value];
  }
  return Object.entries(peers).sort(([, a], [, b]) => a - b)[0];
}

/** Ours divided by the peer's; undefined without a peer, or when it has nothing to divide by. */
export function ratioOf(comparison: Comparison): number | undefined {
  const found = reference(comparison);
  return found === undefined || found[1] === 0 ? undefined : comparison.ours / found[1];
}

export function verdictOf(comparison: Comparison): Verdict {
  const { target, ours } = comparison;
  if (target === undefined) return 'none';
  const value = target.of === 'value' ? ours : ratioOf(comparison);
  if (value === undefined || Number.isNaN(value)) return 'unmeasured';
  return (target.atLeast ? value >= target.limit : value <= target.limit) ? 'met' : 'MISSED';
}

/** A section with its conditions: ratios first, absolute numbers after them. */
export function toMarkdown(findings: Findings): string {
  const rows = findings.comparisons.map((comparison) => `| ${cells(comparison).join(' | ')} |`);
  return [
    `## ${findings.title}`,
    '',
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. ${describeMachine(findings.loadBefore)}.`,
    '',
    '| what | ratio | against | target | | ours | peers |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    ...findings.notes.map((note) => `- ${note}`),
  ]
    .join('\n')
    .trimEnd();
}

function cells(comparison: Comparison): string[] {
  const { what, unit, ours, peers, target } = comparison;
  const ratio = ratioOf(comparison);
  const verdict = verdictOf(comparison);
  return [
    what,
    ratio === undefined ? '–' : `${number(ratio)}×`,
    reference(comparison)?.[0] ?? '–',
    target === undefined ? '' : targetText(target, unit),
    verdict === 'none' ? '' : verdict,
    `${number(ours)} ${unit}`,
    Object.entries(peers)
      .map(([name, value]) => `${name} ${number(value)}`)
      .join(', ') || '–',
  ];
}

function targetText({ of, limit, atLeast }: Target, unit: string): string {
  return `${atLeast ? '≥' : '≤'} ${of === 'ratio' ? `${limit}×` : `${limit} ${unit}`}`;
}

/** Three digits that count; whole from a hundred on. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
