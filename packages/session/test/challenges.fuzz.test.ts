import { createCanaries, expectNoCanaries, tokenSet } from '@device-flow/testing'
import { secretEncodings } from '@device-flow/untrusted'
import { fuzz, FUZZ_TIMEOUT_MS, RAW_CONTROL, strangeText } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAuthorizedFetch, InsufficientAuthorizationError } from '../src/index.ts'

const API = 'https://api.example.com'

const inHeader = strangeText.map((text) => text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, ''))
const value = fc.oneof(
  inHeader,
  fc.constantFrom(
    'insufficient_scope',
    'insufficient_user_authentication',
    'invalid_token',
    'a b',
    '60',
    '9'.repeat(400),
  ),
  fc.constantFrom('No: $accessToken', 'orders:$accessToken'),
  fc.constantFrom('No: $apart', 'orders:$apart', '$escaped'),
)
const parameter = fc
  .tuple(fc.constantFrom('error', 'error_description', 'scope', 'acr_values', 'max_age', 'realm'), value)
  .map(([name, text]) => `${name}="${text}"`)
const error = fc.constantFrom('insufficient_scope', 'insufficient_user_authentication').map((code) => `error="${code}"`)
const challenge = fc.oneof(
  fc
    .tuple(fc.constantFrom('Bearer', 'DPoP', 'Basic'), fc.array(fc.oneof(parameter, error), { maxLength: 5 }))
    .map(([scheme, parameters]) => `${scheme} ${parameters.join(', ')}`),
  fc
    .tuple(error, fc.array(parameter, { maxLength: 4 }))
    .map(([code, others]) => `Bearer ${[code, ...others].join(', ')}`),
  inHeader,
)

test(
  'whatever an API says in its challenge: its response or a typed error, of bounded size, without the token or control characters (C5, H2)',
  async () => {
    await fc.assert(
      fc.asyncProperty(challenge, fc.constantFrom(401, 403), fc.nat(99), async (said, status, seed) => {
        const canaries = createCanaries()
        const forms = [...secretEncodings(canaries.accessToken).keys()]
        const form = forms[seed % forms.length]!
        const tokens = tokenSet({ ...canaries })
        const authorizedFetch = createAuthorizedFetch(
          { held: () => tokens, fresh: async () => tokens, renew: async () => tokens },
          {
            allowedOrigins: [API],
            fetch: async () => {
              const header = said
                .replaceAll('$accessToken', () => form)
                .replaceAll('$apart', () => `${form.slice(0, 9)}\t${form.slice(9)}`)
                .replaceAll('$escaped', () => form.replaceAll('/', String.raw`\\/`))
                .trim()
              return new Response('{}', { status, headers: { 'www-authenticate': header } })
            },
          },
        )
        const outcome: unknown = await authorizedFetch(`${API}/orders`).catch((reason: unknown) => reason)
        if (outcome instanceof Response) return
        expect(outcome).toBeInstanceOf(InsufficientAuthorizationError)
        const { message, errorDescription, scope, acrValues, request } = outcome as InsufficientAuthorizationError
        for (const text of [message, errorDescription, scope, acrValues, request.scope]) {
          expect(text ?? '').not.toMatch(RAW_CONTROL)
          expect((text ?? '').length).toBeLessThan(5_000)
        }
        const told = `${message} ${JSON.stringify(outcome)}`
        expectNoCanaries(told, canaries)
        expectNoCanaries(told.replaceAll(/[\s\\]/g, ''), canaries)
      }),
      fuzz(200),
    )
  },
  FUZZ_TIMEOUT_MS,
)
