import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { granted, hang } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { bin, jsonLines, loginAt, RunningCommand } from './running-command.ts'
import { withServer } from './with-server.ts'

/** Runs the command with stderr on a full disk. */
async function runOnFullDisk(argv: readonly string[]): Promise<{ exitCode: number | null; stdout: string }> {
  const words = [process.execPath, bin, ...argv].map((word) => `'${word}'`).join(' ')
  const child = spawn('/bin/sh', ['-c', `exec ${words} 2>/dev/full`], { stdio: ['ignore', 'pipe', 'ignore'] })
  let stdout = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return { exitCode, stdout }
}

describe.concurrent('a login whose code nobody can see, as stderr', () => {
  test.each([[''], ['--no-qr'], ['--show-tokens']])('is closed, ends with 1 (attack X19): %s', async (flag) => {
    await withServer({ interval: 30 }, async (server) => {
      const command = new RunningCommand(loginAt(server, ...(flag ? [flag] : [])))
      command.child.stderr?.destroy()
      expect(await command.ended()).toMatchObject({ exitCode: 1, stdout: '' })
      expect(server.requests('token')).toHaveLength(0)
    })
  })

  test('is on a full disk, ends with 1 (attack X19)', { skip: process.platform !== 'linux' }, async () => {
    await withServer({ interval: 30 }, async (server) => {
      expect(await runOnFullDisk(loginAt(server))).toEqual({ exitCode: 1, stdout: '' })
      expect(server.requests('token')).toHaveLength(0)
    })
  })

  test('closes later, ends with 1 as soon as there is something to tell (attack X19)', async () => {
    await withServer({ script: { token: [hang()] } }, async (server) => {
      const command = new RunningCommand(loginAt(server, '--request-timeout', '1'))
      await command.says('enter the code')
      command.child.stderr?.destroy()
      expect((await command.ended()).exitCode).toBe(1)
      expect(server.requests('token')).toHaveLength(1)
    })
  })
})

describe.concurrent('a login with --json', () => {
  test('goes on without stderr on a full disk (attack X19)', { skip: process.platform !== 'linux' }, async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const { exitCode, stdout } = await runOnFullDisk(loginAt(server, '--json'))
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).map(({ type }) => type)).toEqual(['prompt', 'authorized'])
    })
  })
})
