import { readTranscript, transcriptFromFragment } from '@device-flow/inspect'
import { expectNoCanaries } from '@device-flow/testing'
import { granted } from '@device-flow/testing/fetch'
import { fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Lab } from '../../src/lab/lab.ts'
import { fileName } from '../../src/recording/file-name.ts'
import { recordingLink } from '../../src/recording/recording-link.ts'
import { wireReport } from '../../src/recording/wire-report.ts'
import { jsonIn, tokenResponses } from '../../src/wire/token-response.ts'
import { openPlayground, type OpenPlayground } from '../open-playground.tsx'
import { tryOut, untilStatus } from '../until-shown.ts'

// The whole page is drawn at each step.
vi.setConfig({ testTimeout: 20_000, hookTimeout: 30_000 })

const PAGE = 'https://pages.example/playground/'

async function signIn(page: OpenPlayground): Promise<void> {
  await page.press('Sign in')
  await untilStatus(page, 'awaitingUser')
  page.lab().server.scripted?.approve()
  await untilStatus(page, 'authorized')
}

/** Every secret that went over the wire, by what it is. */
function secretsOf({ wire, server }: Lab): Record<string, string> {
  const exchanges = wire.list()
  const issued = server.scripted?.issuedTokens() ?? []
  const codes = exchanges.flatMap(({ response }) => (jsonIn(response?.body)['device_code'] as string | undefined) ?? [])
  const tokens = tokenResponses(exchanges).flatMap(({ accessToken, refreshToken, idToken }) =>
    [accessToken, refreshToken ?? [], idToken ?? []].flat(),
  )
  return Object.fromEntries(
    [...new Set([...issued, ...codes, ...tokens])].map((secret, index) => [`secret ${index}`, secret]),
  )
}

/** A whole life: a login, a refresh, a call, a sign-out, and a login that ends with a wrong ID token. */
async function wholeLife(): Promise<Lab> {
  const page = openPlayground()
  await signIn(page)
  await tryOut(page, 'Refresh now', /new access token/)
  await tryOut(page, 'Call the sample API', /took the token/)
  await act(async () => page.lab().devices.flow()?.signOut())
  await untilStatus(page, 'idle')
  page.lab().server.scripted?.script('token', granted({}, { claims: { aud: 'another-client' } }))
  await page.press('Sign in')
  await untilStatus(page, 'error')
  return page.lab()
}

beforeEach(() => {
  Object.assign(URL, { createObjectURL: () => 'blob:saved', revokeObjectURL: () => {} })
})

describe('of a whole life', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await wholeLife()
  })

  test('a recording, its link and the report of the requests hold no secret of a whole life', async () => {
    const secrets = secretsOf(lab)
    expect(Object.keys(secrets).length).toBeGreaterThan(8)
    const recording = lab.recorder.toJsonLines()
    const { href } = await recordingLink(recording, PAGE)
    const inLink = (await transcriptFromFragment(new URL(href).hash)) ?? ''
    expect(readTranscript(inLink).messages.length).toBeGreaterThan(10)
    expectNoCanaries({ recording, href, inLink, report: wireReport(lab) }, secrets)
  })

  test('a recording of a real failure says what went wrong, on any machine', async () => {
    const { href } = await recordingLink(lab.recorder.toJsonLines(), PAGE)
    expect(href).toMatch(/^https:\/\/pages\.example\/playground\/viewer\/index\.html#transcript=/)
    const { messages } = readTranscript((await transcriptFromFragment(new URL(href).hash)) ?? '')
    const last = messages.findLast((message) => message.type === 'snapshot' && message.sessionId === message.rootId)
    expect(JSON.stringify(last)).toContain('aud names another client')
  })

  test('the report tells each request, its response, and what the login made of it', async () => {
    const report = wireReport(lab)
    expect(report).toContain('The server is in the page: nothing has left it.')
    const relayed = wireReport({ ...lab, server: { ...lab.server, isRelayed: true } })
    expect(relayed).toContain('Sent through the relay on this computer')
    expect(report).toContain('POST https://as.example/')
    expect(report).toContain('device_code=[device_code]')
    expect(report).toContain('"refresh_token":"[refresh_token]"')
    expect(report).toContain('What the login made of it: **granted**')
    expect(report).toMatch(/\*\*invalid ID token\*\*\. .*aud names another client/)
  })
})

test('a server cannot end the block of the report that its words stand in', () => {
  const report = wireReport({
    settings: { clientId: 'tv', scope: 'openid' },
    server: { title: 'a `server`' },
    wire: {
      list: () => [
        {
          number: 1,
          device: 'device',
          kind: 'poll',
          request: { method: 'POST', url: 'https://as.example/token', headers: [], body: '' },
          sentAt: 0,
          response: { status: 400, headers: [], body: '```\n# Not a heading\n```' },
        },
      ],
    },
  } as unknown as Lab)
  expect(report).toContain('````http\n')
  expect(report.split('\n').filter((line) => line === '````')).toHaveLength(1)
})

test('a file has the date in its name', () => {
  expect(fileName('device-login', 'jsonl', Date.UTC(2026, 10, 29, 9, 5, 7))).toBe(
    'device-login-2026-11-29T09-05-07.jsonl',
  )
})

test('a press saves the recording, another the requests', async () => {
  const page = openPlayground()
  await signIn(page)
  const names: string[] = []
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download)
  })
  onTestFinished(() => click.mockRestore())
  await page.press('Save the recording')
  await page.press('Save the requests, secrets masked')
  expect(names[0]).toMatch(/^device-login-20\d\d-.*\.jsonl$/)
  expect(names[1]).toMatch(/^device-login-requests-20\d\d-.*\.md$/)
})

test('a link is copied, and told to lead where it leads', async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(async () => {})
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText } }))
  onTestFinished(() => void vi.unstubAllGlobals())
  const page = openPlayground()
  await signIn(page)
  await page.press('Copy a link to the recording')
  expect(await screen.findByText(/The link is copied/, {}, { timeout: 10_000 })).toBeTruthy()
  expect(writeText.mock.calls[0]?.[0]).toContain('/viewer/index.html#transcript=')
})

test('a recording that is too long for a link is told, with what to do', async () => {
  const page = openPlayground()
  const noise = Array.from({ length: 4000 }, () => Math.random().toString(36)).join(' ')
  const line = { type: 'device-flow-transcript', version: 1, recordedAt: '', machine: 'deviceFlow', noise }
  vi.spyOn(page.lab().recorder, 'toJsonLines').mockReturnValue(`${JSON.stringify(line)}\n`)
  await page.press('Copy a link to the recording')
  expect(await screen.findByText(/too long for a link.*Save it as a file/, {}, { timeout: 10_000 })).toBeTruthy()
})

test('a file that somebody chooses or drops is shown in the viewer; what is no recording is told', async () => {
  const page = openPlayground()
  await signIn(page)
  const recording = page.lab().recorder.toJsonLines()
  const panel = screen.getByRole('region', { name: 'Recording' })
  const file = new File([recording], 'login.jsonl')
  fireEvent.change(screen.getByLabelText('Open a recording'), { target: { files: [file] } })
  expect(await screen.findByTitle('The recording login.jsonl', {}, { timeout: 10_000 })).toBeTruthy()
  await page.press('Close the recording')
  expect(within(panel).queryByTitle(/^The recording/)).toBe(null)
  fireEvent.drop(panel, { dataTransfer: { files: [new File(['a cake recipe'], 'cake.txt')] } })
  expect((await within(panel).findByRole('alert')).textContent).toMatch(/^cake\.txt: .*no transcript/)
})
