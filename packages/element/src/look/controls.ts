/** What the person presses, and where the focus is. */
export const controls = `
.actions {
  display: flex;
  flex-wrap: wrap;
  min-width: 0;
  max-width: calc(100% + 0.8em);
  margin: 0 -0.4em;
}
.button {
  max-width: calc(100% - 0.8em);
  min-height: 2.75em;
  margin: 0.3em 0.4em;
  padding: 0.5em 1.4em;
  border: 1px solid var(--dl-edge);
  border-radius: 1.4em;
  color: var(--dl-ink);
  background: transparent;
  font: inherit;
  font-weight: 600;
  line-height: 1.3;
  word-break: break-word;
  cursor: pointer;
}
.button[hidden] {
  display: none;
}
.main-button {
  border-color: transparent;
  color: var(--dl-on-accent);
  background: var(--dl-accent);
}
.quiet-button:hover {
  background: var(--dl-panel);
}
/* On a television the focus is the cursor. The outline is for forced colours, which take the shadow away and give it a colour. */
.button:focus,
.address:focus {
  outline: 0.18em solid transparent;
  outline-offset: 0.12em;
  box-shadow: 0 0 0 0.12em var(--dl-ground), 0 0 0 0.3em var(--dl-accent);
}
/* A press by touch or mouse needs no ring. Engines that do not know the question skip the rule, and always show one. */
.button:focus:not(:focus-visible),
.address:focus:not(:focus-visible) {
  box-shadow: none;
}
.address:focus {
  border-radius: 0.2em;
}
`
