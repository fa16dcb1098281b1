import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../.vitepress/pages.ts'
import { withStarts } from '../.vitepress/starts.ts'

const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const text = (page: string): string => readFileSync(join(root, 'docs', page), 'utf8')
const withStart = pages.filter((page) => text(page).includes('<!-- starts/'))

// `npm run starts` writes them anew: it runs this test, and has it update what it compares with.
test.each(withStart)('docs/%s shows the start as it is today (otherwise: npm run starts)', async (page) => {
  await expect(withStarts(text(page))).toMatchFileSnapshot(`../${page}`)
})

test('each start is the first code of a page, or of its framework', () => {
  const shown = withStart.map((page) => /<!-- starts\/(\w+)\//.exec(text(page))?.[1])
  expect(shown.toSorted()).toEqual(readdirSync(join(root, 'starts')).toSorted())
  for (const page of withStart) {
    const before = text(page).slice(0, text(page).indexOf('<!-- starts/'))
    expect(before.match(/^```(?!sh$)\w/gm)).toBeNull()
    expect(before).not.toContain('\n## ')
  }
})
