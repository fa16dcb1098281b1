/**
 * Where things are. Boxes wrap by their own width, not by the window's: the element may stand in any column of a page. What is to be typed
 * stands below the QR code until a code of two groups fits in one line beside it.
 */
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
  border: 1px solid var(--dl-line);
  border-radius: var(--dl-radius);
  color: var(--dl-ink);
  background: var(--dl-ground);
  box-shadow: 0 0.05em 0.15em rgba(11, 24, 28, 0.08), 0 0.8em 2.4em rgba(11, 24, 28, 0.07);
  font-family: var(--device-login-font, system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif);
  font-size: var(--device-login-font-size, 1em);
  font-weight: 400;
  line-height: 1.5;
  text-wrap: balance;
}
@supports (width: 1cqi) {
  .card {
    padding: clamp(min(1.25em, 8cqi), 4cqi, 2.5em);
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
  color: var(--dl-soft);
  font-size: 1.05em;
}
.picture {
  flex: none;
  width: 11em;
  max-width: calc(100% - 3em);
  margin: 1em 1em 1em 2em;
  fill: none;
  stroke: var(--dl-soft);
  stroke-width: 3;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.picture-glass {
  fill: var(--dl-panel);
}
.picture-phone {
  fill: var(--dl-ground);
}
.picture-warm {
  stroke: var(--dl-accent);
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
  min-width: 0;
  margin: 0.6em auto;
  padding: 0 1em;
  text-align: center;
}
.qr {
  display: block;
  width: 100%;
  border: 1px solid var(--dl-line);
  border-radius: 0.8em;
  background: #fff;
}
.caption {
  margin-top: 0.6em;
  color: var(--dl-soft);
  font-size: 0.9em;
  line-height: 1.4;
}
.by-hand {
  --dl-largest: 2.6em;
  flex: 1 1 20em;
  min-width: 0;
  max-width: 100%;
  padding: 0.6em 1em 0;
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
  color: var(--dl-soft);
}
.address {
  display: inline-block;
  max-width: 100%;
  color: inherit;
  font-size: 1.5em;
  font-weight: 600;
  line-height: 1.3;
  text-decoration-color: var(--dl-line);
  text-decoration-thickness: 0.06em;
  text-underline-offset: 0.2em;
  word-break: break-word;
}
.address-long {
  font-size: 1.1em;
}
a.address:hover {
  text-decoration-color: var(--dl-accent);
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
  margin: 0 -0.05em;
  user-select: all;
}
.code-piece {
  display: inline-block;
  max-width: 100%;
  color: var(--dl-soft);
  white-space: pre-wrap;
}
.code-group {
  display: inline-block;
  max-width: 100%;
  margin: 0.1em 0.05em;
  padding: 0.08em 0.22em;
  border-radius: 0.2em;
  color: var(--dl-ink);
  background: var(--dl-panel);
  letter-spacing: 0.04em;
  word-break: break-all;
}
.news {
  min-height: 3em;
  margin: 1em 0 0;
  color: var(--dl-soft);
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
  color: var(--dl-trouble);
}
.detail {
  max-width: 40em;
  margin: 0.8em 0 0;
  padding: 0.7em 1em;
  border-radius: 0.6em;
  background: var(--dl-panel);
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
  color: var(--dl-soft);
  font-variant-numeric: tabular-nums;
}
.soon {
  color: var(--dl-trouble);
}
.dots {
  display: flex;
  margin: 1.2em -0.25em 0;
}
.dots span {
  width: 0.55em;
  height: 0.55em;
  margin: 0 0.25em;
  border-radius: 50%;
  background: var(--dl-accent);
}
@container (min-width: 46em) {
  .scan {
    flex-basis: 17em;
  }
  .by-hand {
    --dl-largest: 3.3em;
  }
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
