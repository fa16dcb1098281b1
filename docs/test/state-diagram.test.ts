import { expect, test } from 'vitest'
import { parseStateDiagram, START } from '../.vitepress/state-diagram/parse-state-diagram.ts'
import { stateDiagrams } from '../.vitepress/state-diagram/plugin.ts'

test('arrows are read with each reason of their label', () => {
  const source = `stateDiagram-v2
    direction TB
    [*] --> idle
    idle --> busy: start<br/>The clock: it struck`
  expect(parseStateDiagram(source)).toEqual([
    { from: START, to: 'idle', reasons: [] },
    { from: 'idle', to: 'busy', reasons: ['start', 'The clock: it struck'] },
  ])
})

test('what would be left out of the picture is an error that names it', () => {
  expect(() => parseStateDiagram('flowchart LR\na --> b')).toThrow('flowchart LR')
  expect(() => parseStateDiagram('stateDiagram-v2\n  state busy {')).toThrow('state busy {')
})

test('a picture stands where the source stood, and text in it can not break out', async () => {
  const page = 'Before\n\n```mermaid\nstateDiagram-v2\n  a --> b: 1 < 2 {{ 3 }}\n```\n\nAfter'
  const drawn = await stateDiagrams().transform(page, 'chart.md')
  expect(drawn).toMatch(/^Before\n\n<figure[\s\S]*<\/figure>\n\nAfter$/)
  expect(drawn).toContain('1 &lt; 2 &#123;&#123; 3 }}')
  expect(drawn).not.toMatch(/<figure[\s\S]*\n\n[\s\S]*<\/figure>/)
})
