/** A page of the browser and its script worlds: opens it, puts the stand-in's halves in and carries messages to it. */
import { randomBytes } from 'node:crypto';
import type { Rectangle } from 'electron';
import { headed } from './browser.ts';
import { type CdpSession, isGone, type Protocol } from './cdp.ts';
import type { Frame } from './frame.ts';
import { runningBrowser } from './host.ts';
import type { FromPage, ToPage } from './page/isolated-world.ts';
import { isolatedWorldScript, mainWorldScript } from './page/source.ts';

const worldName = 'Electron Isolated Context';
const binding = '__standInSend';
const deliver = '__standInDeliver';

export interface PageTarget {
  targetId: string;
  session: CdpSession;
  /** Sends to the preload in this frame. */
  deliver(frame: Frame, message: ToPage, payload: string): void;
  /** Runs code in the frame's own world. */
  evaluate(frame: Frame, code: string): Promise<unknown>;
}
export interface PageOptions {
  preload: string;
  preloadInSubframes: boolean;
  /** Called for what the isolated world of a frame sends; `reply` answers that very document. */
  onMessage(
    message: FromPage,
    frameId: string | undefined,
    reply: (message: ToPage, payload: string) => void,
  ): void;
  /** Called before the page is set up, to listen to its events. */
  listen(session: CdpSession): void;
}

let startWindowTaken = false;

/** Opens an empty page in a window of its own and prepares it for the app's document. */
export async function openPage(bounds: Rectangle, options: PageOptions): Promise<PageTarget> {
  const { cdp } = runningBrowser();
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  const targetId = (await takeStartWindow(bounds)) ?? (await createTarget(bounds));
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const session = cdp.session(sessionId);
  const worlds = trackWorlds(session);
  options.listen(session);
  const post = (contextId: number, message: ToPage, payload: string) => {
    session
      .send('Runtime.callFunctionOn', {
        executionContextId: contextId,
        functionDeclaration: `function (message, payload) { globalThis.${deliver}(message, payload) }`,
        arguments: [{ value: message }, { value: payload }],
        silent: true,
      })
      .catch((error) => {
        if (!isGone(error)) console.error('stand-in: a message did not reach the page:', error);
      });
  };
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== binding) return;
    const reply = (message: ToPage, text: string) => post(executionContextId, message, text);
    options.onMessage(JSON.parse(payload), worlds.frameOf(executionContextId), reply);
  });
  await prepare(session, options);
  return {
    targetId,
    session,
    deliver: (frame, message, payload) => {
      for (const contextId of worlds.isolated(frame.id)) post(contextId, message, payload);
    },
    evaluate: (frame, code) => evaluate(session, worlds.own(frame.id), code),
  };
}

async function createTarget({ width, height }: Rectangle): Promise<string> {
  const { targetId } = await runningBrowser().cdp.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width,
    height,
  });
  return targetId;
}

/** In headed mode the browser comes with a window, which becomes the app's first. */
async function takeStartWindow({ width, height }: Rectangle): Promise<string | undefined> {
  if (!headed || startWindowTaken) return undefined;
  startWindowTaken = true;
  const { cdp } = runningBrowser();
  for (let attempt = 0; attempt < 100; attempt++) {
    const { targetInfos } = await cdp.send('Target.getTargets');
    const page = targetInfos.find(({ type }) => type === 'page');
    if (page) {
      await placeWindow(page.targetId, { width, height });
      return page.targetId;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

/** Moves or resizes the browser's window of this page. */
export async function placeWindow(targetId: string, bounds: Protocol.Browser.Bounds): Promise<void> {
  const { cdp } = runningBrowser();
  const { windowId } = await cdp.send('Browser.getWindowForTarget', { targetId });
  await cdp.send('Browser.setWindowBounds', { windowId, bounds });
}

async function prepare(session: CdpSession, { preload, preloadInSubframes }: PageOptions): Promise<void> {
  const secret = `stand-in-${randomBytes(12).toString('hex')}-`;
  const { platform, arch, versions } = process;
  const about = {
    platform,
    arch,
    versions: { electron: versions['electron'], node: versions.node, chrome: versions['chrome'] },
  };
  const isolated = { secret, preloadInSubframes, binding, deliver, process: about };
  await Promise.all([
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.enable'),
    session.send('Runtime.addBinding', { name: binding, executionContextName: worldName }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: mainWorldScript({ secret, preloadInSubframes }),
    }),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName,
      source: isolatedWorldScript(isolated, preload),
    }),
  ]);
}

/**
 * Keeps the list of script contexts: which frame each belongs to, and whether it is the preload's. Their numbers begin anew in
 * another process of the page, so that only the unique name says which one has gone.
 */
function trackWorlds(session: CdpSession) {
  const contexts = new Map<number, { frameId: string; isolated: boolean; uniqueId: string }>();
  const created = ({ context }: Protocol.Runtime.executionContextCreatedPayload) => {
    const { frameId, isDefault } = (context.auxData ?? {}) as { frameId?: string; isDefault?: boolean };
    if (!frameId || (!isDefault && context.name !== worldName)) return;
    contexts.set(context.id, { frameId, isolated: !isDefault, uniqueId: context.uniqueId });
  };
  const destroyed = ({
    executionContextId,
    executionContextUniqueId,
  }: Protocol.Runtime.executionContextDestroyedPayload) => {
    if (contexts.get(executionContextId)?.uniqueId === executionContextUniqueId)
      contexts.delete(executionContextId);
  };
  session.on('Runtime.executionContextCreated', created);
  session.on('Runtime.executionContextDestroyed', destroyed);
  session.on('Runtime.executionContextsCleared', () => contexts.clear());
  const of = (id: string, isolated: boolean) =>
    [...contexts]
      .filter(([, context]) => context.frameId === id && context.isolated === isolated)
      .map(([contextId]) => contextId);
  return {
    frameOf: (contextId: number) => contexts.get(contextId)?.frameId,
    isolated: (frameId: string) => of(frameId, true),
    own: (frameId: string) => of(frameId, false).at(-1),
  };
}

async function evaluate(session: CdpSession, contextId: number | undefined, code: string): Promise<unknown> {
  const where = contextId === undefined ? {} : { contextId };
  const options = { expression: code, awaitPromise: true, returnByValue: true, userGesture: true };
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', { ...options, ...where });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}
