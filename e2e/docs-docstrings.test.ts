import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './snippets.ts'

/** A number of our own rule book, as in "(F1)", "(RFC 7009, F12)", "(case 3)" or "(attack X4)": it says nothing to who uses a package. */
const CITATION = /\((?:[^()]*, )?[A-Z]\d{1,2}(?:, [^()]*)?\)|\b(?:case|attack) X?\d+\b/g

/** The built files of the packages that are published. */
async function publishedFiles(): Promise<string[]> {
  const folders = await readdir(join(root, 'packages'))
  const files = folders.map(async (folder) => {
    const home = join('packages', folder)
    const { private: isPrivate } = JSON.parse(await readFile(join(root, home, 'package.json'), 'utf8')) as {
      private?: boolean
    }
    if (isPrivate) return []
    const names = await readdir(join(root, home, 'dist'), { recursive: true })
    return names.filter((name) => /\.(?:d\.ts|js)$/.test(name)).map((name) => join(home, 'dist', name))
  })
  return (await Promise.all(files)).flat()
}

test('the docstrings that are published cite the standards, and no rule book of this repository', async () => {
  const files = await publishedFiles()
  expect(files.filter((file) => file.endsWith('.d.ts')).length).toBeGreaterThan(10)
  const found = files.map(async (file) => {
    const docstrings = (await readFile(join(root, file), 'utf8')).match(/\/\*\*[^]*?\*\//g) ?? []
    return docstrings.flatMap((text) => [...text.matchAll(CITATION)].map(([citation]) => `${file}: ${citation}`))
  })
  expect((await Promise.all(found)).flat()).toEqual([])
})

test.each(['once (F1).', 'revoked (RFC 7009, F12);', 'its status (D1, B8)', 'ends (case 12)', 'as in attack X4'])(
  'the check notices "%s"',
  (text) => {
    expect(text.match(CITATION)).toHaveLength(1)
  },
)

test.each(['signed (RFC 8628 §3.5)', 'alg (ES256)', 'hidden (C1 controls)', 'in each case', 'an answer (HTTP/2)'])(
  'the check lets "%s" pass',
  (text) => {
    expect(text.match(CITATION)).toBeNull()
  },
)
