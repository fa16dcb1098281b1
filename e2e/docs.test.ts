import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { playPerson, startAuthServer } from '@device-flow/auth-server'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
// Inside this workspace, so that the snippets find the packages as an app's own code would.
const folder = join(root, 'e2e', '.snippets')

const texts = await Promise.all(
  (await markdownFiles()).map(async (file) => ({ file, text: await readFile(join(root, file), 'utf8') })),
)
const snippets = texts.flatMap(({ file, text }) =>
  [...text.matchAll(/```(tsx?|vue)\n([\s\S]*?)```/g)].map(([, language, block = ''], index) => ({
    file,
    index,
    extension: language === 'tsx' ? 'tsx' : 'ts',
    // Of a Vue component, what its script says is compiled; what its template says is not.
    code: language === 'vue' ? (/<script setup lang="ts">([\s\S]*?)<\/script>/.exec(block)?.[1] ?? '?') : block,
  })),
)

async function markdownFiles(): Promise<string[]> {
  const inside = async (path: string): Promise<string[]> => {
    const entries = await readdir(join(root, path), { withFileTypes: true })
    return entries.filter((entry) => entry.name.endsWith('.md')).map((entry) => join(path, entry.name))
  }
  const packages = (await readdir(join(root, 'packages'))).map((name) => join('packages', name))
  const apps = (await readdir(join(root, 'apps'))).map((name) => join('apps', name))
  return (await Promise.all(['.', 'docs', ...packages, ...apps].map(inside))).flat()
}

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
})
afterAll(() => rm(folder, { recursive: true }))

test('every snippet in README and docs compiles', async () => {
  expect(snippets.length).toBeGreaterThan(3)
  for (const { file, index, extension, code } of snippets) {
    const name = `${file.replaceAll(/\W/g, '-')}-${index}.${extension}`
    await writeFile(join(folder, name), `${code}\nexport {}\n`)
  }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.base.json',
      compilerOptions: { lib: ['es2023', 'dom'], types: ['node'], isolatedDeclarations: false, jsx: 'react-jsx' },
      include: ['*.ts', '*.tsx'],
    }),
  )
  const compiled = promisify(execFile)('npm', ['exec', '--', 'tsc', '--project', folder], { cwd: root })
  await expect(
    compiled.catch(({ stdout }: { stdout: string }) => Promise.reject(new Error(stdout))),
  ).resolves.toBeTruthy()
})

test('the quick start of the README signs in, calls an API and signs out', async () => {
  const quickStart =
    snippets.find(({ file, code }) => file === 'README.md' && code.includes('terminalPrompt'))?.code ?? ''
  const server = await startAuthServer({ pollIntervalSeconds: 1 })
  const script = join(folder, 'quick-start.mjs')
  await writeFile(
    script,
    quickStart
      .replace('https://YOUR-TENANT.auth0.com/', server.issuer)
      .replace('YOUR-CLIENT-ID', server.clientId)
      .replace('orders:read', 'api:read')
      .replace("audience: 'https://api.example.com'", `resource: '${server.apiUrl}'`)
      .replace('https://api.example.com', server.apiUrl),
  )

  const run = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  run.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  const userCode = await new Promise<string>((resolve, reject) => {
    run.on('exit', () => reject(new Error(`It ended without showing a code.\n${stderr}`)))
    run.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
      const code = /\b[A-Z]{4}-[A-Z]{4}\b/.exec(stderr)?.[0]
      if (code) resolve(code)
    })
  })
  const exited = new Promise<number | null>((resolve) => run.on('exit', resolve))
  await playPerson({ verificationUri: server.verificationUri, userCode, decision: 'approve', name: 'Grace' })

  expect(await exited, stderr).toBe(0)
  expect(stdout).toContain('Hello, Grace')
  expect(stdout).toMatch(/^200 /m)
  await server.close()
})

test('every link inside README and docs leads somewhere', () => {
  const broken = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
      .map((match) => join(root, dirname(file), match[1] ?? ''))
      .filter((target) => !existsSync(target))
      .map((target) => `${file} → ${relative(root, target)}`),
  )
  expect(broken).toEqual([])
})
