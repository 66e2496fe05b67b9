import { consoleMethods } from '../../contract/names.ts';
import { AppError } from '../../core/errors.ts';
import { defineCommand } from '../command.ts';
import { identityOptions } from '../options.ts';

export const call = defineCommand({
  name: 'call',
  summary: 'call the API',
  operands: { usage: 'METHOD PATH', least: 2, most: 2, choices: consoleMethods },
  options: {
    header: {
      type: 'list',
      value: 'NAME:VALUE',
      summary: 'send this header too; may be given several times',
    },
    data: { type: 'text', value: 'TEXT|@FILE|@-', summary: 'the body: a text, a file, or standard input' },
    unit: { type: 'text', value: 'ID', summary: 'what {unitId} in the path stands for' },
    include: { type: 'switch', summary: 'print the status and the headers of the response before its body' },
    ...identityOptions,
  },
  notes: [
    'PATH is below the address of the API, with or without a slash at its beginning; no other host is asked.',
    'The access token and the subscription key are added. The body of the answer goes to standard output whatever',
    'its status is; from 400 on the command ends with 5. A body in JSON is sent as such, any other one as text.',
    '{userId} in the path stands for the id of the account, {unitId} for that of --unit, both percent-encoded.',
    'GET and HEAD wait where the API asks for it (429 and 503 with Retry-After).',
  ],
  example: 'max-desk call POST /orders --header Accept-Language:de --data @order.json',
  async run(context, { options, operands: [word, path = ''] }) {
    if (options.data === '@-' && options['password-stdin'])
      throw new AppError('usage', '--data @- and --password-stdin would both read standard input.');
    const { bodyOf, headerOf, printAnswer } = await import('../call.ts');
    const headers = options.header.map(headerOf);
    const body = await bodyOf(options.data, context.signal);
    const { openApi } = await import('../api.ts');
    const method = consoleMethods.find((each) => each === word) ?? 'GET';
    const api = await openApi(context, options);
    const request = { method, path, headers, body, unitId: options.unit };
    await printAnswer(api, request, { ...context, include: options.include });
  },
});
