import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commandCode } from '../../src/code/command-code.ts'
import { nodeCode } from '../../src/code/node-code.ts'
import { createLab } from '../../src/lab/lab.ts'
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts'

const embedded = { issuer: 'http://127.0.0.1:8629', apiUrl: 'http://127.0.0.1:8629/api' }

test('the command says all that is set, and quotes what a shell would read', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    server: 'embedded',
    clientId: "it's tv",
    resource: 'https://one.example https://two.example',
    clientAuth: 'client_secret_basic',
    dpop: true,
    parameters: { login_hint: '$(rm)' },
  } as const
  const { server } = createLab({ ...settings, clientAuth: 'none' }, embedded)
  expect(commandCode(settings, server, 'poll')).toBe(`# its secret is read from the environment alone
(: "\${DEVICE_FLOW_CLIENT_SECRET:?export it first}") &&
device-flow login \\
  --issuer http://127.0.0.1:8629 \\
  --client-id 'it'\\''s tv' \\
  --scope 'openid profile offline_access' \\
  --resource https://one.example \\
  --resource https://two.example \\
  --client-auth client_secret_basic \\
  --param 'login_hint=$(rm)' \\
  --dpop tokens
`)
})

test('a provider is named with its place, and an API call is one of the command', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    server: 'provider',
    provider: 'auth0',
    place: { tenant: 'dev-abc.eu' },
  } as const
  const { server } = createLab(settings, {})
  const code = commandCode(settings, server, 'api', 'https://api.example.com/me')
  expect(code).toContain('--provider auth0 \\\n  --tenant dev-abc.eu')
  expect(code).toContain('--allow-origin https://api.example.com\n')
  expect(code).toMatch(/\n\ndevice-flow fetch https:\/\/api\.example\.com\/me\n$/)
})

test('code that needs a client secret ends without one, and never empties one that is set', () => {
  const settings = { ...DEFAULT_SETTINGS, clientAuth: 'client_secret_basic' } as const
  const { server } = createLab(DEFAULT_SETTINGS, {})
  const script = `device-flow() { echo "sent with $DEVICE_FLOW_CLIENT_SECRET"; }\n${commandCode(settings, server, 'poll')}`
  const run = (env: NodeJS.ProcessEnv): string =>
    execFileSync('bash', ['-c', script], { env, stdio: 'pipe' }).toString()
  expect(run({ DEVICE_FLOW_CLIENT_SECRET: 'hunter2' })).toBe('sent with hunter2\n')
  expect(() => run({})).toThrow('export it first')
  expect(nodeCode(settings, server)).toContain('if (!secret) throw')
  expect(nodeCode(DEFAULT_SETTINGS, server)).not.toContain('secret')
})
