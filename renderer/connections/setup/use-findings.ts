import { useCallback, useEffect, useRef, useState } from 'react';
import type { SetupField } from '../../../electron/contract/names.ts';
import type { SetupAnswers, SetupFinding } from '../../../electron/contract/setup.ts';
import { failureOf } from '../../desktop.ts';
import { useServices } from '../../services.ts';
import { questionOf, type Service, serviceOf, setupFindingText } from './setup-fields.ts';

interface Asked {
  readonly question: string;
  /** Null while the response is pending. */
  readonly findings: readonly SetupFinding[] | null;
}

const rank = { wrong: 0, doubtful: 1, good: 2 };

const services = ['identity', 'api', 'hub'] as const;
/** The field that shows that a service could not be asked. */
const failedAt = { identity: 'authority', api: 'baseUrl', hub: 'hubUrl' } as const;

/**
 * Findings about the answers: about their format at once, from the services after a field loses focus. Those whose address
 * is new are asked only on request, because main has a question then.
 */
export function useFindings(answers: SetupAnswers, replaces: string | null) {
  const { t, desktop, status } = useServices();
  const [form, setForm] = useState<readonly SetupFinding[]>([]);
  const [asked, setAsked] = useState<Partial<Record<Service, Asked>>>({});
  const latest = useRef<Partial<Record<Service, string>>>({});

  useEffect(() => {
    let isCurrent = true;
    const show = (found: readonly SetupFinding[]) => isCurrent && setForm(found);
    desktop
      .call('checkConnection', { answers, ask: null, confirm: false, replaces })
      .then(show, () => show([]));
    return () => {
      isCurrent = false;
    };
  }, [desktop, answers, replaces]);

  const ask = useCallback(
    async (service: Service, confirm: boolean) => {
      const question = questionOf(service, answers);
      if (!confirm && latest.current[service] === question) return;
      latest.current[service] = question;
      const keep = (findings: readonly SetupFinding[] | null) =>
        latest.current[service] === question &&
        setAsked((before) => ({ ...before, [service]: { question, findings } }));
      keep(null);
      try {
        const findings = await desktop.call('checkConnection', { answers, ask: service, confirm, replaces });
        if (keep(findings) !== false && findings.length > 0)
          status.set(findings.map((each) => setupFindingText(each, t)).join(' '));
      } catch (cause) {
        const failure = failureOf(cause);
        // Declined, or asked again meanwhile.
        if (failure.code === 'cancelled') return keep([]);
        keep([{ field: failedAt[service], outcome: 'doubtful', finding: 'failed', details: {}, failure }]);
      }
    },
    [desktop, status, t, answers, replaces],
  );

  // Ignore responses about earlier answers.
  const current = (Object.entries(asked) as [Service, Asked][]).filter(
    ([service, { question }]) => question === questionOf(service, answers),
  );
  const all = [...form, ...current.flatMap(([, { findings }]) => findings ?? [])];
  return {
    /** Findings about the format, for all fields. */
    form,
    /** The most severe finding of a field. */
    of: (field: SetupField): SetupFinding | undefined =>
      all.filter((each) => each.field === field).sort((a, b) => rank[a.outcome] - rank[b.outcome])[0],
    /** Services whose response is pending. */
    awaited: current.flatMap(([service, { findings }]) => (findings === null ? service : [])),
    /** Called when a field loses focus. */
    ask(field: SetupField): void {
      const service = serviceOf[field];
      if (service !== null) void ask(service, false);
    },
    /** Asks all services; main asks first whether new addresses may be contacted. */
    askAll: () => Promise.all(services.map((service) => ask(service, true))),
  };
}
