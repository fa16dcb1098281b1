import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loginFlags, startDevice } from './device.ts'
import { filesOf } from './loaded-by.ts'

const namesOf = (files: readonly string[]): string[] => files.map((file) => basename(file)).toSorted()

// Each file takes a third of a millisecond, and so do 10 kB of them.

describe.concurrent('device-flow', () => {
  test('login shows its code out of few files', async () => {
    const device = await startDevice()
    const files = await filesOf(['login', '--no-wait', ...loginFlags(device.server)], device.env)
    expect(namesOf(files)).toEqual([
      'after-the-code.cjs',
      'commands.cjs',
      'device-flow.cjs',
      'libraries.cjs',
      'login-command.cjs',
      'main.cjs',
      'program.cjs',
      'requests.cjs',
      'rolldown-runtime.cjs',
    ])
    expect(files.reduce((bytes, file) => bytes + statSync(fileURLToPath(file)).size, 0)).toBeLessThan(428_000)
  })

  test.each([
    ['--version', []],
    ['--help', []],
    ['completion bash', ['completion-command.cjs']],
  ])('%s waits for no library', async (words, own) => {
    expect(namesOf(await filesOf(words.split(' '), {}))).toEqual([
      ...own,
      'device-flow.cjs',
      'main.cjs',
      'program.cjs',
      'rolldown-runtime.cjs',
    ])
  })
})
