import { defineCommand } from '../command.ts';
import { identityOptions } from '../options.ts';

export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'a gateway for programs on this computer that know only HTTP',
  options: {
    listen: {
      type: 'text',
      value: 'ADDRESS:PORT',
      summary: 'where it listens, on this computer only',
      default: '127.0.0.1:8620',
    },
    client: {
      type: 'list',
      value: 'NAME',
      summary: 'a program that may call it, each with a secret of its own; "local" unless given',
    },
    allow: {
      type: 'list',
      value: '"METHOD PATH"',
      summary: 'what may be called, * at the end for anything; "GET /units" unless given',
    },
    audit: {
      type: 'text',
      value: 'FILE',
      summary: 'write a line for each call to this file instead of standard output',
    },
    watch: { type: 'switch', summary: 'follow the units from the start, not from when somebody asks' },
    webhook: {
      type: 'text',
      value: 'FILE',
      summary: 'tell changes of condition to the receivers in this file (docs/webhooks.md)',
    },
    ...identityOptions,
  },
  notes: [
    'For instance --allow "GET /units" --allow "GET /units/*", each in quotation marks.',
    'It adds the access token and the subscription key. A client shows its secret, which is made in a file at the first',
    'start: as "Authorization: Bearer …" or "X-MAX-Desk-Secret: …". /healthz tells whether a token can be had, /metrics',
    'has figures for Prometheus, and /live is a stream of server-sent events. SIGHUP opens the file of --audit anew.',
  ],
  example: 'max-desk serve --client grafana --client excel --watch',
  async run(context, { options }) {
    const { serve } = await import('../serve.ts');
    await serve(context, options);
  },
});
