import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chartMarkdown } from '../../../scripts/chart.mjs'
import { deviceFlowMachine } from '../src/index.ts'

test('docs/chart.md is what the machine draws today (else: npm run build && npm run chart)', () => {
  const committed = readFileSync(new URL('../../../docs/chart.md', import.meta.url), 'utf8')
  expect(committed).toBe(chartMarkdown(deviceFlowMachine))
})

test('every event that the machine takes is explained, and no other', () => {
  const taken = [...deviceFlowMachine.events].filter((event) => /^\w+$/.test(event))
  const explained = [...chartMarkdown(deviceFlowMachine).matchAll(/^- `(\w+)` –/gm)].map((match) => match[1])
  expect(explained.toSorted()).toEqual(taken.toSorted())
})
