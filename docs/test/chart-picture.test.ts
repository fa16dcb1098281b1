import { deviceFlowMachine } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { arrowsOf } from '../../scripts/chart.mjs'
import { START } from '../.vitepress/chart-picture/arrow.ts'
import { chartPicture, withPicture } from '../.vitepress/chart-picture/plugin.ts'

const block = '```mermaid\nstateDiagram-v2\n```'
const because = (text: string): { text: string; isEvent: boolean } => ({ text, isEvent: false })

test('the arrows begin at the start, and each has every reason once', () => {
  const [first, ...others] = arrowsOf(deviceFlowMachine)
  expect(first).toEqual({ from: START, to: 'idle', reasons: [] })
  expect(others.find(({ from, to }) => from === 'idle' && to === 'requesting')?.reasons).toEqual([
    { text: 'start', isEvent: true },
    because('Nothing was kept, and a person wants to sign in'),
  ])
  for (const { reasons } of others) {
    expect(reasons.length).toBeGreaterThan(0)
    expect(new Set(reasons.map(({ text }) => text)).size).toBe(reasons.length)
  }
})

test('what would be left out of the picture is an error that names it', async () => {
  await expect(withPicture('No block', [])).rejects.toThrow('no place for the picture')
  await expect(chartPicture().transform(block, '/x/docs/guide.md')).rejects.toThrow('/x/docs/guide.md')
})

test('a picture stands where the source stood, and text in it cannot break out', async () => {
  const page = `Before\n\n${block}\n\nAfter`
  const drawn = await withPicture(page, [{ from: 'a', to: 'b', reasons: [because('1 < 2 {{ 3 }}')] }])
  expect(drawn).toMatch(/^Before\n\n<figure[\s\S]*<\/figure>\n\nAfter$/)
  expect(drawn).toContain('1 &lt; 2 &#123;&#123; 3 }}')
  expect(drawn).not.toMatch(/<figure[\s\S]*\n\n[\s\S]*<\/figure>/)
})
