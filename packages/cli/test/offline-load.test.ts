import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import { run } from './running-command.ts'

/** Runs a command, and tells which files it has loaded: V8 counts what it runs. */
async function filesOf(argv: readonly string[], env: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'device-flow-'))
  expect(await run(argv, { ...env, NODE_V8_COVERAGE: folder })).toMatchObject({ exitCode: 0 })
  const [report = ''] = readdirSync(folder)
  const { result } = JSON.parse(readFileSync(join(folder, report), 'utf8')) as { result: { url: string }[] }
  return result.map(({ url }) => url).filter((url) => url.startsWith('file:'))
}

describe.concurrent('device-flow with a token that lives', () => {
  test.each([['token'], ['token --json'], ['status'], ['token --format header']])(
    'loads one file, and neither the chart nor OAuth: %s',
    async (words) => {
      const device = await startDevice()
      await device.login()
      const files = await filesOf(words.split(' '), device.env)
      expect(files.map((url) => url.split('/').slice(-3).join('/'))).toEqual([
        'cli/bin/device-flow.cjs',
        'cli/dist/bin.cjs',
      ])
    },
  )

  test('loads them to renew it', async () => {
    const device = await startDevice()
    await device.login()
    const files = await filesOf(['token', '--min-life', '3600'], device.env)
    expect(files.filter((url) => url.includes('/machine/dist/'))).not.toEqual([])
  })
})
