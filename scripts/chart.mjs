// node scripts/chart.mjs: writes docs/chart.md from the built machine. A test fails when that file is stale.
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const events = {
  start: 'A person wants to sign in.',
  cancel: 'The person no longer wants to.',
  retry: 'The person wants to try again what ended in an error.',
  hint: 'The person is probably done, or the network is back: poll as early as is legal.',
  refresh: 'Renew the access token now.',
  signOut: 'Forget the tokens and revoke them.',
}

const notices = {
  sessionChanged: 'Another tab or process has signed in, renewed the tokens, or given a login up.',
  sessionEnded: 'The session was ended elsewhere.',
  sessionSaved: 'What could not be kept before is kept now.',
}

/**
 * The chart as Markdown: a picture of the seven states, and a table of every transition with its reason.
 *
 * @param {{ states: Record<string, any>, root: any }} machine
 * @returns {string}
 */
export function chartMarkdown(machine) {
  const states = Object.values(machine.states)
  return `# The chart

<!-- Generated from the machine by \`npm run chart\`; a test fails when it is stale. -->

Seven states, and every way from one to another. A word in \`code\` is an event that an app sends, or the keeper of its session; the rest
happens by itself.

\`\`\`mermaid
stateDiagram-v2
  direction TB
${arrowsOf(machine).map(mermaidArrow).join('\n')}
\`\`\`

## States

${states.map((state) => `- **${state.key}** – ${state.description}`).join('\n')}

## Events

${Object.entries(events)
  .map(([name, what]) => `- \`${name}\` – ${what}`)
  .join('\n')}

The keeper of a session (\`withSession\`), where there is one, sends these:

${Object.entries(notices)
  .map(([name, what]) => `- \`${name}\` – ${what}`)
  .join('\n')}

## Every transition, and why

${tableOf('any state', transitionsOfNode(machine.root))}

${states.map((state) => tableOf(state.key, transitionsOf(state))).join('\n\n')}
`
}

/**
 * The arrows of the picture, the first from the start: one from each of the seven states to each that a login goes on to from there.
 *
 * @param {{ states: Record<string, any> }} machine
 * @returns {{ from: string, to: string, reasons: { text: string, isEvent: boolean }[] }[]}
 */
export function arrowsOf(machine) {
  const states = Object.values(machine.states)
  return [{ from: '[*]', to: states[0].key, reasons: [] }, ...states.flatMap(arrowsFrom)]
}

function arrowsFrom(state) {
  const reasonsByTarget = new Map()
  for (const { event, target, why } of transitionsOf(state)) {
    if (target === state.key) continue
    const reasons = reasonsByTarget.get(target) ?? []
    const text = event ?? why
    reasonsByTarget.set(target, reasons)
    if (!reasons.some((reason) => reason.text === text)) reasons.push({ text, isEvent: event !== undefined })
  }
  return [...reasonsByTarget].map(([to, reasons]) => ({ from: state.key, to, reasons }))
}

function mermaidArrow({ from, to, reasons }) {
  const label = reasons.map(({ text }) => text).join('<br/>')
  return `  ${from} --> ${to}${label && `: ${label}`}`
}

function tableOf(title, transitions) {
  const rows = transitions.map(({ from, event, to, why }) => {
    return `| ${from} | ${event ? `\`${event}\`` : '–'} | ${to} | ${why} |`
  })
  return `### ${title}\n\n| from | event | to | why |\n| --- | --- | --- | --- |\n${rows.join('\n')}`
}

/** All transitions of a top-level state and of those inside it, in the order of the chart. */
function transitionsOf(state) {
  return withDescendants(state).flatMap(transitionsOfNode)
}

/** Those that stand in a state itself. The machine's root, which has no path, is any state. */
function transitionsOfNode(node) {
  const transitions = [...node.transitions.values()].flat().concat(node.always ?? [])
  return transitions.map((transition) => {
    const target = transition.target?.[0] ?? node
    return {
      from: node.path.join('.') || 'any',
      event: transition.eventType in events || transition.eventType in notices ? transition.eventType : undefined,
      to: target.path.join('.'),
      target: target.path[0],
      why: transition.description,
    }
  })
}

function withDescendants(node) {
  return [node, ...Object.values(node.states).flatMap(withDescendants)]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const build = new URL('../packages/machine/dist/index.js', import.meta.url)
  if (!existsSync(build)) {
    console.error('The chart is drawn from the built machine. Build it first: npm run build')
    process.exit(1)
  }
  const { deviceFlowMachine } = await import(build.href)
  writeFileSync(new URL('../docs/chart.md', import.meta.url), chartMarkdown(deviceFlowMachine))
}
