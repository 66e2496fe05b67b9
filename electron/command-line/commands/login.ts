import { AppError } from '../../core/errors.ts';
import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';

export const login = defineCommand({
  name: 'login',
  summary: 'sign in through the system browser',
  options: {
    'no-browser': {
      type: 'switch',
      summary:
        'print the address to open, on any computer, and take the last address of the browser pasted back',
    },
    'device-code': {
      type: 'switch',
      summary: 'print a code to enter in any browser, where the provider offers that',
    },
  },
  notes: [
    'The address to open is printed in any case, also when a browser opens.',
    'Where the browser is on another computer, it ends at an address that begins with http://localhost and shows no page: paste that.',
  ],
  example: 'max-desk login --no-browser --connection max-ea.json',
  async run(context, { options }) {
    const { 'no-browser': noBrowser, 'device-code': deviceCode } = options;
    if (noBrowser && deviceCode)
      throw new AppError('usage', '--no-browser and --device-code exclude each other.');
    const chosen = await chooseConnection(context);
    const { signIn } = await import('../sign-in.ts');
    const { person } = await signIn(context, chosen, { noBrowser, deviceCode });
    const email = person.email === null || person.email === person.name ? '' : ` (${person.email})`;
    context.tell(`Signed in as ${person.name}${email} on "${chosen.connection.name}".`);
  },
});
