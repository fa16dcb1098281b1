import { expect, test } from 'vitest'
import { Device } from '../src/device.ts'

/** When timers fire that are set again and again while a page is in the background; ms since it was opened. */
async function firedAt(delayMs: number, { forMs, earlyMs = 0 }: { forMs: number; earlyMs?: number }) {
  const hidden = { type: 'hidden', at: 10_000, ms: 400_500 } as const
  const device = new Device({ timerRate: 1, wallRate: 1, earlyMs, lagMs: 3, isPage: true, events: [hidden] })
  const clock = device.clock()
  const moments: number[] = []
  const set = () => clock.schedule(() => (moments.push(device.now()), set()), delayMs)
  set()
  await device.time.advance(forMs)
  return moments
}

test.each([0, 1.3, 2])(
  'timers of a page in the background fire within a second, also those that fire %d ms early',
  async (earlyMs) => {
    const moments = await firedAt(5_000, { forMs: 60_000, earlyMs })
    const hidden = moments.filter((at) => at > 10_100)
    expect(hidden.map((at) => Math.floor(at / 1_000))).toEqual([11, 17, 23, 29, 35, 41, 47, 53, 59])
    for (const at of hidden) expect(at % 1_000).toBeLessThan(2)
  },
)

test.each([0, 1.3, 2])(
  'after five minutes there, they fire once a minute, and again once the page is seen (%d ms early)',
  async (earlyMs) => {
    const moments = await firedAt(4_500, { forMs: 425_000, earlyMs })
    const late = moments.filter((at) => at > 311_000).map((at) => Math.round(at / 100) / 10)
    expect(late).toEqual([360, 410.5, 415, 419.5, 424])
  },
)
