import { once } from 'node:events'
import { granted, hang } from '@device-flow/testing'
import type { ResponseFunction } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, newHome, run, RunningCommand } from './running-command.ts'
import { withServer } from './with-server.ts'

describe.concurrent('Ctrl-C', () => {
  test('while waiting cancels at once, says so, and ends with 130 (G8)', async () => {
    await withServer({ interval: 30 }, async (server) => {
      const command = new RunningCommand(loginAt(server, '--json'))
      await command.says('enter the code')
      const at = performance.now()
      command.child.kill('SIGINT')
      const { exitCode, stdout, stderr } = await command.ended()
      expect(exitCode).toBe(130)
      expect(performance.now() - at).toBeLessThan(5000)
      expect(stderr).toMatch(/Cancelled\.\n$/)
      expect(jsonLines(stdout).at(-1)).toEqual({ type: 'error', reason: 'cancelled', message: 'Cancelled.' })
    })
  })

  test('before there is a code likewise', async () => {
    await withServer({ script: { openidConfiguration: [hang()] } }, async (server) => {
      const command = new RunningCommand(loginAt(server))
      await server.waitForRequest('openidConfiguration')
      command.child.kill('SIGINT')
      expect(await command.ended()).toEqual({ exitCode: 130, stdout: '', stderr: 'Cancelled.\n' })
    })
  })

  test('during a poll says so at once, and still revokes a grant that arrives late (E4)', async () => {
    const members = { access_token: 'late-access', refresh_token: 'late-refresh' }
    let grantNow: (() => void) | undefined
    const isLate = new Promise<void>((resolve) => (grantNow = resolve))
    const late: ResponseFunction = () => isLate.then(() => granted(members))
    await withServer({ script: { token: [late] } }, async (server) => {
      const command = new RunningCommand(loginAt(server))
      await server.waitForRequest('token')
      command.child.kill('SIGINT')
      await command.says('Cancelled.')
      expect(server.requests('revocation')).toHaveLength(0)
      grantNow?.()
      const { exitCode, stderr } = await command.ended()
      const revoked = server.requests('revocation').map(({ form }) => form.get('token'))
      expect({ exitCode, revoked }, stderr).toEqual({ exitCode: 130, revoked: ['late-refresh', 'late-access'] })
    })
  })

  test('does not wait for a poll that is never answered', async () => {
    await withServer({ script: { token: [hang()] } }, async (server) => {
      const command = new RunningCommand(loginAt(server))
      await server.waitForRequest('token')
      const at = performance.now()
      command.child.kill('SIGINT')
      expect((await command.ended()).exitCode).toBe(130)
      expect(performance.now() - at).toBeLessThan(8000)
    })
  })

  test('a second time ends at once', async () => {
    await withServer({ script: { token: [hang()] } }, async (server) => {
      const command = new RunningCommand(loginAt(server))
      await server.waitForRequest('token')
      command.child.kill('SIGINT')
      await command.says('Cancelled.')
      const at = performance.now()
      // As npm does it: the same signal once more, in the same moment, is no second one.
      command.child.kill('SIGINT')
      await new Promise((resolve) => void setTimeout(resolve, 400))
      expect(command.child.exitCode).toBeNull()
      command.child.kill('SIGINT')
      expect((await command.ended()).exitCode).toBe(130)
      expect(performance.now() - at).toBeLessThan(3000)
    })
  })

  test.each([['--json'], ['--no-qr']])(
    'while nobody reads the tokens (%s) revokes them, says so, and ends with 130',
    async (flag) => {
      const token = granted({ access_token: 'a'.repeat(300_000), refresh_token: 'unread-refresh' })
      await withServer({ script: { token: [token] } }, async (server) => {
        const command = new RunningCommand(loginAt(server, '--store', 'memory', '--show-tokens', flag))
        await command.says('enter the code')
        command.child.stdout?.pause()
        await command.says('Signed in')
        command.child.kill('SIGINT')
        await server.waitForRequest('revocation', 2)
        expect(server.requests('revocation')[0]?.form.get('token')).toBe('unread-refresh')
        expect(command.stderr).toMatch(/Cancelled before the tokens were read, so the sign-in is undone\.\n$/)
        command.child.stdout?.resume()
        expect((await command.ended()).exitCode).toBe(130)
      })
    },
  )

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'once the session is kept changes nothing: the last line is "authorized", and the exit code 0 (%s)',
    async (signal) => {
      const token = granted({ access_token: 'a'.repeat(300_000) })
      await withServer({ script: { token: [token] } }, async (server) => {
        const env = { DEVICE_FLOW_HOME: newHome() }
        const command = new RunningCommand(loginAt(server, '--show-tokens', '--json'), env)
        await command.says('enter the code')
        command.child.stdout?.pause()
        await command.says('Encrypted in')
        command.child.kill(signal)
        command.child.stdout?.resume()
        const { exitCode, stdout, stderr } = await command.ended()
        expect({ exitCode, last: jsonLines(stdout).at(-1) }).toMatchObject({
          exitCode: 0,
          last: { type: 'authorized' },
        })
        expect(stderr).not.toContain('Cancelled')
        expect(server.requests('revocation')).toHaveLength(0)
        expect((await run(['status'], env)).exitCode).toBe(0)
      })
    },
  )

  test('of one whose session is kept and whose lines nobody reads ends it within seconds, as signed in', async () => {
    const token = granted({ access_token: 'a'.repeat(300_000) })
    await withServer({ script: { token: [token] } }, async (server) => {
      const command = new RunningCommand(loginAt(server, '--show-tokens'))
      await command.says('enter the code')
      command.child.stdout?.pause()
      await command.says('Encrypted in')
      command.child.kill('SIGINT')
      const [exitCode] = await once(command.child, 'exit')
      expect(exitCode).toBe(0)
      command.child.stdout?.resume()
    })
  })

  test('SIGTERM cancels as well, and ends with 143', async () => {
    await withServer({}, async (server) => {
      const command = new RunningCommand(loginAt(server))
      await command.says('enter the code')
      command.child.kill('SIGTERM')
      expect((await command.ended()).exitCode).toBe(143)
    })
  })
})

describe.concurrent('a reader of stdout that goes away', () => {
  test('ends the login without a stack trace', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const command = new RunningCommand(loginAt(server, '--json'))
      command.child.stdout?.destroy()
      const { exitCode, stderr } = await command.ended()
      expect(exitCode).toBe(1)
      expect(stderr).toMatch(/Cancelled\.\nstdout cannot be written \(EPIPE\), so the login was given up\.\n$/)
    })
  })

  test('ends a command that only tells something without a word', async () => {
    const command = new RunningCommand(['doctor', '--issuer', 'http://127.0.0.1:2', '--client-id', 'tv'])
    command.child.stdout?.destroy()
    expect(await command.ended()).toMatchObject({ exitCode: 1, stderr: '' })
  })

  test('leaves no session behind that nobody learnt of', async () => {
    await withServer({ script: { token: [granted({ refresh_token: 'unread-refresh' })] } }, async (server) => {
      const command = new RunningCommand(loginAt(server, '--store', 'memory', '--json'))
      await server.waitForRequest('deviceAuthorization')
      await command.says('enter the code')
      command.child.stdout?.destroy()
      const { exitCode, stderr } = await command.ended()
      expect(exitCode).toBe(1)
      expect(stderr).toContain('stdout cannot be written (EPIPE)')
      expect(server.requests('revocation').map(({ form }) => form.get('token'))).toContain('unread-refresh')
    })
  })

  test('of stderr is no reason to stop', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const command = new RunningCommand(loginAt(server, '--json'))
      command.child.stderr?.destroy()
      const { exitCode, stdout } = await command.ended()
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'authorized' })
    })
  })
})
