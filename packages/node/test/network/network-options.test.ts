import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeAuthority } from '../../../../scripts/make-authority.mjs'
import { networkDispatcher, OAuthOptionsError } from '../../src/index.ts'

const authority = await makeAuthority()
const [client, other] = await Promise.all([authority.issue('build-server'), authority.issue('other')])
const { ca } = authority
const { cert, key } = client
const passphrase = 'canary-of-the-key'
const locked = createPrivateKey(key)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
  .toString()

/** What is said of options, as JavaScript may give them, before any request: an OAuthOptionsError, and the option by its name. */
function problemOf(options: object): string {
  try {
    networkDispatcher({ env: {}, ...options })
    return 'none'
  } catch (error) {
    if (!(error instanceof OAuthOptionsError)) throw error
    return error.message
  }
}

describe('certificates and keys that cannot be used are refused at once, not called an outage (N3)', () => {
  const noCertificate = 'has no certificate (PEM, -----BEGIN CERTIFICATE-----)'
  const noKey = 'key: has no private key (PEM, -----BEGIN PRIVATE KEY-----)'
  test.each([
    ['a text that is none', { ca: 'junk' }, `ca: ${noCertificate}`],
    ['an empty text', { ca: '' }, `ca: ${noCertificate}`],
    ['one of a list', { ca: [ca, ''] }, `ca: ${noCertificate}`],
    ['a bundle cut off', { ca: `${ca}\n${ca.slice(0, 200)}` }, 'ca: has a certificate that is damaged, number 2 of 2'],
    [
      'a damaged one among others',
      { ca: [ca, [ca, ca.replace(/\w{40}/, '!'), ca].join('\n')] },
      'ca: has a certificate that is damaged, number 2 of 3',
    ],
    ['an empty file', { ca: Buffer.alloc(0) }, `ca: ${noCertificate}`],
    ['a path', { ca: '/etc/ssl/ca.pem' }, `ca: ${noCertificate}`],
    ['a path', { cert: 'client.pem', key: 'client.key' }, `cert: ${noCertificate}`],
    ['a path of the key', { cert, key: 'client.key' }, noKey],
    ['an empty certificate', { cert: '', key }, `cert: ${noCertificate}`],
    ['a certificate alone', { cert }, 'key: is missing: cert and key go together'],
    ['a key alone', { key }, 'cert: is missing: cert and key go together'],
    ['the key of another', { cert, key: other.key }, 'key: is not the private key of cert'],
    ['one in place of the other', { cert: key, key: cert }, `cert: ${noCertificate}`],
    ['the certificate twice', { cert, key: cert }, noKey],
    ['an encrypted key', { cert, key: locked }, 'key: is encrypted. Give passphrase'],
    ['another passphrase', { cert, key: locked, passphrase: 'no' }, 'key: cannot be decrypted with passphrase'],
    ['a passphrase alone', { passphrase }, 'passphrase: is that of key, which is not given'],
  ])('%s: %#', (_, options, message) => {
    expect(problemOf(options)).toBe(message)
  })

  test('a chain that is cut off, with what TLS says of it', () => {
    const cutOff = { cert: `${cert}\n${ca.slice(0, 200)}`, key }
    expect(problemOf(cutOff)).toMatch(/^cert: cannot be used for TLS \(ERR_\w+\)$/)
  })

  test.each([
    [{ ca: 5 }, 'ca: must be PEM: a string, bytes, or a list of them'],
    [{ ca: [null] }, 'ca: must be PEM: a string, bytes, or a list of them'],
    [{ cert: [cert], key }, 'cert: must be PEM: a string, or bytes'],
    [{ cert, key: generateKeyPairSync('ed25519').privateKey }, 'key: must be PEM: a string, or bytes'],
    [{ cert, key, passphrase: 5 }, 'passphrase: must be a string'],
    [{ requestTimeoutMs: 0 }, 'requestTimeoutMs: must be a number of milliseconds above 0'],
    [{ requestTimeoutMs: '5' }, 'requestTimeoutMs: must be a number of milliseconds above 0'],
    [{ env: 'HTTPS_PROXY' }, 'env: must be an object, such as process.env'],
    [{ caa: ca }, 'caa: is no option; did you mean ca?'],
    [
      { rejectUnauthorized: false },
      'rejectUnauthorized: is no option. There are ca, cert, key, passphrase, requestTimeoutMs, env',
    ],
  ])('what is of no use as an option: %#', (options, message) => {
    expect(problemOf(options)).toBe(message)
  })
})

test.each([
  ['texts', { ca, cert, key }],
  ['bytes, as readFileSync gives them', { ca: Buffer.from(ca), cert: Buffer.from(cert), key: Buffer.from(key) }],
  ['several authorities, of both kinds', { ca: [ca, new TextEncoder().encode(ca)] }],
  ['a key with its passphrase', { cert, key: locked, passphrase }],
  ['a chain', { cert: `${cert}\n${ca}`, key }],
  ['none', { ca: [], cert: undefined }],
])('what can be used is taken: %s (N2, N3)', (_, options) => {
  expect(problemOf(options)).toBe('none')
})
