/** What the browser shows when it comes back to the loopback listener. */
export type Verdict =
  | 'signed-in'
  | 'profile-saved'
  | 'unchanged'
  | 'not-completed'
  | 'failed'
  | 'foreign'
  | 'handled';
export type PageLanguage = 'en' | 'de';

const texts: Record<PageLanguage, Record<Verdict, readonly [title: string, text: string]>> = {
  en: {
    'signed-in': ['You are signed in', 'You can close this tab and return to MAX Desk.'],
    'profile-saved': ['Your profile is saved', 'You can close this tab and return to MAX Desk.'],
    unchanged: ['Nothing was changed', 'You can close this tab and return to MAX Desk.'],
    'not-completed': ['Sign-in was not completed', 'You can close this tab and start again in MAX Desk.'],
    failed: [
      'Sign-in did not work',
      'You can close this tab. MAX Desk shows what happened and what to do next.',
    ],
    foreign: [
      'This answer belongs to another sign-in',
      'You can close this tab. Start again in MAX Desk if it is still waiting.',
    ],
    handled: ['This answer was used already', 'You can close this tab and return to MAX Desk.'],
  },
  de: {
    'signed-in': ['Sie sind angemeldet', 'Sie können diesen Tab schließen und zu MAX Desk zurückkehren.'],
    'profile-saved': [
      'Ihr Profil ist gespeichert',
      'Sie können diesen Tab schließen und zu MAX Desk zurückkehren.',
    ],
    unchanged: ['Es wurde nichts geändert', 'Sie können diesen Tab schließen und zu MAX Desk zurückkehren.'],
    'not-completed': [
      'Die Anmeldung wurde nicht abgeschlossen',
      'Sie können diesen Tab schließen und in MAX Desk neu beginnen.',
    ],
    failed: [
      'Die Anmeldung hat nicht funktioniert',
      'Sie können diesen Tab schließen. MAX Desk zeigt, was geschehen ist und was Sie tun können.',
    ],
    foreign: [
      'Diese Antwort gehört zu einer anderen Anmeldung',
      'Sie können diesen Tab schließen. Beginnen Sie in MAX Desk neu, falls es noch wartet.',
    ],
    handled: [
      'Diese Antwort wurde bereits verwendet',
      'Sie können diesen Tab schließen und zu MAX Desk zurückkehren.',
    ],
  },
};

const style = `:root{color-scheme:light dark;font:16px/1.5 "Segoe UI Variable","Segoe UI",system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:light-dark(#f5f5f5,#1f1f1f);color:light-dark(#242424,#fff)}
main{max-width:26rem;margin:1rem;padding:2rem 2.5rem;border-radius:8px;background:light-dark(#fff,#292929);border:1px solid light-dark(#e0e0e0,#3d3d3d)}
p.brand{margin:0 0 1rem;font-weight:600;color:light-dark(#4f4bc4,#aaa8f5)}h1{margin:0 0 .5rem;font-size:1.35rem;line-height:1.3}p{margin:0}`;

/** A page without scripts or external resources (R19); it repeats nothing from the request. */
export function callbackPage(verdict: Verdict, language: PageLanguage): string {
  const [title, text] = texts[language][verdict];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} – MAX Desk</title><style>${style}</style></head><body><main><p class="brand">MAX Desk</p><h1>${title}</h1><p>${text}</p></main></body></html>`;
}

export const callbackHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  connection: 'close',
};
