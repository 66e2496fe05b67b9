/** `WebFrameMain`: a frame of a page, as main sees it, and the tree of them. */
import { Ipc } from './ipc.ts';
import { Loud } from './loud.ts';
import { encode } from './page/codec.ts';
import type { ToPage } from './page/isolated-world.ts';

/** What a frame needs of its page. */
export interface FramePage {
  deliver(frame: Frame, message: ToPage, payload: string): void;
  evaluate(frame: Frame, code: string): Promise<unknown>;
}
let lastNumber = 0;

export class Frame extends Loud {
  url = '';
  origin = 'null';
  detached = false;
  readonly processId = 1;
  readonly frameTreeNodeId = ++lastNumber;
  readonly routingId = this.frameTreeNodeId;
  readonly ipc = new Ipc();
  /** Chromium's own name of the frame; the main frame's changes when its page moves to another process. */
  id: string;
  readonly parentId: string | undefined;
  private tree: FrameTree;

  constructor(tree: FrameTree, id: string, parentId: string | undefined) {
    super();
    this.tree = tree;
    this.id = id;
    this.parentId = parentId;
  }
  get parent(): Frame | null {
    return this.parentId ? (this.tree.get(this.parentId) ?? null) : null;
  }
  get top(): Frame {
    return this.tree.main;
  }
  get frames(): Frame[] {
    return this.tree.childrenOf(this);
  }
  isDestroyed = (): boolean => this.detached;
  send = (channel: string, ...args: unknown[]): void => {
    this.tree.page.deliver(this, { kind: 'event', channel }, encode(args));
  };
  executeJavaScript = (code: string): Promise<unknown> => this.tree.page.evaluate(this, code);
}

/** The frames of one page. */
export class FrameTree {
  readonly page: FramePage;
  readonly main: Frame = new Frame(this, '', undefined);
  private byId = new Map<string, Frame>();

  constructor(page: FramePage) {
    this.page = page;
  }
  get(id: string): Frame | undefined {
    return this.byId.get(id);
  }
  childrenOf(parent: Frame): Frame[] {
    return [...this.byId.values()].filter((frame) => frame.parentId === parent.id);
  }
  /** The frame of this id, created when it is new. Without a parent it is the main frame, whatever its id was. */
  ensure(id: string, parentId: string | undefined): Frame {
    const known = this.byId.get(id);
    if (known) return known;
    if (parentId) {
      const frame = new Frame(this, id, parentId);
      this.byId.set(id, frame);
      return frame;
    }
    this.byId.delete(this.main.id);
    this.main.id = id;
    this.byId.set(id, this.main);
    return this.main;
  }
  remove(id: string): void {
    const frame = this.byId.get(id);
    if (frame) frame.detached = true;
    this.byId.delete(id);
  }
  /** The page has gone with all its frames. */
  clear(): void {
    for (const id of [...this.byId.keys()]) this.remove(id);
  }
}
