/**
 * Chromium knows no `app:` scheme, and one cannot be added from outside. So app://max-desk/x is https://max-desk.app.invalid/x
 * in there. The top-level domain .invalid never resolves: a missed interception cannot leave the machine.
 */
const webForm = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(?=[/?#]|$)(.*)$/is;
const appForm = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is;

/** The address as Chromium sees it; addresses of other schemes stay as they are. */
export function toWeb(url: string, schemes: ReadonlySet<string>): string {
  const [, scheme, host, rest] = appForm.exec(url) ?? [];
  return scheme && schemes.has(scheme) ? `https://${host}.${scheme}.invalid${rest || '/'}` : url;
}

/** The address (or origin) as the app sees it. */
export function toApp(url: string): string {
  const [, host, scheme, rest] = webForm.exec(url) ?? [];
  return scheme ? `${scheme}://${host}${rest}` : url;
}
