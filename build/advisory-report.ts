export interface Advisories {
  /** For people, one advisory a line. */
  text: string;
  /** `grave`: one is high or critical. `not-offered`: the registry did not answer the question. */
  outcome: 'none' | 'some' | 'grave' | 'not-offered';
}

interface Report {
  message?: string;
  vulnerabilities?: Record<string, { severity?: string; range?: string; via?: unknown[] }>;
}

const grave: readonly unknown[] = ['high', 'critical'];

/** What `npm audit --json` has printed, read. */
export function readAdvisories(json: string): Advisories {
  const report = reportIn(json);
  if (report?.vulnerabilities === undefined) {
    const reason = report?.message ?? 'npm audit printed no report';
    return { text: `Advisories were NOT looked up: ${reason}.`, outcome: 'not-offered' };
  }
  const all = Object.entries(report.vulnerabilities);
  if (all.length === 0)
    return { text: 'The registry knows no advisory for what is locked.', outcome: 'none' };
  const lines = all.map(
    ([name, { severity, range, via = [] }]) =>
      `${severity}: ${name} ${range}: ${via.map(titleOf).join('; ')}`,
  );
  const isGrave = all.some(([, { severity }]) => grave.includes(severity));
  return { text: lines.join('\n'), outcome: isGrave ? 'grave' : 'some' };
}

function reportIn(json: string): Report | undefined {
  try {
    return JSON.parse(json) as Report;
  } catch {
    return undefined;
  }
}

/** An advisory, or the name of the package that brings it along. */
function titleOf(via: unknown): string {
  if (typeof via !== 'object' || via === null) return `by ${String(via)}`;
  const { title = 'unnamed', url = '' } = via as { title?: string; url?: string };
  return `${title} ${url}`.trimEnd();
}
