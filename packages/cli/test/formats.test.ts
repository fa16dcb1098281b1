import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { formatToken } from '../src/token/formats.ts'
import { gitCredential, gitOrigin, readGitRequest } from '../src/token/git-credential.ts'

const now = Date.UTC(2026, 0, 2, 3, 4, 5)
const token = { accessToken: 'the-token', tokenType: 'bearer', expiresAt: now + 60_500, scope: 'a b' }
const around = { env: {}, now }

describe('an access token', () => {
  test('as a header is what curl sends', () => {
    expect(formatToken(token, 'header', around)).toBe('Authorization: Bearer the-token\n')
  })

  test.each(['plain', 'header', 'env', 'kubectl'] as const)(
    'that is bound to a key is given to no program as %s, which could not prove it; as JSON, its type is told (H7)',
    (format) => {
      const bound = { ...token, tokenType: 'dpop' }
      expect(() => formatToken(bound, format, around)).toThrow(/bound to a key \(DPoP\).* by device-flow fetch\./)
      expect(JSON.parse(formatToken(bound, 'json', around))).toMatchObject({ token_type: 'dpop' })
    },
  )

  test.each(["it's", '$(id -u)', '`id`', 'a"b\\c', 'a b;c'])('%s is read back by a shell as it is', (accessToken) => {
    const line = formatToken({ ...token, accessToken }, 'env', around)
    expect(execFileSync('sh', ['-c', `${line}printf %s "$ACCESS_TOKEN"`], { encoding: 'utf8' })).toBe(accessToken)
  })

  test.each([
    [undefined, 'client.authentication.k8s.io/v1'],
    [
      '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential"}',
      'client.authentication.k8s.io/v1beta1',
    ],
  ])('for kubectl is an ExecCredential of the version that it asks for: %s', (info, apiVersion) => {
    const text = formatToken(token, 'kubectl', { env: { KUBERNETES_EXEC_INFO: info }, now })
    expect(JSON.parse(text)).toEqual({
      apiVersion,
      kind: 'ExecCredential',
      status: { token: 'the-token', expirationTimestamp: '2026-01-02T03:05:05Z' },
    })
  })

  test.each(['{"apiVersion":"client.authentication.k8s.io/v9"}', 'no JSON', '[]'])(
    'is not given to a kubectl that asks for %s',
    (info) => {
      expect(() => formatToken(token, 'kubectl', { env: { KUBERNETES_EXEC_INFO: info }, now })).toThrow(
        'kubectl asks for',
      )
    },
  )

  test.each(['a\nb', 'a\r\nX-Evil: 1', 'a\u{1b}[2J', 'ä', ''])(
    'that no token can be is not printed: %j',
    (accessToken) => {
      for (const format of ['plain', 'header', 'env', 'kubectl', 'json'] as const) {
        expect(() => formatToken({ ...token, accessToken }, format, around)).toThrow(
          'characters that no token may have',
        )
      }
    },
  )
})

describe('a credential helper of git', () => {
  test('reads what git asks, up to the empty line', () => {
    const request = readGitRequest('protocol=https\nhost=git.example.com:8443\npath=a=b\n\nhost=evil.example\n')
    expect(gitOrigin(request)).toBe('https://git.example.com:8443')
    expect(request.get('path')).toBe('a=b')
  })

  test('answers with the user name that git has, or one that servers take', () => {
    const request = readGitRequest('protocol=https\nhost=git.example.com\nusername=ada\n')
    expect(gitCredential(token, request)).toBe(
      `protocol=https\nhost=git.example.com\nusername=ada\npassword=the-token\npassword_expiry_utc=${now / 1000 + 60}\n\n`,
    )
  })
})
