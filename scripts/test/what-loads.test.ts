import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Text that no compression makes smaller, of about so many bytes. */
const noise = (bytes: number): string =>
  JSON.stringify(Array.from({ length: bytes / 2 }, () => Math.random().toString(36)[2]).join(','))

test('a size is that of what a page loads at first, with what a bundler puts there for later chunks; a chunk’s, what it brings beside', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'what-loads-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = (name: string) => join(folder, name)
  await writeFile(file('shared.js'), `export const first = ${noise(2000)}\nexport const later = ${noise(8000)}`)
  await writeFile(file('later.js'), `import { later } from './shared.js'\nconsole.log(later, ${noise(32_000)})`)
  await writeFile(
    file('page.js'),
    `import { first } from './shared.js'\nexport const load = () => [first, import('./later.js')]`,
  )
  await writeFile(
    file('sizes.mjs'),
    `import { whatLoads } from '${join(root, 'scripts/what-loads.mjs')}'
const page = (name, modifyEsbuildConfig) => ({ name, import: { '${file('page.js')}': '{ load }' }, gzip: true, modifyEsbuildConfig })
export default [page('page', whatLoads()), page('chunk', whatLoads({ chunk: '${file('later.js')}' })), page('one file')]`,
  )
  const command = ['exec', '--', 'size-limit', '--json', '--config', file('sizes.mjs')]
  const { stdout } = await promisify(execFile)('npm', command, { cwd: root })
  const sizes = (JSON.parse(stdout) as { size: number }[]).map(({ size }) => size)
  const [page = 0, chunk = 0, oneFile = 0] = sizes
  expect(page + chunk).toBeGreaterThan(oneFile - 500)
  expect(page + chunk).toBeLessThan(oneFile + 500)
  // The page has the 8 kB, too.
  expect(chunk / page).toBeGreaterThan(2.5)
  expect(chunk / page).toBeLessThan(4)
})
