import { granted, startScriptedServer } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
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
  test.each<[string, string, string | undefined, Partial<Parameters<typeof notGranted>[1]>, string | undefined]>([
    ['a response without a scope', 'a b', undefined, {}, undefined],
    ['all of it, in another order', 'a b', 'b a', {}, undefined],
    ['more than was asked for', 'a', 'a b', {}, undefined],
    ['an ID token', 'openid a', 'a', { claims }, undefined],
    ['no ID token', 'openid a', 'a', {}, 'openid'],
    ['a refresh token', 'offline_access a', 'a', { refreshToken: 'r' }, undefined],
    ['no refresh token', 'offline_access a', 'a', {}, 'offline_access'],
    ["Google's names", 'email profile', 'https://www.googleapis.com/auth/userinfo.email', {}, 'profile'],
    ["Microsoft's letters", 'https://graph.microsoft.com/user.read', 'User.Read', {}, undefined],
    ["Microsoft's addresses", 'User.Read', 'https://graph.microsoft.com/User.Read', {}, undefined],
    ["Microsoft's default", 'api://x/.default', 'api://x/all', {}, undefined],
    ["GitHub's wider scopes", 'user user:email gist', 'user', {}, 'gist'],
    ['a scope that ends as another', 'read', 'thread', {}, 'read'],
  ])('but not where it was: %s', (_what, asked, scope, others, missing) => {
    expect(notGranted(asked, { ...(scope !== undefined && { scope }), ...others })).toBe(missing)
  })
})
