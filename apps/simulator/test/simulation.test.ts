import type { DeviceFlowServices } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { expect, test } from 'vitest'
import { plot, printReport, simulate } from '../src/index.ts'

// As most programs wait: by their timers alone.
const createHastySleep =
  (clock: Clock): DeviceFlowServices['sleep'] =>
  ({ until = 0, atLeastMs }) =>
    new Promise((resolve) => clock.schedule(resolve, atLeastMs ?? until - clock.now()))

test('whatever devices, networks and servers do: no poll is early, no login is lost, and tokens come within an interval (B1, B6, B12)', async () => {
  const report = await simulate({ seed: 1, logins: 300 })
  expect(report.offences, 'npm run simulate -- --only LOGIN shows one of them').toEqual([])
  expect(report.all.waits.length).toBeGreaterThan(200)
  expect([...report.scenes.keys()]).toHaveLength(10)
}, 60_000)

test('a wait by the timers alone is found out: the server of the simulation sees early polls', async () => {
  const report = await simulate({ seed: 1, logins: 60, createSleep: createHastySleep })
  expect(report.count('early poll')).toBeGreaterThan(10)
  expect(printReport(report)).toContain(
    `${report.count('early poll')} polls before the interval, or a Retry-After, was over`,
  )
}, 60_000)

test('the same seed gives the same logins, and the same picture of them', async () => {
  const [first, again, other] = await Promise.all([7, 7, 8].map((seed) => simulate({ seed, logins: 10 })))
  expect(plot(again!)).toBe(plot(first!))
  expect(plot(other!)).not.toBe(plot(first!))
}, 60_000)
