/** The style of the pages: a card in front of an elevator shaft, drawn with gradients instead of loaded images. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1a26, #f3f2fa);
  --soft: light-dark(#5a586b, #b0aec4);
  --card: light-dark(#ffffff, #1e1d29);
  --field: light-dark(#ffffff, #262533);
  --hover: light-dark(#f4f1fd, #302e42);
  --line: light-dark(#dddbe8, #3b3950);
  --edge: light-dark(#8c899d, #7b7892);
  --accent: light-dark(#5b2bc4, #b79bff);
  --accent-ink: light-dark(#ffffff, #1b1030);
  --pill: light-dark(#fdf0d5, #3d2f12);
  --pill-ink: light-dark(#6d4a00, #ffd98a);
  --sky: light-dark(#eceaf6, #12111a);
  --beam: light-dark(rgb(91 43 196 / .07), rgb(183 155 255 / .06));
}
* { box-sizing: border-box; margin: 0 }
body {
  min-height: 100vh; display: grid; place-items: center; padding: 24px 16px;
  font: 15px/1.5 "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif;
  color: var(--ink);
  background:
    linear-gradient(90deg, transparent calc(50% - 1px), var(--beam) 0 calc(50% + 1px), transparent 0),
    repeating-linear-gradient(0deg, transparent 0 118px, var(--beam) 118px 120px),
    radial-gradient(70rem 40rem at 50% -12rem, light-dark(#d9cdfb, #2b2150), transparent),
    var(--sky);
}
main {
  width: 100%; max-width: 440px; padding: 32px;
  background: var(--card); border: 1px solid var(--line); border-radius: 16px;
  box-shadow: 0 1px 2px rgb(20 10 50 / .08), 0 24px 60px -20px rgb(20 10 50 / .35);
}
.mark { width: 44px; height: 44px; display: block; float: left; fill: var(--accent) }
.mark path { fill: var(--accent-ink) }
.pill {
  float: right; margin-top: 9px; padding: 2px 12px; border-radius: 99px;
  font-size: 13px; font-weight: 600; color: var(--pill-ink); background: var(--pill);
}
h1 { clear: both; padding-top: 22px; font-size: 26px; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; text-wrap: balance }
.lead { margin-top: 8px; color: var(--soft); text-wrap: pretty }
form { display: grid; gap: 10px; margin-top: 24px }
button { font: inherit; color: inherit; cursor: pointer; border-radius: 10px; border: 1px solid var(--line); background: var(--field) }
button:hover { background: var(--hover); border-color: var(--accent) }
button:focus-visible, input:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.person { display: flex; align-items: center; gap: 14px; padding: 13px 14px; text-align: start }
.initials {
  flex: none; width: 44px; height: 44px; border-radius: 50%; display: grid; place-items: center;
  font-weight: 650; letter-spacing: .02em;
  color: light-dark(#0c4a4a, #a5ecec); background: light-dark(#cdeeee, #123f42);
}
.employee .initials { color: light-dark(#46209c, #d9caff); background: light-dark(#e4dafb, #38286b) }
.who { flex: 1; min-width: 0; display: grid }
.who b { font-weight: 600 }
.who span { display: block; font-size: 13px; color: var(--soft); overflow-wrap: anywhere }
.arrow { flex: none; width: 20px; fill: none; stroke: var(--edge); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; transition: translate .15s }
.person:hover .arrow { stroke: var(--accent); translate: 3px 0 }
.forgot { justify-self: start; padding: 2px 4px; border: 0; background: none; color: var(--accent); text-decoration: underline }
label { display: grid; gap: 4px; font-weight: 600 }
input { font: inherit; color: inherit; padding: 9px 12px; border-radius: 10px; border: 1px solid var(--edge); background: var(--field) }
.cancel { padding: 9px 14px; margin-top: 4px; font-weight: 600 }
dl { margin-top: 24px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 13px; display: grid; gap: 6px }
dl div { display: grid; grid-template-columns: 92px 1fr; gap: 8px }
dt { color: var(--soft) }
dd { overflow-wrap: anywhere }
dd span { display: block; color: var(--soft); font: 12px/1.5 ui-monospace, "Cascadia Mono", Consolas, monospace }
pre {
  margin-top: 20px; padding: 14px; border: 1px solid var(--line); border-radius: 10px; background: var(--field);
  font: 12.5px/1.55 ui-monospace, "Cascadia Mono", Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
}
@media (prefers-reduced-motion: reduce) { .arrow { transition: none } }
@media (max-width: 420px) { main { padding: 24px 20px } .person { gap: 12px; padding: 12px } .arrow { display: none } }
@media (forced-colors: active) { .mark { fill: CanvasText } .mark path { fill: Canvas } .arrow { stroke: ButtonText } .initials, .pill { border: 1px solid } }
`;
