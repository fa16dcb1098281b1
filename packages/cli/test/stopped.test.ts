import { setTimeout as delay } from 'node:timers/promises'
import { delayed, deviceAuthorized, granted, oauthError, pending } from '@device-flow/testing'
import type { EndpointName, ScriptedServer, ScriptedServerOptions } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { loginAt, RunningCommand } from './running-command.ts'
import type { Ended } from './running-command.ts'
import { withServer } from './with-server.ts'

// Longer than a request may take here, which is 1 s.
const STOPPED_MS = 2500

/** Signs in with a command that is stopped (Ctrl-Z, a laptop's debugger) just after its request has reached the server. */
async function stoppedDuring(server: ScriptedServer, endpoint: EndpointName, count: number): Promise<Ended> {
  const command = new RunningCommand(loginAt(server, '--json', '--request-timeout', '1'))
  await server.waitForRequest(endpoint, count)
  await delay(50)
  command.child.kill('SIGSTOP')
  await delay(STOPPED_MS)
  command.child.kill('SIGCONT')
  return command.ended()
}

describe.concurrent('a command that was stopped while the answer came reads it when it goes on (attack X2)', () => {
  const script: [string, EndpointName, number, ScriptedServerOptions['script']][] = [
    ['tokens, which are sent once only', 'token', 2, { token: [pending(), delayed(300, granted())] }],
    [
      'a code',
      'deviceAuthorization',
      1,
      { deviceAuthorization: [delayed(300, deviceAuthorized())], token: [granted()] },
    ],
  ]
  test.each(script)('%s', { timeout: 20_000 }, async (_what, endpoint, count, answers) => {
    await withServer({ script: answers ?? {}, clientId: 'tv' }, async (server) => {
      server.always('token', oauthError('invalid_grant'))
      const { exitCode, stderr } = await stoppedDuring(server, endpoint, count)
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
      expect(server.requests(endpoint)).toHaveLength(count)
    })
  })
})

test(
  'a command that was cancelled during a poll, and then stopped, still revokes the grant that came meanwhile (attack X2)',
  { timeout: 30_000 },
  async () => {
    const script = { token: [delayed(600, granted({ access_token: 'late-access', refresh_token: 'late-refresh' }))] }
    await withServer({ script, clientId: 'tv' }, async (server) => {
      const command = new RunningCommand(loginAt(server))
      await server.waitForRequest('token')
      command.child.kill('SIGINT')
      await command.says('Cancelled.')
      command.child.kill('SIGSTOP')
      // Longer than a grant is waited for after a cancel, and than a cancelled process lives.
      await delay(7500)
      command.child.kill('SIGCONT')
      expect((await command.ended()).exitCode).toBe(130)
      expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([
        'late-refresh',
        'late-access',
      ])
    })
  },
)
