/** Where things are. Boxes wrap by their own width, not by the window's: the element may stand in any column of a page. */
export const arrangement = `
:host {
  display: block;
  container-type: inline-size;
  max-width: 100%;
  text-align: start;
}
:host([hidden]) {
  display: none;
}
* {
  box-sizing: border-box;
}
.card {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: center;
  position: relative;
  max-width: 50em;
  margin: 0 auto;
  padding: 1.4em;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  color: var(--ink);
  background: var(--ground);
  font-family: var(--device-login-font, system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif);
  font-size: var(--device-login-font-size, 1em);
  font-weight: 400;
  line-height: 1.5;
}
@supports (width: 1cqi) {
  .card {
    padding: clamp(1.25em, 4cqi, 2.5em);
    font-size: var(--device-login-font-size, clamp(1em, 0.4em + 0.9cqi, 2.4em));
  }
}
.main {
  flex: 1 1 17em;
  min-width: 0;
  max-width: 100%;
}
.title {
  margin: 0 0 0.5em;
  font-size: 1.6em;
  font-weight: 600;
  line-height: 1.2;
  letter-spacing: -0.01em;
  word-wrap: break-word;
  outline: none;
}
.lead {
  max-width: 34em;
  margin: 0;
  color: var(--soft);
  font-size: 1.05em;
}
.picture {
  flex: none;
  width: 11em;
  margin: 1em 1em 1em 2em;
  fill: none;
  stroke: var(--soft);
  stroke-width: 3;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.picture-glass {
  fill: var(--panel);
}
.picture-phone {
  fill: var(--ground);
}
.picture-warm {
  stroke: var(--accent);
  stroke-width: 5;
}
.ways {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  margin: 0 -1em;
}
.scan {
  flex: 0 1 15em;
  min-width: 11em;
  margin: 0.6em auto;
  padding: 0 1em;
  text-align: center;
}
.qr {
  display: block;
  width: 100%;
  border: 1px solid var(--line);
  border-radius: 0.8em;
  background: #fff;
}
.caption {
  margin-top: 0.6em;
  color: var(--soft);
  font-size: 0.9em;
  line-height: 1.4;
}
.by-hand {
  flex: 1 1 17em;
  min-width: 0;
  max-width: 100%;
  padding: 0 1em;
}
.steps {
  margin: 0;
  padding: 0;
  list-style: none;
}
.steps li + li {
  margin-top: 1em;
}
.step {
  display: block;
  color: var(--soft);
}
.address {
  display: inline-block;
  max-width: 100%;
  color: inherit;
  font-size: 1.5em;
  font-weight: 600;
  line-height: 1.3;
  text-decoration: none;
  word-break: break-word;
}
.address-long {
  font-size: 1.1em;
}
a.address:hover {
  text-decoration: underline;
}
.code {
  margin: 0.15em 0 0;
  font-family: ui-monospace, 'Cascadia Mono', 'Roboto Mono', 'Droid Sans Mono', 'DejaVu Sans Mono', monospace;
  font-weight: 700;
  line-height: 1.2;
}
.code-large {
  font-size: 2.6em;
}
.code-medium {
  font-size: 1.9em;
}
.code-small {
  font-size: 1.35em;
}
.code-groups {
  display: inline-block;
  max-width: 100%;
  user-select: all;
}
.code-piece {
  white-space: pre-wrap;
}
.code-group {
  display: inline-block;
  max-width: 100%;
  margin: 0.1em 0;
  padding: 0.08em 0.22em;
  border-radius: 0.2em;
  background: var(--panel);
  letter-spacing: 0.04em;
  word-break: break-all;
}
.news {
  min-height: 3em;
  margin: 1em 0 0;
  color: var(--soft);
}
.card-signed-in .news,
.card-interrupted .news {
  min-height: 0;
  margin: 0.6em 0;
}
.card-signed-in .news:empty {
  display: none;
}
.trouble {
  color: var(--trouble);
}
.detail {
  max-width: 40em;
  margin: 0.8em 0 0;
  padding: 0.7em 1em;
  border-radius: 0.6em;
  background: var(--panel);
  font-size: 0.95em;
  word-break: break-word;
}
.bottom {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  margin-top: 1.2em;
}
.time-left {
  margin: 0.4em 0;
  color: var(--soft);
  font-variant-numeric: tabular-nums;
}
.soon {
  color: var(--trouble);
}
.dots {
  display: flex;
  margin: 1.2em 0 0;
}
.dots span {
  width: 0.55em;
  height: 0.55em;
  margin: 0 0.25em;
  border-radius: 50%;
  background: var(--accent);
}
/* For screen readers alone. */
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: 0;
  overflow: hidden;
  clip: rect(0 0 0 0);
  white-space: nowrap;
}
`
