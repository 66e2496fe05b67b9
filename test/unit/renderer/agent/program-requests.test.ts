import { expect, test, vi } from 'vitest';
import type { AgentRequest } from '../../../../electron/contract/agent.ts';
import type { DeskState } from '../../../../electron/contract/desk.ts';
import { createProgramRequests } from '../../../../renderer/agent/program-requests.ts';
import { observable } from '../../../../renderer/observable.ts';
import { deskState } from '../desk-state.ts';
import { agentRequest, agentState } from './sample.ts';

function requestsWith(first: AgentRequest | null = null) {
  const stateOf = (request: AgentRequest | null) => deskState({ agent: agentState({ request }) });
  const state = observable<DeskState | null>(null);
  const onLost = vi.fn();
  const requests = createProgramRequests({ state }, onLost);
  state.set(stateOf(first));
  return { requests, onLost, tell: (request: AgentRequest | null) => state.set(stateOf(request)) };
}

test('a request that comes opens nothing: whoever types goes on typing', () => {
  const { requests, tell } = requestsWith();
  tell(agentRequest());
  expect(requests.shown.get()).toBeNull();
});

test('the person opens it, and closing it is no answer', () => {
  const { requests, onLost } = requestsWith(agentRequest());
  requests.open();
  expect(requests.shown.get()?.id).toBe('request-1');
  requests.close();
  expect(requests.shown.get()).toBeNull();
  expect(onLost).not.toHaveBeenCalled();
  requests.open();
  expect(requests.shown.get()?.id).toBe('request-1');
});

test('there is nothing to open where nobody asks', () => {
  const { requests } = requestsWith();
  requests.open();
  expect(requests.shown.get()).toBeNull();
});

test('one that ends without an answer is told once, also when the next one comes at the same time', () => {
  const { onLost, tell } = requestsWith(agentRequest());
  tell(agentRequest({ choices: [] }));
  expect(onLost).not.toHaveBeenCalled();
  tell(agentRequest({ id: 'request-2' }));
  expect(onLost).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: 'request-1' }));
  tell(null);
  tell(null);
  expect(onLost).toHaveBeenCalledTimes(2);
});

test('one that ends while its dialog is open is told there, and stays until the person closes it', () => {
  const { requests, onLost, tell } = requestsWith(agentRequest());
  requests.open();
  tell(null);
  expect(onLost).not.toHaveBeenCalled();
  expect(requests.shown.get()?.name).toBe('Chart maker');
});

test('an answer goes to the request of the dialog, and its end is no news', async () => {
  const { requests, onLost, tell } = requestsWith(agentRequest());
  requests.open();
  const send = vi.fn(async () => tell(null));
  await requests.answer(send);
  requests.close();
  expect(send).toHaveBeenCalledExactlyOnceWith('request-1');
  expect(onLost).not.toHaveBeenCalled();
});

test('an answer that fails leaves the dialog open, and the end of the request is news again', async () => {
  const { requests, onLost, tell } = requestsWith(agentRequest());
  requests.open();
  await expect(requests.answer(() => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
  expect(requests.shown.get()?.id).toBe('request-1');
  requests.close();
  tell(null);
  expect(onLost).toHaveBeenCalledOnce();
});

test('an answer without an open dialog is sent to nobody', async () => {
  const { requests } = requestsWith(agentRequest());
  const send = vi.fn();
  await requests.answer(send);
  expect(send).not.toHaveBeenCalled();
});
