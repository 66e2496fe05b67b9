import { defineCommand } from '../command.ts';
import { choice } from '../options.ts';

export const simulateCommand = defineCommand({
  name: 'simulate',
  summary: 'play a recording of "watch --record" to the window and the command line',
  operands: { usage: 'FILE', least: 1, most: 1 },
  options: {
    speed: {
      type: 'text',
      value: 'N',
      summary: 'how many times as fast as it was, up to 1000',
      default: '1',
    },
    port: {
      type: 'text',
      value: 'N',
      summary: 'the port of this computer to listen on; 0 is any free one',
      default: '0',
    },
    format: choice('how it says where it is reached', ['text', 'json']),
  },
  notes: [
    'It needs no account and no network: it is a service on this computer with the units of the recording. It says which',
    'connection file leads to it, and with what to sign in. What happened is played once somebody follows the units.',
  ],
  example: 'max-desk simulate monday.jsonl --speed 60',
  async run(context, { options, operands: [file = ''] }) {
    const { simulate } = await import('../simulate.ts');
    await simulate(context, file, options);
  },
});
