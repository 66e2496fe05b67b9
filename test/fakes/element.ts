/** The part of an element that the row pool uses. */
export class FakeElement {
  className = '';
  id = '';
  hidden = false;
  readonly style: Record<string, string> = {};
  readonly children: (FakeElement | { data: string })[] = [];
  parent: FakeElement | null = null;
  clientWidth = 3_000;
  clientHeight = 0;
  scrollTop = 0;
  readonly #attributes = new Map<string, string>();

  get isConnected(): boolean {
    return this.parent !== null;
  }
  get textContent(): string {
    return this.children
      .map((child) => (child instanceof FakeElement ? child.textContent : child.data))
      .join('');
  }
  append(...more: (FakeElement | { data: string })[]): void {
    this.#take(more);
    this.children.push(...more);
  }
  prepend(...more: (FakeElement | { data: string })[]): void {
    this.#take(more);
    this.children.unshift(...more);
  }
  remove(): void {
    const { parent } = this;
    this.parent = null;
    if (parent !== null) parent.children.splice(parent.children.indexOf(this), 1);
  }
  getAttribute = (name: string): string | null => this.#attributes.get(name) ?? null;
  hasAttribute = (name: string): boolean => this.#attributes.has(name);
  setAttribute = (name: string, value: string): unknown => this.#attributes.set(name, value);
  removeAttribute = (name: string): unknown => {
    if (name === 'id') this.id = '';
    return this.#attributes.delete(name);
  };
  readonly toggleAttribute = (name: string, on: boolean): unknown =>
    on ? this.#attributes.set(name, '') : this.#attributes.delete(name);
  readonly classList = { toggle: () => undefined };

  #take(more: readonly (FakeElement | { data: string })[]): void {
    for (const each of more) {
      if (!(each instanceof FakeElement)) continue;
      each.remove();
      each.parent = this;
    }
  }
}

export const fakeDocument = {
  createElement: () => new FakeElement(),
  createTextNode: (data: string) => ({ data }),
};
