import { Html } from '../html.ts'
import { sourceOf } from './source-of.ts'

const style = `
:root {
  color-scheme: light dark;
  --ground: #f3f4f1; --card: #ffffff; --line: #d5d9d2; --edge: #767d74;
  --ink: #1b211d; --soft: #525b54; --accent: #17624a; --accent-strong: #0e4936; --on-accent: #ffffff; --tint: #e8f2ec;
  --bad: #9c2b23; --bad-tint: #fcefed;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111513; --card: #1a201d; --line: #323b36; --edge: #87938c;
    --ink: #eaf0ec; --soft: #aab5ae; --accent: #7fd6b3; --accent-strong: #a5e6cb; --on-accent: #08251a; --tint: #20302a;
    --bad: #ffb1a8; --bad-tint: #37211f;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; font-size: max(100%, min(0.8vw, 1.5vh)); }
body {
  margin: 0; min-height: 100vh; min-height: 100svh; display: flex; flex-direction: column; align-items: center;
  padding: clamp(0.75rem, 8vh - 2rem, 4.5rem) min(4vw, 2rem) 1.5rem; background: var(--ground); color: var(--ink);
  text-wrap: balance;
}
@media (min-width: 40rem) {
  body::before, body::after { flex: 1; content: ""; }
  body::after { flex: 2; }
}
header, main, footer { width: 100%; max-width: 27rem; }
header { display: flex; align-items: center; gap: 0.6rem; margin: 0 0 1rem; padding: 0 0.25rem; color: var(--soft); font-size: 0.9375rem; }
header svg { flex: none; width: 2rem; height: 2rem; color: var(--accent); }
header strong { display: block; color: var(--ink); line-height: 1.25; }
main {
  padding: min(6vw, 2.25rem); border: 1px solid var(--line); border-radius: 1rem; background: var(--card);
  overflow-wrap: anywhere;
}
footer { margin: 1.25rem 0 0; padding: 0 0.25rem; color: var(--soft); font-size: 0.875rem; }
footer p { margin: 0; }
h1 { margin: 0 0 0.75rem; font-size: clamp(1.25rem, 8vw, 1.5rem); line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
p { margin: 0 0 1rem; }
main > :last-child, form > :last-child, .alert > :last-child { margin-bottom: 0; }
.soft { color: var(--soft); }
.mark { display: block; width: 3rem; height: 3rem; margin: 0 0 1rem; color: var(--accent); }
.mark.no { color: var(--soft); }
.alert { margin: 0 0 1.25rem; padding: 0.8rem min(1rem, 4vw); border-left: 0.25rem solid var(--bad); border-radius: 0.5rem; background: var(--bad-tint); }
.alert strong { display: block; color: var(--bad); }
.alert p { margin: 0; }
label { display: block; margin: 0 0 0.35rem; font-weight: 600; }
.hint { margin: 0.5rem 0 0; color: var(--soft); font-size: 0.9375rem; }
input[type=text] {
  display: block; width: 100%; min-height: 3.25rem; padding: 0.5rem 0.9rem; border: 1px solid var(--edge); border-radius: 0.6rem;
  background: var(--card); color: inherit; font: inherit; font-size: 1.125rem;
}
.code, input[type=text].code {
  font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: min(1.5rem, 10vw); font-weight: 600;
  letter-spacing: 0.06em;
}
input.code { text-transform: uppercase; }
p.code { margin: 0 0 1.25rem; padding: 0.75rem 0; border-radius: 0.6rem; background: var(--tint); text-align: center; white-space: nowrap; }
input[aria-invalid=true] { border: 2px solid var(--bad); }
.buttons { display: grid; gap: 0.75rem; margin: 1.5rem 0 0; }
.buttons + .hint { margin-top: 1.25rem; }
button, .button {
  display: block; width: 100%; min-height: 3.25rem; padding: 0.65rem min(1rem, 3vw); border: 1px solid var(--accent); border-radius: 0.6rem;
  background: var(--accent); color: var(--on-accent); font: inherit; font-size: 1.0625rem; font-weight: 600; text-align: center;
  text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
button.second, .button.second { border-color: var(--edge); background: transparent; color: var(--ink); }
button.second:hover, .button.second:hover { border-color: var(--ink); background: var(--tint); }
button.link {
  display: inline; width: auto; min-height: 1.5rem; padding: 0; border: 0; background: none; color: var(--accent); font-size: inherit;
  font-weight: 500; text-align: left; text-decoration: underline; text-underline-offset: 0.2em;
}
button.link:hover { background: none; color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
input:focus-visible { outline-offset: -1px; }
dl { margin: 0 0 1.25rem; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.2rem 0; }
dt { flex: 0 0 5rem; color: var(--soft); }
dd { flex: 1 1 8rem; margin: 0; }
ul { margin: 0 0 1.25rem; padding: 0; list-style: none; }
li { display: flex; gap: 0.75rem; padding: 0.5rem 0; border-top: 1px solid var(--line); }
li:last-child { border-bottom: 1px solid var(--line); }
li svg { flex: none; width: 1.25rem; height: 1.25rem; margin-top: 0.15rem; color: var(--accent); }
/* Little height, as in the playground's phone: what there is to answer is in sight, and the rest closer together. */
@media (max-height: 40rem) {
  html { line-height: 1.4; }
  header { margin: 0 0 0.6rem; }
  header svg { width: 1.5rem; height: 1.5rem; }
  header strong { display: inline; margin-right: 0.4rem; }
  main { padding: min(4vw, 1.5rem); }
  h1 { margin: 0 0 0.4rem; font-size: clamp(1.2rem, 6vw, 1.5rem); }
  p { margin: 0 0 0.6rem; }
  p.code { margin: 0 0 0.6rem; padding: 0.3rem 0; }
  dl, ul { margin: 0 0 0.6rem; }
  dl div { padding: 0; }
  li { padding: 0.3rem 0; }
  .buttons { gap: 0.5rem; margin: 0.75rem 0 0; }
  .buttons + .hint { margin-top: 0.6rem; }
  button, .button { min-height: 2.75rem; padding: 0.4rem min(1rem, 3vw); }
}
`

/** The only style sheet, sent inside each page: nothing is fetched. */
export const styleElement: Html = new Html(`<style>${style}</style>`)

/** The CSP source that allows {@link styleElement} and no other style. */
export const styleSource: string = sourceOf(style)
