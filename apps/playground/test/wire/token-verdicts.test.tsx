import type { ResponseSource } from '@device-flow/testing/fetch'
import { granted } from '@device-flow/testing/fetch'
import { screen } from '@testing-library/react'
import { act } from 'react'
import { expect, test } from 'vitest'
import { IdTokenPart } from '../../src/tokens/id-token/id-token-part.tsx'
import { isInOrder } from '../../src/wire/verdicts.ts'
import { openDevice, type OpenPlayground } from '../open-playground.tsx'
import { untilShown } from '../until-shown.ts'

async function signIn(scope: string, response: ResponseSource, prepare?: (page: OpenPlayground) => void) {
  const page = openDevice({ scope }, <IdTokenPart />)
  prepare?.(page)
  page.lab().server.scripted?.script('token', response)
  await page.press('Sign in')
  await page.untilStatus('authorized')
  return page
}

function verdict(page: OpenPlayground): string | undefined {
  const found = page
    .lab()
    .wire.list()
    .findLast(({ kind }) => kind === 'poll' || kind === 'refresh')?.verdict
  expect(found && isInOrder(found)).toBe(true)
  return found?.meaning
}

const withoutKeys = ({ lab }: OpenPlayground): void => {
  const issuer = lab().server.scripted?.issuer
  lab().server.scripted?.script('openidConfiguration', {
    body: {
      issuer,
      device_authorization_endpoint: `${issuer}/device`,
      token_endpoint: `${issuer}/token`,
    },
  })
}

test.each<[string, string, ResponseSource, RegExp, boolean]>([
  ['was checked', 'openid', granted(), /was checked, and is kept/, true],
  ['did not come', 'openid', granted({ id_token: undefined }), /No ID token came, though openid was asked for/, false],
  [
    'was not asked for, and did not come',
    'profile',
    granted({ id_token: undefined, scope: 'profile' }),
    /nobody asked for one/,
    false,
  ],
  [
    'was not asked for, and came',
    'profile',
    granted({ scope: 'profile' }),
    /nobody asked for \(openid\): it was dropped/,
    false,
  ],
  [
    'did not come, as the response is a form',
    'openid',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'access_token=at-1&token_type=bearer' },
    /No ID token came, though openid/,
    false,
  ],
])('the verdict on a poll says what was checked: the ID token %s', async (_what, scope, response, meaning, isKept) => {
  const page = await signIn(scope, response)
  expect(verdict(page)).toMatch(meaning)
  expect(page.lab().devices.flow()?.claims !== undefined).toBe(isKept)
})

test('an ID token that no key is known for was not checked: neither the verdict nor the table says that it was taken', async () => {
  const page = await signIn('openid', granted(), withoutKeys)
  expect(verdict(page)).toMatch(/could not be checked, as the server says of no key/)
  await untilShown(page, () => expect(screen.getByText(/and the login dropped it/)).toBeTruthy())
})

test.each<[string, ResponseSource, RegExp]>([
  ['was checked', granted({}, { claims: { sub: 'ada' } }), /was checked, and takes the place/],
  ['did not come', granted({ id_token: undefined }), /No ID token came, as is allowed/],
  ['is out of time', granted({}, { claims: { sub: 'ada', exp: 1_000_000 } }), /too, was dropped/],
])('the verdict on a refresh says what was checked: the ID token %s', async (_what, response, meaning) => {
  const page = await signIn('openid', granted({}, { claims: { sub: 'ada' } }))
  page.lab().server.scripted?.script('token', response)
  await act(async () => page.lab().devices.flow()?.refresh())
  await page.until(() => page.lab().wire.list().at(-1)?.verdict?.outcome === 'refreshed')
  expect(verdict(page)).toMatch(meaning)
  expect(page.lab().devices.flow()?.claims?.sub).toBe('ada')
})
