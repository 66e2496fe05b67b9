import { decodeJwt } from 'jose';
import { recordForm } from '../dialect/unit-form.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Records, UnitDocument } from '../fleet/records.ts';
import { type Answer, json } from '../http.ts';
import type { Pass } from './gateway.ts';
import { type ListPageSettings, listPage } from './list-page.ts';
import { pdfOf } from './pdf.ts';

export interface ResourceSettings extends ListPageSettings {
  readonly fleet: Pick<Fleet, 'find'>;
  readonly records: Records;
}

/** Further lists and documents; undefined for a path that is none of them. */
export function resourceAnswer(
  settings: ResourceSettings,
  { token }: Pass,
  parts: readonly string[],
  query: URLSearchParams,
): Answer | undefined {
  const { records, fleet } = settings;
  const [first, id = '', list, ...rest] = parts;
  const answer = (items: readonly object[]) => {
    const inForm = recordForm(settings.dialect);
    const forms = items.map(inForm);
    const path = parts.map(encodeURIComponent).join('/');
    const page = (skip: number, top: number) => forms.slice(skip, skip + top);
    return listPage(settings, { path, size: forms.length, items: page }, query);
  };
  if (first === 'users' && list === 'notifications' && rest.length === 0)
    return id === decodeJwt(token)['oid'] ? answer(records.notifications()) : forbidden();
  if (first !== 'units' || fleet.find(id) === undefined) return undefined;
  if (list === 'work-orders' && rest.length === 0) return answer(records.workOrders(id));
  if (list !== 'documents') return undefined;
  const documents = records.documents(id);
  if (rest.length === 0)
    return answer(documents.map((each) => ({ ...each, contentUrl: linkTo(settings, each) })));
  const document = documents.find(({ documentId }) => documentId === rest[0]);
  return document && rest.length === 2 && rest[1] === 'content' ? fileOf(document) : undefined;
}

function linkTo({ url }: ResourceSettings, { unitId, documentId }: UnitDocument): string {
  return `${url}/api/units/${encodeURIComponent(unitId)}/documents/${encodeURIComponent(documentId)}/content`;
}

function fileOf({ title, fileName, unitId }: UnitDocument): Answer {
  const plain = fileName.replace(/[^\x20-\x7e]/g, '_');
  return {
    status: 200,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'cache-control': 'no-store',
    },
    body: [pdfOf(`${title} - ${unitId}`)],
  };
}

function forbidden(): Answer {
  return json(403, { statusCode: 403, message: 'These are the notifications of somebody else.' });
}
