/**
 * A browser without a window: it follows redirects, keeps cookies and presses a button. `open` returns at once and
 * works in the background, like a user's browser.
 */
export interface SystemBrowser {
  open(url: string): Promise<void>;
  /** Every URL passed to `open`. */
  opened: string[];
  /** The last page. */
  lastPage: () => { url: string; status: number; text: string } | undefined;
  /** Resolves when all visits so far are complete. */
  settled(): Promise<void>;
}

export interface SystemBrowserOptions {
  /**
   * The label of the button to press on the sign-in page, or those of one page after the other; undefined presses
   * none. May change between visits.
   */
  press?: string | readonly string[] | undefined;
  /** An address that the browser does not reach, as it is on another computer. */
  stopAt?: RegExp;
  /** What is typed into the fields with these names. */
  fill?: Readonly<Record<string, string>>;
}

export function systemBrowser(options: SystemBrowserOptions = {}): SystemBrowser {
  const cookies = new Map<string, string>();
  const opened: string[] = [];
  let last: { url: string; status: number; text: string } | undefined;
  let visits: Promise<unknown> = Promise.resolve();

  async function go(url: string, init: RequestInit = {}): Promise<void> {
    if (options.stopAt?.test(url)) {
      last = { url, status: 0, text: '' };
      return;
    }
    const { origin } = new URL(url);
    const cookie = [...cookies]
      .filter(([key]) => key.startsWith(origin))
      .map(([, value]) => value)
      .join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const pair = line.split(';')[0] ?? '';
      const [name, value] = pair.split('=');
      if (value) cookies.set(`${origin} ${name}`, pair);
      else cookies.delete(`${origin} ${name}`);
    }
    const location = response.headers.get('location');
    if (location) return go(new URL(location, url).href);
    last = { url, status: response.status, text: await response.text() };
    if (last.text.includes('document.forms[0].submit()')) await submit(last.text, '');
  }

  async function submit(html: string, words: string): Promise<void> {
    const form = formWith(html, words);
    for (const [name, value] of Object.entries(options.fill ?? {}))
      if (form?.fields.has(name)) form.fields.set(name, value);
    if (form && last)
      await go(new URL(form.action || last.url, last.url).href, { method: 'POST', body: form.fields });
  }

  async function visit(url: string): Promise<void> {
    await go(url);
    for (const label of [options.press ?? []].flat()) if (last) await submit(last.text, label);
  }

  return {
    opened,
    lastPage: () => last,
    settled: async () => void (await visits),
    async open(url) {
      opened.push(url);
      visits = visits.then(() => visit(url)).catch(() => undefined);
    },
  };
}

/** The form of the button with this label, with all hidden fields and the button's own. */
function formWith(html: string, words: string): { action: string; fields: URLSearchParams } | undefined {
  for (const [form] of html.matchAll(/<form[\s\S]*?<\/form>/g)) {
    const buttons = [...form.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)];
    const button = buttons.find(
      ([all]) => decode(all.replace(/<[^>]*>/g, ' ')).includes(words) || decode(all).includes(words),
    );
    if (!button) continue;
    const fields = new URLSearchParams();
    for (const [, attributes] of [...form.matchAll(/<input([^>]*)>/g), [button[0], button[1] ?? '']]) {
      const name = attribute(attributes ?? '', 'name');
      if (name !== undefined) fields.set(name, attribute(attributes ?? '', 'value') ?? '');
    }
    return { action: attribute(/<form([^>]*)>/.exec(form)?.[1] ?? '', 'action') ?? '', fields };
  }
  return undefined;
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : decode(value);
}

function decode(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<');
}
