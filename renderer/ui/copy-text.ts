/**
 * Copies a text that is no secret: technical details of a failure. By the copy command of the page, because the page
 * has no permission for the clipboard (R3); main copies everything else. False if the browser refuses, which it does
 * without a click or a key of the user.
 */
export function copyText(text: string): boolean {
  let taken = false;
  const take = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    taken = true;
  };
  document.addEventListener('copy', take, { once: true, capture: true });
  document.execCommand('copy');
  document.removeEventListener('copy', take, { capture: true });
  return taken;
}
