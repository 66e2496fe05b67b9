import { beforeEach, describe, expect, test, vi } from 'vitest';
import { connectionId } from '../../../../electron/core/connection/connection-ids.ts';
import { answersFor, answersOf } from '../../../../electron/core/connections/setup-answers.ts';
import { createSetups } from '../../../../electron/core/connections/setups.ts';
import { AppError } from '../../../../electron/core/errors.ts';
import type { Saving } from '../../../../electron/core/export/saving.ts';
import { connectionWith } from '../../../fakes/connection.ts';
import { directNetwork } from '../../../fakes/network.ts';
import { fakeClock, fakeLog } from '../../../fakes/ports.ts';

const kept = connectionWith({ name: 'Kept' });
const id = connectionId(kept);
const good = answersOf(kept);
const look = vi.fn();
const acceptPasted = vi.fn(async () => undefined);
const clear = vi.fn();
const add = vi.fn(async () => undefined);
const use = vi.fn(async () => undefined);
const assert = vi.fn();
const http = vi.fn(async () => new Response('', { status: 401 }));
let saved: [name: string, kind: string, text: string][];
let here: ReturnType<typeof workplace>;
let isSimulated: boolean;
beforeEach(() => {
  vi.clearAllMocks();
  saved = [];
  isSimulated = false;
  here = workplace('one');
  look.mockResolvedValue({ look: { received: 1 }, reading: { fields: { id: 'nr' } } });
});

function workplace(name: string, pasted = false) {
  const session = {
    state: () => ({ account: { pasted } }),
    token: async () => ({ accessToken: `token of ${name}` }),
    acceptPasted,
  };
  return { id: name, connection: kept, samples: { look }, session, units: { clear } };
}

function newSetups() {
  type Parts = Parameters<typeof createSetups>;
  const find = (wanted: string) => {
    if (wanted !== id && wanted !== 'one') throw new AppError('configuration', 'None.');
    return { connection: kept, simulated: isSimulated, origin: '/kept.json' };
  };
  const saving = {
    async save(name: string, kind: string, content: () => Uint8Array | Promise<Uint8Array>) {
      saved.push([name, kind, Buffer.from(await content()).toString()]);
      return name.startsWith('Kept') ? { file: `/home/${name}` } : null;
    },
  };
  const ports = {
    run: { clock: fakeClock(), log: fakeLog() },
    ways: { http, network: directNetwork },
    policy: { hosts: { assert, assertConnection: () => undefined } },
  } as unknown as Parts[0];
  return createSetups(ports, {
    connections: {
      add,
      use,
      find,
      kept: () => [kept],
      current: () => undefined,
      consent: { covers: () => true, ask: async () => undefined },
    } as unknown as Parts[1]['connections'],
    current: () => here as unknown as ReturnType<Parts[1]['current']>,
    saving: saving as Pick<Saving, 'save'>,
    onChange: () => undefined,
  });
}
const check = (
  part: object = {},
  replaces: string | null = null,
  ask: 'identity' | 'api' | 'hub' | null = null,
) => newSetups().calls.checkConnection({ answers: { ...good, ...part }, ask, replaces, confirm: false });

describe('a connection', () => {
  test('is added from the text of a file', async () => {
    await newSetups().calls.addConnection({ text: '{}', name: 'x.maxdesk' });
    expect(add).toHaveBeenCalledWith({ text: '{}', origin: 'x.maxdesk' });
  });

  test('is exported as a file that can be handed around', async () => {
    expect(await newSetups().calls.exportConnection({ id })).toBe('/home/Kept.maxdesk');
    const [[name, kind, text] = []] = saved;
    expect([name, kind]).toEqual(['Kept.maxdesk', 'connection']);
    expect(JSON.parse(text ?? '')).toEqual(JSON.parse(JSON.stringify(kept)));
    expect(text).toMatch(/^\{\n {2}"name": "Kept",[\s\S]*\}\n$/);
  });

  test('is set up from answers, in the place of another one or of none', async () => {
    const { calls } = newSetups();
    await calls.setUpConnection({ answers: good, replaces: id });
    await calls.setUpConnection({ answers: { ...good, name: 'New' }, replaces: null });
    type Added = [file: { text: string; origin: string }, replaces: unknown];
    const [[first, replaced], [second, none]] = add.mock.calls as unknown as [Added, Added];
    expect([first.origin, replaced, none]).toEqual(['', id, undefined]);
    expect(JSON.parse(first.text)).toMatchObject({
      name: 'Kept',
      identity: { technicalAccount: kept.identity.technicalAccount },
    });
    expect(JSON.parse(second.text).identity).not.toHaveProperty('technicalAccount');
  });

  test('begins with what is published, or with what it is', async () => {
    const { calls } = newSetups();
    expect(await calls.setupAnswers({ region: 'ea' })).toEqual(answersFor('ea'));
    expect(await calls.setupAnswers({ id })).toEqual(good);
  });
});

describe('answers that are checked', () => {
  test('say what is wrong with their form', async () => {
    expect(await check({ name: '' })).toMatchObject([{ field: 'name', finding: 'missing' }]);
    expect(http).not.toHaveBeenCalled();
  });

  test('say that they mean a connection that is there already, unless they replace it', async () => {
    expect(await check({ name: 'New' })).toMatchObject([
      { field: 'name', outcome: 'doubtful', finding: 'already-known', details: { name: 'Kept' } },
    ]);
    expect(await check({ name: 'New' }, id)).toEqual([]);
    expect(await check({ baseUrl: 'https://new.example.com' })).toEqual([]);
  });

  test.each([
    ['identity', { authority: ' https://login.example.org/x ' }, 'https://login.example.org/x'],
    ['api', { baseUrl: 'https://api.example.org' }, 'https://api.example.org'],
    ['hub', { hubUrl: 'https://hub.example.org/live' }, 'https://hub.example.org/live'],
  ] as const)('are asked of %s only where the organisation allows its host', async (ask, part, url) => {
    assert.mockImplementationOnce(() => {
      throw new AppError('managed', 'Not allowed.');
    });
    await expect(check(part, null, ask)).rejects.toMatchObject({ code: 'managed' });
    expect(assert.mock.calls).toEqual([[url]]);
    expect(http).not.toHaveBeenCalled();
  });

  test('are not asked for where there is no address yet', async () => {
    expect(await check({ baseUrl: 'api' }, null, 'api')).toEqual([]);
    expect(assert).not.toHaveBeenCalled();
  });
});

describe('the look of the units', () => {
  const learn = (step: 'read' | 'look' | 'keep', connection = 'one') =>
    newSetups().calls.learnUnits({ connection, chosen: null, step });

  test('is that of the current connection only', async () => {
    expect(await learn('look')).toEqual({ received: 1 });
    expect(look.mock.calls).toEqual([[null, false]]);
    await learn('read');
    expect(look).toHaveBeenLastCalledWith(null, true);
    await expect(learn('look', 'other')).rejects.toMatchObject({ code: 'cancelled' });
    expect(add).not.toHaveBeenCalled();
  });

  test('is kept in the connection, which is opened again', async () => {
    await learn('keep');
    const [text, replaced] = add.mock.calls[0] as unknown as [{ text: string; origin: string }, string];
    expect(JSON.parse(text.text).api.fields).toEqual({ id: 'nr' });
    expect([text.origin, replaced]).toEqual(['/kept.json', 'one']);
    expect(acceptPasted).not.toHaveBeenCalled();
  });

  test('of a simulated connection is used, but stored nowhere', async () => {
    isSimulated = true;
    await learn('keep');
    expect(add).not.toHaveBeenCalled();
    expect(use).toHaveBeenCalledWith(
      expect.objectContaining({
        connection: expect.objectContaining({ api: expect.objectContaining({ fields: { id: 'nr' } }) }),
      }),
    );
  });

  test('takes a pasted token along, which is stored nowhere', async () => {
    here = workplace('one', true);
    add.mockImplementationOnce(async () => {
      here = workplace('two');
    });
    await learn('keep');
    expect(clear).toHaveBeenCalledOnce();
    expect(acceptPasted).toHaveBeenCalledWith('token of one');
  });

  test('leaves a pasted token where it is if the connection was not opened again', async () => {
    here = workplace('one', true);
    add.mockRejectedValueOnce(new AppError('storage', 'Full.'));
    await expect(learn('keep')).rejects.toMatchObject({ code: 'storage' });
    expect(acceptPasted).not.toHaveBeenCalled();
    expect(clear).not.toHaveBeenCalled();
  });
});

test('a link from outside is proposed, and declined', async () => {
  const setups = newSetups();
  setups.offerLink(
    'maxdesk://connect?name=North&authority=https://login.example.com/t&clientId=1&scopes=a&signInPolicy=P&baseUrl=https://api.example.com',
  );
  await vi.waitFor(() => expect(setups.state().proposal).toMatchObject({ source: 'link', name: 'North' }));
  const proposal = setups.state().proposal?.id ?? -1;
  await setups.calls.declineProposal({ id: proposal });
  expect(setups.state().proposal).toBeNull();
  setups.close();
});
