import { delayed, granted, pending } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { CommandOnTerminal, exitCodeInWindow, hasTerminals } from './on-terminal.ts'
import { jsonLines, loginAt, RunningCommand } from './running-command.ts'
import { withServer } from './with-server.ts'

describe.concurrent('a login in the background, without a terminal', () => {
  test.each([
    ['--json', ['prompt', 'authorized']],
    ['--no-qr', []],
  ])('lives on when its shell hangs up, and signs in (case 29, attack X7): %s', async (flag, lines) => {
    await withServer({ script: { token: [delayed(800, granted())] } }, async (server) => {
      const command = new RunningCommand(loginAt(server, flag))
      await command.says('enter the code')
      command.child.kill('SIGHUP')
      await server.waitForRequest('token')
      command.child.kill('SIGHUP')
      const { exitCode, stdout, stderr } = await command.ended()
      expect(exitCode).toBe(0)
      expect(stderr).toContain('Signed in as person-1.')
      expect(jsonLines(stdout).map(({ type }) => type)).toEqual(lines)
    })
  })

  test('lives on before there is a code, too (case 29)', async () => {
    await withServer({}, async (server) => {
      server.script('openidConfiguration', delayed(800, { body: await metadataOf(server.issuer) }))
      server.script('token', granted())
      const command = new RunningCommand(loginAt(server))
      await server.waitForRequest('openidConfiguration', 2)
      command.child.kill('SIGHUP')
      expect((await command.ended()).exitCode).toBe(0)
    })
  })

  test(
    'lives on when the terminal that it was started from is closed, all three redirected (case 29)',
    { skip: !hasTerminals },
    async () => {
      await withServer({ script: { token: [delayed(800, granted())] } }, async (server) => {
        const redirected = '</dev/null >/dev/null 2>/dev/null'
        const command = new CommandOnTerminal(loginAt(server), { TERM: 'xterm' }, { redirected })
        await server.waitForRequest('token')
        command.kill('SIGHUP')
        expect(await command.ended()).toBe(0)
      })
    },
  )

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is still cancelled by %s after a hang-up', async (signal, exitCode) => {
    await withServer({ interval: 30 }, async (server) => {
      const command = new RunningCommand(loginAt(server))
      await command.says('enter the code')
      command.child.kill('SIGHUP')
      command.child.kill(signal)
      const ended = await command.ended()
      expect(ended.exitCode).toBe(exitCode)
      expect(ended.stderr).toMatch(/Cancelled\.\n$/)
    })
  })
})

describe.concurrent('a window that is closed (SIGHUP)', { skip: !hasTerminals }, () => {
  test.each([
    ['all three of stdin, stdout and stderr are', ''],
    ['stdin alone is', '>/dev/null 2>/dev/null'],
    ['stdout alone is', '</dev/null 2>/dev/null'],
    ['stderr alone is', '</dev/null >/dev/null'],
  ])('cancels as Ctrl-C does, and ends with 129, where %s a terminal', async (_, redirected) => {
    await withServer({ interval: 30 }, async (server) => {
      const command = new CommandOnTerminal(loginAt(server), { TERM: 'xterm' }, { redirected })
      await server.waitForRequest('deviceAuthorization')
      command.kill('SIGHUP')
      expect(await command.ended()).toBe(129)
    })
  })

  test('ends with 129, not with a crash, when the terminal is gone with it (case 29)', async () => {
    await withServer({ script: { token: [pending()] } }, async (server) => {
      expect(await exitCodeInWindow(loginAt(server), server.waitForRequest('token'))).toBe(129)
    })
  })

  test('has a grant revoked that arrives when the terminal is gone (case 29)', async () => {
    await withServer({ script: { token: [delayed(1500, granted())] } }, async (server) => {
      expect(await exitCodeInWindow(loginAt(server), server.waitForRequest('token'))).toBe(129)
      expect(server.requests('revocation').length).toBeGreaterThan(0)
    })
  })
})

async function metadataOf(issuer: string): Promise<unknown> {
  return (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
}
