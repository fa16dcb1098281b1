import { randomBytes } from 'node:crypto'
import { playPerson, startAuthServer } from '@device-flow/auth-server'
import { exitCodes, login } from 'device-flow'
import { describe, expect, test } from 'vitest'

const silent = { stdout: { write() {} }, stderr: { write() {} } }

describe.concurrent('device-flow login, at a real authorization server', () => {
  test.each(['client_secret_basic', 'client_secret_post'] as const)(
    'signs a client in that proves itself by %s (A6)',
    async (authMethod) => {
      const clientSecret = randomBytes(24).toString('base64url')
      const server = await startAuthServer({
        pollIntervalSeconds: 1,
        clients: [{ clientId: 'kiosk', authMethod, clientSecret }],
      })
      try {
        const target = ['--issuer', server.issuer, '--client-id', 'kiosk', '--client-auth', authMethod]
        const result = await login([...target, '--scope', 'openid profile'], {
          ...silent,
          env: { DEVICE_FLOW_CLIENT_SECRET: clientSecret },
          onPrompt: (prompt) => playPerson({ ...prompt, decision: 'approve', name: 'Ada' }),
        })
        if (!('session' in result)) throw result.error
        expect(result).toMatchObject({ exitCode: exitCodes.signedIn, session: { scope: 'openid profile' } })
        expect(await result.session.userInfo()).toMatchObject({ name: 'Ada' })
        await result.session.signOut()
      } finally {
        await server.close()
      }
    },
  )

  test('ends with 6 when the secret is wrong', async () => {
    const clients = [{ clientId: 'kiosk', authMethod: 'client_secret_basic' as const, clientSecret: 'right' }]
    const server = await startAuthServer({ clients })
    const env = { DEVICE_FLOW_CLIENT_SECRET: 'wrong' }
    const result = await login(['--issuer', server.issuer, '--client-id', 'kiosk'], { ...silent, env })
    await server.close()
    expect(result).toMatchObject({ exitCode: exitCodes.unsupported, error: { error: 'invalid_client' } })
  })
})
