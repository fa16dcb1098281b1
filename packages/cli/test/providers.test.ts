import { readFileSync } from 'node:fs'
import { oauthError, startProviderServer, startScriptedServer } from '@device-flow/testing'
import type { FixtureName, ProviderServer, ProviderServerOptions } from '@device-flow/testing'
import { allProviders, github } from '@device-flow/oauth/profiles'
import { describe, expect, test } from 'vitest'
import { providerNames } from '../src/client/provider-names.ts'
import { providerText } from '../src/providers/provider-text.ts'
import { jsonLines, newHome, run } from './running-command.ts'

/** Runs a test with the flags that lead to a provider's server. */
async function atProvider(
  name: FixtureName,
  options: ProviderServerOptions,
  body: (flags: string[], server: ProviderServer) => Promise<void>,
): Promise<void> {
  const server = await startProviderServer(name, { interval: 1, approves: true, ...options })
  const { address } = server
  const place =
    'issuer' in address
      ? ['--issuer', address.issuer]
      : [
          '--device-authorization-endpoint',
          address.endpoints.deviceAuthorizationEndpoint,
          '--token-endpoint',
          address.endpoints.tokenEndpoint,
          ...(address.endpoints.revocationEndpoint === undefined
            ? []
            : ['--revocation-endpoint', address.endpoints.revocationEndpoint]),
        ]
  try {
    await body(['login', '--provider', name, ...place, '--client-id', 'my-cli', '--json'], server)
  } finally {
    await server.close()
  }
}

/** What Facebook says of an app whose setting is off. */
const OFF_AT_FACEBOOK = {
  status: 400,
  body: {
    error: {
      message: '(#3) enable "Login from Devices" in the app\'s Client OAuth Settings',
      type: 'OAuthException',
      code: 3,
      fbtrace_id: 'AbCdEf',
    },
  },
}

test('--provider knows every profile that there is (A8)', () => {
  expect(providerNames).toEqual(allProviders.map(({ profile }) => profile.name))
})

describe.concurrent('device-flow login --provider', () => {
  test('signs in at AWS, and another process renews the token that is kept (A9)', async () => {
    await atProvider('aws', { accessTokenSeconds: 300 }, async (login, server) => {
      const home = { DEVICE_FLOW_HOME: newHome() }
      const scope = ['--tenant', 'd-123', '--scope', 'sso:account:access']
      const { exitCode, stdout } = await run([...login, ...scope], home)
      expect([exitCode, ...jsonLines(stdout).map(({ type }) => type)]).toEqual([0, 'prompt', 'authorized'])
      const first = await run(['token'], home)
      // Longer than it lives.
      const renewed = await run(['token', '--min-life', '600'], home)
      expect(first.stdout).toMatch(/^access-/)
      expect(renewed.stdout).toMatch(/^access-/)
      expect(renewed.stdout).not.toBe(first.stdout)
      // The client is kept for the next login.
      expect((await run(['login', '--force'], home)).exitCode).toBe(0)
      expect(server.requests('/client/register')).toHaveLength(1)
    })
  })

  test('at AWS, doctor looks at the client that is kept, and it and logout say that nothing can be revoked', async () => {
    await atProvider('aws', {}, async (login, server) => {
      const home = { DEVICE_FLOW_HOME: newHome() }
      await run([...login, '--tenant', 'd-123', '--store', 'file'], home)
      const named = [...login.slice(1), '--tenant', 'd-123']
      for (const flags of [['--json'], named]) {
        const { stdout } = await run(['doctor', ...flags], home)
        const { status, advice } = jsonLines(stdout).find(({ name }) => name === 'revocation') ?? {}
        expect([status, advice]).toEqual([
          'warning',
          'AWS IAM Identity Center: None: signing out forgets the tokens here.',
        ])
      }
      expect(server.requests('/client/register')).toHaveLength(1)
      const { stderr } = await run(['logout'], home)
      expect(stderr).toContain('AWS IAM Identity Center cannot be asked to revoke the tokens: they may live on there')
      expect(stderr).not.toContain('--revocation-endpoint')
    })
  })

  test('by its place alone, too, says in the line of --json where to look when its client is refused', async () => {
    const server = await startScriptedServer({ issuerPath: '/realms/demo' })
    const disabled = oauthError('invalid_grant', { description: 'The flow is disabled for the client.' })
    server.always('deviceAuthorization', disabled)
    const argv = ['--provider', 'keycloak', '--host', server.origin, '--tenant', 'demo', '--client-id', 'my-cli']
    const advice = expect.stringContaining('Keycloak: Clients, the client, Capability config')
    try {
      const { exitCode, stdout, stderr } = await run(['login', ...argv, '--store', 'memory', '--json'])
      expect([exitCode, jsonLines(stdout), stderr]).toEqual([
        6,
        [expect.objectContaining({ type: 'error', error: 'invalid_grant', advice })],
        advice,
      ])
      const checks = jsonLines((await run(['doctor', ...argv, '--json'])).stdout)
      expect(checks.find(({ status }) => status === 'failed')).toMatchObject({ name: 'grant', advice })
    } finally {
      await server.close()
    }
  })

  test('sends the secret of a Google client in the body, unasked', async () => {
    await atProvider('google', {}, async (login) => {
      const env = { DEVICE_FLOW_CLIENT_SECRET: 'google-secret' }
      const { exitCode } = await run([...login, '--store', 'memory', '--show-tokens'], env)
      expect(exitCode).toBe(0)
    })
  })

  test.each([
    ['salesforce', [], oauthError('invalid_client_id'), 'Salesforce: External Client App Manager, the app'],
    ['microsoft', ['--tenant', 't'], oauthError('invalid_client'), 'Allow public client flows is Yes.'],
    ['google', ['--client-auth', 'none'], oauthError('invalid_client'), 'TVs and Limited Input devices'],
    ['github', [], oauthError('unauthorized_client'), 'GitHub: the app'],
    [
      'facebook',
      ['--client-auth', 'none'],
      OFF_AT_FACEBOOK,
      'Facebook: Facebook Login, Settings: Login from Devices is on.',
    ],
  ])('whose client %s refuses says where to look there', async (name, flags, answer, said) => {
    const server = await startScriptedServer({ script: {} })
    server.always('deviceAuthorization', answer)
    const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
    const place = ['--device-authorization-endpoint', deviceAuthorizationEndpoint, '--token-endpoint', tokenEndpoint]
    const argv = ['login', '--provider', name, ...flags, ...place, '--client-id', 'my-cli']
    try {
      for (const store of ['memory', 'file']) {
        const { exitCode, stderr } = await run([...argv, '--store', store], { DEVICE_FLOW_HOME: newHome() })
        expect([exitCode, stderr]).toEqual([6, expect.stringContaining(said)])
      }
    } finally {
      await server.close()
    }
  })

  test('a session whose client secret is not here any more is still used and signed out of', async () => {
    await atProvider('google', {}, async (login) => {
      const home = { DEVICE_FLOW_HOME: newHome() }
      await run([...login, '--store', 'file'], { ...home, DEVICE_FLOW_CLIENT_SECRET: 'google-secret' })
      expect((await run(['token'], home)).stdout).toMatch(/^access-/)
      expect((await run(['login'], home)).exitCode).toBe(0)
      const { exitCode, stderr } = await run(['logout'], home)
      expect([exitCode, stderr]).toEqual([0, expect.stringContaining('for want of the secret of the client')])
    })
  })

  test.each([
    [['--tenant', 'x'], '--tenant goes with --provider NAME.'],
    [
      ['--provider', 'logto'],
      '--tenant is missing. Logto is found by the tenant ID of Logto Cloud, such as abc123, or by the host of the Logto endpoint: --host, such as auth.example.com; or give --issuer, or --device-authorization-endpoint and --token-endpoint.',
    ],
    [['--provider', 'keycloak'], '--host is missing. Keycloak is found by the host of the server'],
    [['--provider', 'github', '--region', 'eu'], '--region is not what GitHub is found by.'],
    [
      ['--provider', 'google'],
      'DEVICE_FLOW_CLIENT_SECRET is missing. Google wants the Client secret of the OAuth client',
    ],
    [['--provider', 'trakt'], 'DEVICE_FLOW_CLIENT_SECRET is missing. Trakt wants the Client Secret of the application'],
    [['--provider', 'facebook'], 'DEVICE_FLOW_CLIENT_SECRET is missing. Facebook wants the Client Token of the app'],
    [['--provider', 'openai'], '--issuer is missing: give it (discovery), or endpoints.'],
    [['--provider', 'mine'], '--provider is auth0, aws,'],
    [['--provider', 'githbu'], 'did you mean github?'],
  ])('%j is wrong usage, and says why', async (flags, problem) => {
    for (const command of ['login', 'doctor']) {
      const { exitCode, stderr } = await run([command, ...flags, '--client-id', 'my-cli'])
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(problem) })
    }
  })
})

describe.concurrent('device-flow providers', () => {
  test('lists them all, with what each is found by', async () => {
    const { exitCode, stdout } = await run(['providers'])
    expect(exitCode).toBe(0)
    for (const name of providerNames) expect(stdout).toContain(`  ${name} `)
    expect(stdout).toContain('--tenant dev-abc.eu')
  })

  test('says what is known of one, in 80 columns but for addresses', async () => {
    const { exitCode, stdout } = await run(['providers', 'github'])
    expect(exitCode).toBe(0)
    expect(stdout).toBe(providerText(github.profile))
    for (const { profile } of allProviders) {
      const text = providerText(profile)
      expect(text).toContain('To enable there:')
      expect(text.split('\n').filter((line) => line.length > 80 && !line.includes('https://'))).toEqual([])
    }
  })

  test('with --json, as one object a line, in snake_case', async () => {
    const { stdout } = await run(['providers', '--json'])
    const lines = jsonLines(stdout)
    expect(lines.map(({ name }) => name)).toEqual(providerNames)
    expect(lines.find(({ name }) => name === 'github')).toMatchObject({
      type: 'provider',
      title: 'GitHub',
      refresh_grace: 0,
      refresh: { rotation: 'always', ends_access_token: true },
      hint: expect.stringContaining('50 codes an hour'),
      addresses: { endpoints: { token_endpoint: '{host}/login/oauth/access_token' } },
    })
  })

  test('with --json, in members that the README explains', async () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const [, section = ''] = /\n## Providers\n([\s\S]*?)\n## /.exec(readme) ?? []
    const lines = jsonLines((await run(['providers', '--json'])).stdout)
    const members = new Set(lines.flatMap((line) => Object.keys(line)))
    expect([...members].filter((member) => !section.includes(`\`${member}\``))).toEqual([])
    const refresh = new Set(lines.flatMap((line) => Object.keys(line['refresh'] as object)))
    expect([...refresh].filter((member) => !section.includes(`\`${member}\``))).toEqual([])
  })

  test.each([
    [['githb'], 'There is no provider "githb"; did you mean github?'],
    [['a', 'b'], "Unexpected argument 'b'."],
  ])('%j is wrong usage', async (argv, problem) => {
    const { exitCode, stderr } = await run(['providers', ...argv])
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(problem) })
  })
})
