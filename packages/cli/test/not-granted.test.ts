import { granted, startScriptedServer } from '@device-flow/testing'
import { github, google, microsoft } from '@device-flow/oauth/profiles'
import type { ProviderAt } from '@device-flow/oauth/profiles'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isAmongAt } from '../src/kept/is-among-at.ts'
import { notGranted } from '../src/kept/not-granted.ts'
import { jsonLines, loginAt, newHome, run } from './running-command.ts'

describe('what a server has left out of the scope is told (N7, RFC 6749 §5.1)', () => {
  test('by login, in words and in JSON, and by status', async () => {
    const answer = granted({ scope: 'orders:write' })
    const server = await startScriptedServer({ interval: 1, script: { token: [answer, answer] } })
    onTestFinished(() => server.close())
    const env = { DEVICE_FLOW_HOME: newHome() }
    const login = loginAt(server, '--scope', 'openid offline_access orders:write orders:read bills:read')
    const { stdout, stderr } = await run([...login, '--json'], env)
    expect(jsonLines(stdout).at(-1)).toMatchObject({ scope: 'orders:write', not_granted: 'orders:read bills:read' })
    expect(stderr).toContain('Not granted: orders:read bills:read\n')
    expect((await run(['status'], env)).stdout).toContain('  not granted  orders:read bills:read\n')
    expect(jsonLines((await run(['status', '--json'], env)).stdout)[0]).toMatchObject({
      not_granted: 'orders:read bills:read',
    })
  })

  const claims = { iss: '', sub: '', aud: '', iat: 0, exp: 0 }
  type Others = Partial<Parameters<typeof notGranted>[1]>
  test.each<[string, string, string | undefined, Others, string | undefined]>([
    ['a response without a scope', 'a b', undefined, {}, undefined],
    ['all of it, in another order', 'a b', 'b a', {}, undefined],
    ['more than was asked for', 'a', 'a b', {}, undefined],
    ['an ID token', 'openid a', 'a', { claims }, undefined],
    ['no ID token', 'openid a', 'a', {}, 'openid'],
    ['a refresh token', 'offline_access a', 'a', { refreshToken: 'r' }, undefined],
    ['no refresh token', 'offline_access a', 'a', {}, 'offline_access'],
    ['a scope that ends as another', 'read', 'thread', {}, 'read'],
    ['one that ends as another behind a dot', 'read', 'Mail.read', {}, 'read'],
    ['one that ends as another behind an address', 'orders', 'https://api.example.com/orders', {}, 'orders'],
    ['other letters', 'a', 'A', {}, 'a'],
    ['a wider one', 'read:org', 'admin:org', {}, 'read:org'],
  ])('but not where it was: %s', (_what, asked, scope, others, missing) => {
    expect(notGranted(asked, { ...(scope !== undefined && { scope }), ...others })).toBe(missing)
  })

  test.each<[string, ProviderAt, string, string, string | undefined]>([
    ["Google's names", google, 'email profile', 'https://www.googleapis.com/auth/userinfo.email', 'profile'],
    ["Google's names, asked for", google, 'https://www.googleapis.com/auth/userinfo.email', 'email', undefined],
    ["Microsoft's letters", microsoft, 'https://graph.microsoft.com/user.read', 'User.Read', undefined],
    ["Microsoft's addresses", microsoft, 'User.Read', 'https://graph.microsoft.com/User.Read', undefined],
    ["Microsoft's other APIs", microsoft, 'api://a/read', 'api://b/read', 'api://a/read'],
    ["Microsoft's default", microsoft, 'api://x/.default', 'api://x/all', undefined],
    ['a part of a name at Microsoft', microsoft, 'read mail.read', 'Mail.Read user.mail.read', 'read'],
    ['an end of a name at Microsoft', microsoft, 'mail.read', 'user.mail.read', 'mail.read'],
    ["GitHub's wider scopes", github, 'user user:email gist', 'user', 'gist'],
    ['a part that GitHub has put into a wider one', github, 'read:org repo:status', 'admin:org,repo', undefined],
    ['a wider one than GitHub has granted', github, 'admin:org', 'read:org', 'admin:org'],
  ])('by the names that a provider has: %s', (_what, provider, asked, scope, missing) => {
    expect(notGranted(asked, { scope: scope.replaceAll(',', ' ') }, isAmongAt(provider.profile))).toBe(missing)
  })

  test('by login and status alike: by the provider that the login has named, and by none', async () => {
    const answer = granted({ scope: 'https://graph.microsoft.com/User.Read' })
    const server = await startScriptedServer({ interval: 1, script: { token: [answer, answer] } })
    onTestFinished(() => server.close())
    for (const [flags, missing] of [
      [['--provider', 'microsoft', '--tenant', 'demo'], undefined],
      [[], 'User.Read'],
    ] as const) {
      const env = { DEVICE_FLOW_HOME: newHome() }
      const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
      const at = ['--device-authorization-endpoint', deviceAuthorizationEndpoint, '--token-endpoint', tokenEndpoint]
      const { stdout } = await run(
        ['login', ...at, ...flags, '--client-id', 'tv', '--scope', 'User.Read', '--json'],
        env,
      )
      expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'authorized' })
      expect(jsonLines(stdout).at(-1)?.['not_granted']).toBe(missing)
      expect(jsonLines((await run(['status', '--json'], env)).stdout)[0]?.['not_granted']).toBe(missing)
      expect((await run(['status', '--all'], env)).stdout.includes(' Not granted: User.Read.')).toBe(
        missing !== undefined,
      )
    }
  })
})
