import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { interleave } from '../harness/interleave.ts';
import type { Comparison } from '../harness/report.ts';
import { type Service, startService } from '../harness/service.ts';
import { median } from '../harness/statistics.ts';
import { type NodeProgram, ourList, portalForm, runNode } from './programs.ts';

/** A long list as NDJSON beside the shortest program that gets the same pages: time, CPU and memory of the process. */
export async function compareWithLoop(folder: string, units: number, rounds: number): Promise<Comparison[]> {
  const service = await startService({ units, pageSize: 1_000 });
  try {
    const [ours, loop] = [ourList(folder, service), bareLoop(folder, service)];
    const samples = await interleave(
      { ours: () => runNode(folder, ours), loop: () => runNode(folder, loop) },
      { rounds },
    );
    const compare = (what: string, unit: string, key: 'ms' | 'cpu' | 'peak', limit?: number): Comparison => {
      const of = (name: 'ours' | 'loop') => median((samples[name] ?? []).map((each) => each[key]));
      return {
        what: `\`max-desk units\`, ${units.toLocaleString('en')} units as NDJSON: ${what}`,
        unit,
        ours: of('ours'),
        peers: { 'bare Node loop': of('loop') },
        ...(limit !== undefined && { target: { of: 'ratio', limit } }),
      };
    };
    return [
      compare('time', 'ms', 'ms', 1.3),
      compare('CPU', 'ms', 'cpu', 1.6),
      compare('peak memory', 'MB', 'peak'),
    ];
  } finally {
    service.stop();
  }
}

/** Signs in by the same form, and for each page fetch, JSON.parse and JSON.stringify. It checks nothing. */
function bareLoop(folder: string, service: Service): NodeProgram {
  const { api } = service.connection;
  const file = path.join(folder, 'loop.mjs');
  writeFileSync(
    file,
    `const { token, form, list, header, key } = JSON.parse(process.env.LOOP);
    const answer = await fetch(token, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token } = await answer.json();
    const headers = { authorization: 'Bearer ' + access_token, [header]: key };
    for (let next = list; next; ) {
      const page = JSON.parse(await (await fetch(next, { headers })).text());
      let text = '';
      for (const unit of page.value) text += JSON.stringify(unit) + '\\n';
      if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
      next = page.nextLink;
    }`,
  );
  const { url, fields } = portalForm(service);
  const told = {
    token: url,
    form: fields,
    list: `${api.baseUrl}${api.unitsPath}`,
    header: api.subscriptionKeyHeader,
    key: service.subscriptionKey,
  };
  return { args: [file], env: { LOOP: JSON.stringify(told) } };
}
