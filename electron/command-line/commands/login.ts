import { defineCommand } from '../command.ts';
import { chooseConnection } from '../connection.ts';

export const login = defineCommand({
  name: 'login',
  summary: 'sign in through the system browser',
  options: {
    'no-browser': { type: 'switch', summary: 'print the address to open instead of opening it' },
  },
  example: 'max-desk login --connection max-ea.json',
  async run(context, { options }) {
    const chosen = await chooseConnection(context);
    const { signIn } = await import('../sign-in.ts');
    const { person } = await signIn(context, chosen, { noBrowser: options['no-browser'] });
    const email = person.email === null || person.email === person.name ? '' : ` (${person.email})`;
    context.tell(`Signed in as ${person.name}${email} on "${chosen.connection.name}".`);
  },
});
