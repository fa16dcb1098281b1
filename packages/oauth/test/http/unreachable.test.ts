import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, faultOf } from '../support.ts'

/** Asks a server for a code that the platform can not reach, and tells what the fault says. */
function faultAt(issuer: string, cause: Error | undefined): ReturnType<typeof faultOf> {
  const fetch = (): Promise<never> => Promise.reject(new TypeError('fetch failed', { cause }))
  const services = createOAuthServices({ issuer, clientId: 'tv', fetch })
  return faultOf(services.requestDeviceAuthorization({}, call))
}

describe('a server that can not be reached', () => {
  test.each([
    ['a mistyped host', 'ENOTFOUND', 'id.example.com could not be found (ENOTFOUND).'],
    ['no name server', 'EAI_AGAIN', 'id.example.com could not be found (EAI_AGAIN).'],
    [
      'a certificate of its own making',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'The certificate of id.example.com is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).',
    ],
    [
      'an authority that nobody knows',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'The certificate of id.example.com is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE).',
    ],
    [
      'the certificate of another host',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'The certificate of id.example.com is not trusted (ERR_TLS_CERT_ALTNAME_INVALID).',
    ],
    [
      'plain http at its port',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'id.example.com does not speak https (ERR_SSL_WRONG_VERSION_NUMBER).',
    ],
    [
      'a client certificate that the server wants',
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'id.example.com refuses the TLS connection (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED).',
    ],
    ['a connection that ends', 'ECONNRESET', 'id.example.com closed the TLS connection (ECONNRESET).'],
    ['a closed port', 'ECONNREFUSED', 'The OpenID metadata at id.example.com could not be reached (ECONNREFUSED).'],
  ])('because of %s is told by its name, with the code', async (_, code, message) => {
    const fault = await faultAt('https://id.example.com', Object.assign(new Error('with a secret'), { code }))
    expect(fault).toMatchObject({ reason: 'offline', message, cause: { message: code } })
  })

  test('for a reason that the platform keeps to itself, as browsers do, has no cause', async () => {
    const fault = await faultAt('https://id.example.com', undefined)
    expect(fault.message).toBe('The OpenID metadata at id.example.com could not be reached.')
    expect(fault.cause).toBeUndefined()
  })

  test('is a connection that ends before there is TLS, of which no certificate is to blame', async () => {
    // Node's own words.
    const message = 'Client network socket disconnected before secure TLS connection was established'
    const fault = await faultAt('https://id.example.com', Object.assign(new Error(message), { code: 'ECONNRESET' }))
    expect(fault.message).toBe('id.example.com closed the connection before there was TLS (ECONNRESET).')
  })

  test('is https where http was meant: then it closes the connection', async () => {
    const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })
    const { message } = await faultAt('http://127.0.0.1:8443', cause)
    expect(message).toBe('127.0.0.1:8443 closed the connection (UND_ERR_SOCKET).')
  })
})
