import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { GUIDE, makeSnippetFolder, readTexts, root, snippetsOf } from './snippets.ts'

test('the tests that the guide shows pass, on the screens and the machine that it shows', async () => {
  const folder = await makeSnippetFolder('own-test')
  const pages = new Set([...GUIDE, 'docs/inside-your-machine.md'])
  const guide = (await readTexts()).filter(({ file }) => pages.has(file))
  for (const { name, code, isAlternative } of guide.flatMap(snippetsOf)) {
    if (!isAlternative) await writeFile(join(folder, name), code)
  }
  const config = `import vue from '@vitejs/plugin-vue'\nexport default { plugins: [vue()] }`
  await writeFile(join(folder, 'vite.config.mjs'), config)

  const run = ['exec', '--', 'vitest', 'run', '--root', folder, '--reporter', 'json']
  const { stdout } = await promisify(execFile)('npm', run, { cwd: root })
  expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 7 })
  await rm(folder, { recursive: true })
})
