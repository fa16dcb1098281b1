import { html } from '@device-flow/testing/fetch'
import { act } from 'react'
import { expect, test } from 'vitest'
import type { Interceptor } from '../../src/lab/troubles/trouble.ts'
import { TOKEN_TROUBLES } from '../../src/troubles/token-troubles.ts'
import { troubledLogin, type TroubledLogin } from './troubled-login.tsx'

let login: TroubledLogin

const http500: Interceptor = ({ answer }) => answer(html(500))
const brokenOff: Interceptor = ({ answer }) => answer({ reset: true })

async function signedIn(): Promise<TroubledLogin> {
  login = await troubledLogin()
  await login.approve()
  return login
}

/** The refresh was refused: the access token is used as long as it lives, and then a person has to sign in. */
async function untilOver(): Promise<void> {
  expect(login.flow()).toMatchObject({ status: 'authorized', renewable: false, problem: { reason: 'signedOut' } })
  expect(document.querySelector('.screen-news')?.textContent).toMatch(/^Your sign-in ends .* sign in again\.$/)
  await login.untilStatus('error')
  expect(login.flow().error?.reason).toBe('signedOut')
}

const refused = (name: string): string | undefined => {
  const button = login.button(name)
  if (button.getAttribute('aria-disabled') !== 'true') return undefined
  return document.getElementById(button.getAttribute('aria-describedby')!)!.textContent
}

test('a session whose refresh is refused is over, and the server is not asked again', async () => {
  await signedIn()
  await login.trouble('refresh-refused')
  await login.refresh()
  await untilOver()
  expect(login.struck()).toMatchObject([{ kind: 'refresh', verdict: { outcome: 'signedOut' } }])
  expect(login.judged('refresh')).toHaveLength(1)
})

test.each([
  [http500, /^The sign-in service has trouble\. You are still signed in/],
  [brokenOff, /^An answer of the sign-in service was lost\. You are still signed in/],
])('a refresh that is answered by an error is no lost answer, and one that is cut off is', async (answer, words) => {
  await signedIn()
  const trouble = TOKEN_TROUBLES.find(({ name }) => name === 'lost-refresh')
  act(() => login.lab().troubles.switchOn({ ...trouble!, lasts: 'until-off', intercept: answer }))
  await login.refresh()
  expect(login.judged('refresh').length).toBeGreaterThan(0)
  expect(document.querySelector('.screen-news')?.textContent).toMatch(words)
})

test('a lost reply is asked for once more, with the same token; a strict server ends the session then', async () => {
  await signedIn()
  await login.trouble('lost-refresh')
  await login.refresh()
  await untilOver()
  expect(login.lab().server.scripted!.counts()).toMatchObject({ refreshes: 1, reuses: 1, liveFamilies: 0 })
  const sent = login
    .lab()
    .wire.list()
    .filter(({ kind }) => kind === 'refresh')
  expect(new Set(sent.map(({ request }) => request.body)).size).toBe(1)
  expect(login.struck()).toMatchObject([{ kind: 'refresh', failure: 'Failed to fetch' }])
})

test('a refresh token that somebody else uses again ends the session at the next refresh', async () => {
  await signedIn()
  expect(refused('rotation-reuse')).toContain('Not now. No refresh token has been used yet.')
  await login.refresh()
  await login.trouble('rotation-reuse')
  await login.until(() => login.status().includes('The server answered 400'))
  expect(login.lab().server.scripted!.counts()).toMatchObject({ refreshes: 1, reuses: 1, liveFamilies: 0 })
  expect(login.flow().status).toBe('authorized')
  await login.refresh()
  await untilOver()
  expect(
    login
      .lab()
      .wire.list()
      .map(({ device, kind }) => `${device}: ${kind}`)
      .slice(-3),
  ).toEqual(['device: refresh', 'somebody else: refresh', 'device: refresh'])
})

test('a session that is revoked elsewhere is over at the next refresh', async () => {
  login = await troubledLogin()
  expect(refused('revoked-elsewhere')).toContain('Not now. Nobody is signed in.')
  await login.approve()
  await login.trouble('revoked-elsewhere')
  await login.until(() => login.status().includes('The tokens are revoked'))
  expect(login.lab().server.scripted!.grants()).toMatchObject([{ endedBy: 'revocation' }])
  expect(login.flow().status).toBe('authorized')
  await login.refresh()
  await untilOver()
})

test('what somebody else sends meets no trouble', async () => {
  await signedIn()
  await login.refresh()
  await login.trouble('offline')
  await login.trouble('rotation-reuse')
  await login.until(() => login.status().includes('The server answered 400'))
  expect(login.struck()).toEqual([])
})
