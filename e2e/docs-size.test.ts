import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './snippets.ts'

/** A line of the size budget, which `npm run size` holds the builds to. */
interface Budget {
  name: string
  limit: string
}

const { default: budgets } = (await import(join(root, '.size-limit.mjs'))) as { default: Budget[] }
const settings = await readFile(join(root, '.size-limit.mjs'), 'utf8')

/** Whole kB of a bundle. */
function budgetOf(bundle: string): number {
  return Math.round(Number.parseFloat(budgets.find(({ name }) => name === bundle)?.limit ?? ''))
}

/** Whole kB of some parts together, as the settings have them in their list of what weighs what. */
function weightOf(...parts: string[]): number {
  const weights = parts.map((part) => Number(new RegExp(`^// +([\\d.]+)  ${part}`, 'm').exec(settings)?.[1]))
  return Math.round(weights.reduce((sum, weight) => sum + weight))
}

const react = budgetOf('React')
const both = budgetOf('React with the OAuth services')
const xstate = weightOf('xstate')
const binding = weightOf('@xstate/react')

test.each([
  ['README.md', `about ${react} kB | ${xstate} of it \`xstate\`, and ${binding} \`@xstate/react\``],
  ['README.md', `about ${budgetOf('Vue')} kB | ${xstate} of it \`xstate\``],
  [
    'README.md',
    `about ${both} kB | ${weightOf('xstate', '@xstate/react', 'oauth4webapi', 'ofetch')} of it the four libraries`,
  ],
  ['packages/react/README.md', `about ${react} kB, ${xstate} of it \`xstate\` and ${binding} \`@xstate/react\``],
  ['packages/react/README.md', `\`@device-flow/oauth\` about ${both} kB`],
  ['packages/vue/README.md', `about ${budgetOf('Vue')} kB, ${xstate} of it \`xstate\``],
  ['packages/vue/README.md', `add about ${weightOf('oauth4webapi', 'ofetch', 'our services')} kB`],
])('%s says what an app gets: %s', async (file, words) => {
  expect(await readFile(join(root, file), 'utf8')).toContain(words)
})
