import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { playPerson, startAuthServer, type AuthServer } from '@device-flow/auth-server'
import { describe, expect, test } from 'vitest'

const command = fileURLToPath(new URL('../node_modules/.bin/device-flow', import.meta.url))

/** Runs `device-flow login --json` as the client "kiosk" with this secret. The lines on stdout, and the exit code. */
async function login(
  { issuer }: AuthServer,
  secret: string,
  flags: readonly string[],
): Promise<{ lines: Record<string, unknown>[]; exitCode: number | null }> {
  const child = spawn(
    process.execPath,
    [command, 'login', '--issuer', issuer, '--client-id', 'kiosk', '--store', 'memory', '--json', ...flags],
    { env: { DEVICE_FLOW_CLIENT_SECRET: secret }, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const closed = once(child, 'close') as Promise<[number | null]>
  const lines: Record<string, unknown>[] = []
  for await (const text of createInterface(child.stdout)) {
    const line = JSON.parse(text) as Record<string, unknown>
    lines.push(line)
    if (line.type === 'prompt') {
      const [verificationUri, userCode] = [String(line.verification_uri), String(line.user_code)]
      await playPerson({ verificationUri, userCode, decision: 'approve', name: 'Ada' })
    }
  }
  return { lines, exitCode: (await closed)[0] }
}

describe.concurrent('device-flow login, at a real authorization server', () => {
  test.each(['client_secret_basic', 'client_secret_post'] as const)(
    'signs a client in that proves itself by %s (A6)',
    async (authMethod) => {
      const clientSecret = randomBytes(24).toString('base64url')
      const clients = [{ clientId: 'kiosk', authMethod, clientSecret }]
      const server = await startAuthServer({ pollIntervalSeconds: 1, clients })
      try {
        const flags = ['--client-auth', authMethod, '--scope', 'openid profile', '--show-tokens']
        const { lines, exitCode } = await login(server, clientSecret, flags)
        const authorized = lines.find(({ type }) => type === 'authorized')
        expect([exitCode, authorized?.scope]).toEqual([0, 'openid profile'])
        const headers = { authorization: `Bearer ${String(authorized?.access_token)}` }
        const userInfo = await fetch(`${server.issuer}/me`, { headers })
        expect(await userInfo.json()).toMatchObject({ name: 'Ada' })
      } finally {
        await server.close()
      }
    },
  )

  test('ends with 6 when the secret is wrong', async () => {
    const clients = [{ clientId: 'kiosk', authMethod: 'client_secret_basic' as const, clientSecret: 'right' }]
    const server = await startAuthServer({ clients })
    const { lines, exitCode } = await login(server, 'wrong', [])
    await server.close()
    expect(exitCode).toBe(6)
    expect(lines.at(-1)).toMatchObject({ type: 'error', error: 'invalid_client' })
  })
})
