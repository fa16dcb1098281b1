import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { readTexts, root } from './snippets.ts'

test('every link inside READMEs and docs leads somewhere', async () => {
  const texts = await readTexts()
  const broken = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
      .map((match) => join(root, dirname(file), match[1] ?? ''))
      .filter((target) => !existsSync(target))
      .map((target) => `${file} → ${relative(root, target)}`),
  )
  expect(texts.length).toBeGreaterThan(10)
  expect(broken).toEqual([])
})
