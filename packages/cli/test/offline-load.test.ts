import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import { run } from './running-command.ts'

/** Runs a command, and tells which modules it has loaded. */
async function modulesOf(argv: readonly string[], env: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'device-flow-'))
  const [log, hooks, main] = ['log', 'hooks.mjs', 'main.mjs'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(log, '')
  writeFileSync(
    hooks,
    `import { appendFileSync } from 'node:fs'
     export function load(url, context, next) { appendFileSync(${JSON.stringify(log)}, url + '\\n'); return next(url, context) }`,
  )
  writeFileSync(main, `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(hooks).href)})`)
  const { exitCode } = await run(argv, { ...env, NODE_OPTIONS: `--import=${pathToFileURL(main).href}` })
  expect(exitCode).toBe(0)
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((url) => url.startsWith('file:') && !url.startsWith(pathToFileURL(folder).href))
}

describe.concurrent('device-flow with a token that lives', () => {
  test.each([['token'], ['token --json'], ['status'], ['token --format header']])(
    'loads one file, and neither the chart nor OAuth: %s',
    async (words) => {
      const device = await startDevice()
      await device.login()
      expect(await modulesOf(words.split(' '), device.env)).toEqual([
        expect.stringMatching(/\/packages\/cli\/dist\/bin\.js$/),
      ])
    },
  )
})
