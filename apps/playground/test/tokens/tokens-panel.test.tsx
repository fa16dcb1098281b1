import { granted, oauthError } from '@device-flow/testing/fetch'
import { fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Settings } from '../../src/settings/settings.ts'
import { TokensPanel } from '../../src/tokens/tokens-panel.tsx'
import { openDevice, type OpenPlayground } from '../open-playground.tsx'
import { tryOut, untilShown, untilStatus } from '../until-shown.ts'

// The panel is drawn at each step.
vi.setConfig({ testTimeout: 20_000 })

const part = (name: string): ReturnType<typeof within> => within(screen.getByRole('region', { name }))

interface SignedIn extends OpenPlayground {
  /** The token of this kind that was issued as the so-many-th. */
  token(kind: 'access' | 'refresh', generation: number): string
}

async function signIn(settings: Partial<Settings> = {}): Promise<SignedIn> {
  const page = openDevice(settings, <TokensPanel />)
  await page.press('Sign in')
  await untilStatus(page, 'awaitingUser')
  page.lab().server.scripted?.approve()
  await untilStatus(page, 'authorized')
  await untilShown(page, () => expect(screen.getByText(/every check passed/)).toBeTruthy())
  const token = (kind: string, generation: number): string =>
    page
      .lab()
      .server.scripted?.issuedTokens()
      .find((issued) => issued.startsWith(`${kind}-token-${generation}-`)) ?? ''
  return { ...page, token }
}

function shownText(): string {
  return document.body.textContent
}

function type(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
}

test('tokens are hidden until they are asked for, one at a time, and hidden again once they are others', async () => {
  const page = await signIn()
  for (const kind of ['access', 'refresh'] as const) expect(shownText()).not.toContain(page.token(kind, 1))
  await page.press('Show access token')
  expect(shownText()).toContain(page.token('access', 1))
  expect(shownText()).not.toContain(page.token('refresh', 1))
  await page.press('Hide access token')
  expect(shownText()).not.toContain(page.token('access', 1))
  await page.press('Show access token')
  await tryOut(page, 'Refresh now', /new refresh token in the place/)
  expect(shownText()).not.toContain(page.token('access', 2))
})

test('somebody sees each check of the ID token, with the section that wants it', async () => {
  await signIn()
  const checks = part('ID token')
  expect(checks.getByText('iss').closest('li')?.textContent).toContain('It is the issuer of the metadata')
  expect(checks.getByText('signature').closest('li')?.textContent).toContain('§3.1.3.7, point 6')
  expect(checks.getByText(/^Not there, and not needed:/).textContent).toContain('nonce')
})

test('an ID token that was turned down is shown with what is wrong with it', async () => {
  const page = openDevice({}, <TokensPanel />)
  page.lab().server.scripted?.script('token', granted({}, { claims: { aud: 'another-client' } }))
  await page.press('Sign in')
  await untilStatus(page, 'error')
  expect(await screen.findByText(/turned it down, and all tokens with it. What is wrong: aud\./)).toBeTruthy()
  expect(part('Access token').getByText('The device holds none.')).toBeTruthy()
})

test('without openid in the scope, the page says why there is no ID token', async () => {
  const page = openDevice({ scope: 'offline_access' }, <TokensPanel />)
  await page.press('Sign in')
  await untilStatus(page, 'awaitingUser')
  page.lab().server.scripted?.approve()
  await untilStatus(page, 'authorized')
  expect(part('ID token').getByText(/nobody asked for it/)).toBeTruthy()
})

test('the access token is explained: its form, type, scope, and how long it lives', async () => {
  const page = await signIn({ scope: 'openid offline_access' })
  const access = part('Access token')
  expect(access.getByText(/^Opaque/)).toBeTruthy()
  expect(access.getByText(/^Bearer/)).toBeTruthy()
  expect(access.getByText(/all that was asked for/)).toBeTruthy()
  const secondsLeft = (): number => {
    const [, minutes, seconds] = /^(\d+) min (\d+) s$/.exec(access.getByRole('timer').textContent) ?? []
    return Number(minutes) * 60 + Number(seconds)
  }
  const before = secondsLeft()
  expect(before).toBeGreaterThan(3580)
  await act(async () => void (await page.lab().clock.step(61_000)))
  expect(secondsLeft()).toBe(before - 61)
})

test('an access token that is a JWT is decoded, with the word that a client must not rely on it', async () => {
  const page = openDevice({}, <TokensPanel />)
  const { scripted } = page.lab().server
  const jwt = await scripted?.idToken(
    { aud: 'https://api.example', scope: 'orders:read' },
    { header: { typ: 'at+jwt' } },
  )
  scripted?.script('token', granted({ access_token: jwt }))
  await page.press('Sign in')
  await untilStatus(page, 'authorized')
  const access = part('Access token')
  expect(access.getByText(/must not rely on/)).toBeTruthy()
  expect(access.getByText(/orders:read/)).toBeTruthy()
})

test('a refresh adds a generation to the line, and what was before is told to be replaced', async () => {
  const page = await signIn()
  await tryOut(page, 'Refresh now', /new refresh token in the place/)
  const generations = part('Refresh token').getAllByRole('listitem')
  expect(generations.map(({ textContent }: HTMLElement) => /Generation \d/.exec(textContent ?? '')?.[0])).toEqual([
    'Generation 1',
    'Generation 2',
  ])
  await vi.waitFor(() => expect(generations[0]?.textContent).toMatch(/Refresh token [0-9a-f]{8} replaced/))
  expect(generations[1]?.textContent).toMatch(/Refresh token [0-9a-f]{8} in use/)
  expect(part('Refresh token').getByText(/^Last rotated at/)).toBeTruthy()
})

test('the sample API is called with the token, and its answer is shown', async () => {
  const page = await signIn()
  await tryOut(page, 'Call the sample API', /took the token \(HTTP 200\)\.$/)
  expect(part('Try the tokens').getByText(/Teapot, blue/)).toBeTruthy()
  await tryOut(page, 'Ask who is signed in', /The server says: ada/)
})

test('a revoked refresh token ends the session at the next refresh, and the line says so', async () => {
  const page = await signIn()
  await tryOut(page, 'Revoke the refresh token', /has revoked the refresh token/)
  expect(page.lab().devices.flow()?.status).toBe('authorized')
  expect(part('Refresh token').getByText(/dead: revoked/)).toBeTruthy()
  expect(part('Refresh token').getByText(/perhaps dead, as its refresh token is/)).toBeTruthy()
  await tryOut(page, 'Refresh now', /The session has ended at the server/)
})

test('a revoked access token alone is noticed by the API, and renewed: the challenge is explained', async () => {
  const page = await signIn()
  await tryOut(page, 'Revoke the access token', /revoked the access token alone/)
  await tryOut(page, 'Call the sample API', /took the token \(HTTP 200\), once the device had renewed it/)
  expect(part('Try the tokens').getByText(/expired, revoked, or not for this API/)).toBeTruthy()
  expect(part('Refresh token').getAllByRole('listitem')).toHaveLength(2)
})

test('a token that is refused right after it was renewed is not renewed again, and the page says why', async () => {
  const page = await signIn()
  await tryOut(page, 'Refresh now', /new access token/)
  await tryOut(page, 'Revoke the access token', /revoked the access token alone/)
  await tryOut(page, 'Call the sample API', /refused the token \(HTTP 401\)\. It was not renewed/)
  expect(part('Refresh token').getAllByRole('listitem')).toHaveLength(2)
})

test('a server that does not revoke says so in words', async () => {
  const page = await signIn()
  page.lab().server.scripted?.script('revocation', oauthError('unsupported_token_type'))
  await tryOut(page, 'Revoke the access token', /does not revoke it/)
  expect(part('Refresh token').queryByText(/revoked/)).toBe(null)
})

test('an API of one’s own gets the token only where its origin was typed', async () => {
  const page = await signIn()
  const asked = vi.fn<() => Promise<Response>>(async () => new Response('{"orders":2}', { status: 200 }))
  vi.stubGlobal('fetch', asked)
  onTestFinished(() => void vi.unstubAllGlobals())
  type('Address of the API', 'http://api.example.com/orders')
  await page.press('Send the token, and call it')
  expect(screen.getByRole('alert').textContent).toContain('https://')
  type('Address of the API', 'https://api.example.com/orders')
  await page.press('Send the token, and call it')
  expect(screen.getByRole('alert').textContent).toContain('Type where the token may go')
  type('Where the access token may go', 'https://other.example.com')
  await page.press('Send the token, and call it')
  expect(screen.getByRole('alert').textContent).toContain('Nothing was sent')
  expect(asked).not.toHaveBeenCalled()
  type('Where the access token may go', 'https://api.example.com')
  await tryOut(page, 'Send the token, and call it', /took the token/)
  expect(asked).toHaveBeenCalledOnce()
  expect(part('Try the tokens').getByText(/"orders":2/)).toBeTruthy()
})

test('what is kept is shown, its secrets masked; after the sign-out none of them is left', async () => {
  const page = await signIn()
  const kept = part('What is kept where')
  await vi.waitFor(() => expect(kept.getByText('signedIn.tokens.refreshToken')).toBeTruthy())
  expect(kept.getAllByRole('button').map(({ textContent }: HTMLElement) => textContent)).toEqual([
    'Show accessToken of the record',
    'Show refreshToken of the record',
    'Show idToken of the record',
  ])
  // It names the button as it is called.
  expect(kept.getByText(/“Use these settings”, in the settings, forgets them/)).toBeTruthy()
  const { store } = page.lab()
  const read = vi.spyOn(store, 'read')
  await tryOut(page, 'Sign out and revoke', /Nobody is signed in here any more/)
  await vi.waitFor(() => expect(kept.getByText(/No token and no code is left in it/)).toBeTruthy())
  expect(kept.queryAllByRole('button')).toEqual([])
  const stored = await read.mock.results.at(-1)?.value
  for (const token of page.lab().server.scripted?.issuedTokens() ?? [])
    expect(JSON.stringify(stored)).not.toContain(token)
  expect(kept.getByText(/no token\./)).toBeTruthy()
})

test('two devices share one record', async () => {
  const page = await signIn()
  await act(async () => page.lab().devices.switchSecond(true))
  expect(await screen.findByText(/Both devices share it/)).toBeTruthy()
})
