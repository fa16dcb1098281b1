import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { GUIDE, makeSnippetFolder, readTexts, root, snippetsOf } from './snippets.ts'

test('every snippet in READMEs and docs compiles, the templates of Vue included', async () => {
  const folder = await makeSnippetFolder('compile')
  const snippets = (await readTexts()).flatMap(snippetsOf)
  expect(snippets.length).toBeGreaterThan(20)
  const paths = snippets.map(({ file, name, isAlternative }, index) =>
    join(folder, GUIDE.includes(file) ? 'guide' : file.replaceAll(/\W/g, '-'), isAlternative ? `${index}` : '', name),
  )
  for (const [index, { name, code }] of snippets.entries()) {
    const path = paths[index]!
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, name.endsWith('.vue') ? code : `${code}\nexport {}\n`)
  }

  const compiled = promisify(execFile)('npm', ['exec', '--', 'vue-tsc', '--project', folder], {
    cwd: join(root, 'e2e'),
  })
  await expect(
    compiled.catch(({ stdout }: { stdout: string }) => Promise.reject(new Error(stdout))),
  ).resolves.toBeTruthy()
  await rm(folder, { recursive: true })
})
