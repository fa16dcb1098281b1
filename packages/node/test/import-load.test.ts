import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

interface Loaded {
  files: string[]
  /** Node's own. */
  modules: string[]
}

const cwd = fileURLToPath(new URL('..', import.meta.url))

/** What a program makes Node load. */
function loadedBy(source: string): Loaded {
  const folder = mkdtempSync(join(tmpdir(), 'device-flow-'))
  try {
    const modules = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', `${source}\nconsole.log(JSON.stringify(process.moduleLoadList))`],
      {
        cwd,
        env: { ...process.env, NODE_V8_COVERAGE: folder },
        encoding: 'utf8',
      },
    )
    const [report = ''] = readdirSync(folder)
    // V8 counts what it runs.
    const { result } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as { result: { url: string }[] }
    const urls = result.map(({ url }) => url).filter((url) => /^file:.*\.\w+$/.test(url))
    return {
      files: urls.map((url) => fileURLToPath(url)),
      modules: (JSON.parse(modules) as string[]).map((name) => name.replace('NativeModule ', '')),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// Each file takes half a millisecond, and so do 50 kB of them.

test('a program that imports signIn waits for neither the chart nor OAuth, nor for what speaks HTTP', () => {
  const { files, modules } = loadedBy("await import('@device-flow/node')")
  expect(files.join('\n')).toContain('/node/dist/index.js')
  expect(files.filter((file) => /xstate|oauth4webapi|undici|keyring|\/node\/dist\/login\.js/.test(file))).toEqual([])
  expect(modules.filter((name) => /^https?$|^tls$|undici$|^worker_threads$/.test(name))).toEqual([])
  expect(files.length).toBeLessThanOrEqual(9)
  expect(files.reduce((bytes, file) => bytes + statSync(file).size, 0)).toBeLessThan(171_000)
})

test('a program that imports signIn finds its standard streams as they were: nothing has opened them', () => {
  const source = `
    const opened = []
    for (const name of ['stdin', 'stdout', 'stderr']) {
      Object.defineProperty(process, name, { enumerable: true, configurable: true, get: () => void opened.push(name) })
    }
    await import('@device-flow/node')
    ;(await import('node:fs')).writeSync(1, JSON.stringify(opened))
  `
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', source], { cwd, encoding: 'utf8' })).toBe('[]')
})

test('the first signIn loads what a login needs from few files, without a fetch for a Node that has none', () => {
  const { files, modules } = loadedBy(`
    import { signIn } from '@device-flow/node'
    const signal = AbortSignal.abort(new Error('not now'))
    await signIn({ issuer: 'https://id.example.com', clientId: 'tv', onPrompt() {}, signal }).catch(() => {})
  `)
  expect(files.join('\n')).toContain('/oauth4webapi/')
  expect(files.filter((file) => /fetch-native|undici|jose|requests|profiles|\.d\.ts$/.test(file))).toEqual([])
  expect(modules.filter((name) => /^https?$/.test(name))).toEqual([])
  expect(files.length).toBeLessThanOrEqual(30)
})
