import { screen } from '@testing-library/react'
import { act } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openPlayground } from '../open-playground.tsx'

const ISSUER = 'https://id.example.com'

function answer(respond: (url: string) => Response): void {
  vi.stubGlobal('fetch', (input: string) => Promise.resolve(respond(input)))
  onTestFinished(() => void vi.unstubAllGlobals())
}

async function read(...given: Parameters<typeof openPlayground>): Promise<ReturnType<typeof openPlayground>> {
  const playground = openPlayground(...given)
  act(() => screen.getByText('What the server says of itself').click())
  await playground.press('Read and check it')
  await screen.findByText('Read it again')
  return playground
}

test('the metadata of the server in the page is read over the wire, and checked', async () => {
  const { lab } = await read()
  screen.getByText('All that a login needs is there.')
  expect(lab().wire.list()).toMatchObject([
    { device: 'page', kind: 'discovery', response: { status: 200 }, verdict: { outcome: 'metadata' } },
  ])
})

test('nothing is read before somebody asks', () => {
  const { lab } = openPlayground()
  expect(lab().wire.list()).toEqual([])
})

test('metadata of another server is told to be wrong', async () => {
  answer(() => Response.json({ issuer: 'https://evil.example', token_endpoint: `${ISSUER}/token` }))
  await read({ server: 'issuer', issuer: ISSUER, clientId: 'tv' })
  screen.getByText('A login cannot work: look at issuer, device_authorization_endpoint.')
  expect(screen.getByText('https://evil.example').closest('li')?.dataset['verdict']).toBe('wrong')
})

test('where the first document is not there, the other is read', async () => {
  answer((url) => (url.includes('openid') ? new Response('', { status: 404 }) : Response.json({ issuer: ISSUER })))
  await read({ server: 'issuer', issuer: ISSUER, clientId: 'tv' })
  screen.getByText(/The server answers with the status 404/)
  expect(
    screen.getByText(/oauth-authorization-server/, { selector: '.documents code' }).closest('li')?.textContent,
  ).toMatch(/is there\.$/)
})

test.each([
  ['a page', '<html>', /not a JSON object/],
  ['a list', '[]', /not a JSON object/],
  ['far too much', `{"a":"${'x'.repeat(500_001)}"}`, /too long/],
])('%s is no metadata', async (_, body, words) => {
  answer(() => new Response(body))
  await read({ server: 'issuer', issuer: ISSUER, clientId: 'tv' })
  expect(screen.getAllByText(words, { selector: '.documents li' })).toHaveLength(2)
  screen.getByText(/no metadata of this issuer could be read/)
})

test('a provider without metadata shows the endpoints that are known', () => {
  openPlayground({ server: 'provider', provider: 'github', clientId: 'tv' })
  screen.getByText('https://github.com/login/device/code')
  expect(screen.queryByText('Read and check it')).toBeNull()
})
