import { html } from '@device-flow/testing/fetch'
import { act } from 'react'
import { expect, onTestFinished, test } from 'vitest'
import { Guide } from '../../src/guide/guide.tsx'
import { guideWords } from '../../src/guide/guide-words.ts'
import type { Interceptor } from '../../src/lab/troubles/trouble.ts'
import { TROUBLES } from '../../src/troubles/all-troubles.ts'
import { openDevice, type OpenPlayground } from '../open-playground.tsx'

const now = (): string => document.querySelector('.guide-now')!.textContent

async function showCode(): Promise<OpenPlayground> {
  const page = openDevice({}, <Guide />)
  await page.press('Sign in')
  await page.untilStatus('awaitingUser')
  return page
}

test.each([
  ['Allow all', 'has said yes', 'authorized'],
  ['Deny all', 'has said no', 'error'],
] as const)(
  'after “%s” the headline knows that the person %s, before the device does',
  async (button, words, status) => {
    const { press, untilStatus } = await showCode()
    expect(now()).toContain('enter the code there')
    await press(button)
    expect(now()).toContain(words)
    expect(now()).toContain('does not know yet')
    await untilStatus(status)
    expect(now()).not.toContain(words)
  },
)

const failing: Interceptor = ({ answer }) => answer(html(500))

test('while the keys are awaited after the approval, the headline says so', async () => {
  const { lab, press, until, untilStatus } = openDevice({}, <Guide />)
  const [trouble] = TROUBLES
  act(() =>
    lab().troubles.switchOn({ ...trouble!, name: 'no-keys', kinds: ['keys'], lasts: 'until-off', intercept: failing }),
  )
  await press('Sign in')
  await untilStatus('awaitingUser')
  await press('Allow all')
  await until(() =>
    lab()
      .wire.list()
      .some(({ verdict }) => verdict?.outcome === 'approved'),
  )
  expect(now()).toContain('waits for the keys of the server')
  expect(lab().devices.flow()?.status).toBe('awaitingUser')
  expect(now()).not.toContain('does not know yet')
  act(() => lab().troubles.switchAllOff())
  await until(() => lab().devices.flow()?.status !== 'awaitingUser')
  expect(now()).not.toContain('waits for the keys')
})

test('a login that was cancelled has happened: the headline says how to begin again', async () => {
  const page = openDevice({}, <Guide />)
  expect(now()).toContain('Nothing has happened yet')
  await page.press('Sign in')
  await page.untilStatus('awaitingUser')
  await page.press('Cancel')
  await page.untilStatus('idle')
  expect(now()).toContain('begin again')
})

const flow = (verificationUriComplete?: string): Parameters<typeof guideWords>[0] =>
  ({ status: 'awaitingUser', verificationUriComplete }) as never

test('where the phone has the code already, it is to be compared', () => {
  const known = { decision: undefined, areKeysAwaited: false, hasBegun: true, hasTokenEnded: false, isReloaded: false }
  const framed = { scripted: undefined, framesPages: true }
  const elsewhere = { scripted: undefined, framesPages: false }
  expect(guideWords(flow('https://id.example/?user_code=A'), framed, known)).toContain('compare the code there')
  expect(guideWords(flow('https://id.example/?user_code=A'), elsewhere, known)).toContain('compare the code there')
  expect(guideWords(flow(), framed, known)).toContain('take the phone: enter the code there')
  expect(guideWords(flow(), elsewhere, known)).toContain('take your phone: enter the code there')
})

test('before and after the browser loads the page again, it is told what is lost by that', async () => {
  // jsdom has no navigation timing.
  const timing = Object.assign(performance, { getEntriesByType: () => [{ type: 'reload' }] })
  onTestFinished(() => void Reflect.deleteProperty(timing, 'getEntriesByType'))
  const page = openDevice({}, <Guide />)
  expect(document.querySelector('.guide')!.textContent).toContain('are in this page alone')
  expect(now()).toContain('the login, the wire and the recording of before are gone')
  await page.press('Sign in')
  expect(now()).not.toContain('of before are gone')
})
