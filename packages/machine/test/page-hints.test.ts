import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '@device-flow/testing/virtual'
import { onPageHint } from '../src/adapter/index.ts'

class Document extends EventTarget {
  visibilityState = 'visible'
}

class Page extends EventTarget {
  readonly document = new Document()
  listeners = 0

  override addEventListener(...listener: Parameters<EventTarget['addEventListener']>): void {
    this.listeners++
    super.addEventListener(...listener)
  }

  override removeEventListener(...listener: Parameters<EventTarget['removeEventListener']>): void {
    this.listeners--
    super.removeEventListener(...listener)
  }
}

function watchedPage() {
  const page = new Page()
  const clock = createVirtualClock()
  const seen = { hints: 0 }
  const stop = onPageHint(
    () => seen.hints++,
    () => clock.now(),
    page,
  )
  return { page, clock, seen, stop }
}

describe('a page that comes back hints once (I4)', () => {
  test.each(['online', 'focus'])('at %s', (type) => {
    const { page, seen } = watchedPage()
    page.dispatchEvent(new Event(type))
    expect(seen.hints).toBe(1)
  })

  test.each(['visibilitychange', 'resume'])('at %s of the document', (type) => {
    const { page, seen } = watchedPage()
    page.document.dispatchEvent(new Event(type))
    expect(seen.hints).toBe(1)
  })

  test('when all of it happens at once', async () => {
    const { page, clock, seen } = watchedPage()
    page.document.dispatchEvent(new Event('resume'))
    page.document.dispatchEvent(new Event('visibilitychange'))
    page.dispatchEvent(new Event('focus'))
    await clock.advance(900)
    page.document.dispatchEvent(new Event('visibilitychange'))
    expect(seen.hints).toBe(1)
  })

  test('and again the next time', async () => {
    const { page, clock, seen } = watchedPage()
    page.dispatchEvent(new Event('focus'))
    await clock.advance(1000)
    page.dispatchEvent(new Event('focus'))
    expect(seen.hints).toBe(2)
  })

  test('also when the clock was set back while it was away', () => {
    const { page, clock, seen } = watchedPage()
    page.dispatchEvent(new Event('focus'))
    clock.jumpWall(-3_600_000)
    page.dispatchEvent(new Event('focus'))
    expect(seen.hints).toBe(2)
  })
})

test('a network that is back just after the focus hints too: the poll that the focus brought about had none (I4)', async () => {
  const { page, clock, seen } = watchedPage()
  page.dispatchEvent(new Event('focus'))
  await clock.advance(500)
  page.dispatchEvent(new Event('online'))
  expect(seen.hints).toBe(2)
})

test('a page that is hidden hints nothing', () => {
  const { page, seen } = watchedPage()
  page.document.visibilityState = 'hidden'
  page.document.dispatchEvent(new Event('visibilitychange'))
  expect(seen.hints).toBe(0)
})

test('a page that is let go of is not listened to any more', () => {
  const { page, seen, stop } = watchedPage()
  stop()
  page.dispatchEvent(new Event('online'))
  page.document.dispatchEvent(new Event('resume'))
  expect(seen.hints).toBe(0)
  expect(page.listeners).toBe(0)
})

test('where there is no page, nothing happens (I3)', () => {
  expect(onPageHint(expect.unreachable, () => 0, {})).not.toThrow()
  expect(onPageHint(expect.unreachable, () => 0)).not.toThrow()
})
