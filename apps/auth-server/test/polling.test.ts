import { expect, test } from 'vitest'
import { Device } from './device.ts'
import { decide, serverFor } from './servers.ts'

/** A clock that only the test moves, ms. */
function handClock(): { now: () => number; pass: (ms: number) => void } {
  let time = 1_000_000
  return { now: () => time, pass: (ms) => void (time += ms) }
}

async function pollOf(device: Device): Promise<unknown> {
  return (await device.poll()).body.error
}

test('a device that waits its interval after each reply is never told to slow down', async () => {
  const { now, pass } = handClock()
  const device = new Device(await serverFor({ now }))
  await device.askForCode()
  for (let polls = 0; polls < 5; polls++) {
    pass(5000)
    expect(await pollOf(device)).toBe('authorization_pending')
  }
})

test('each hasty poll makes the interval of that code 5 seconds longer, for good', async () => {
  const { now, pass } = handClock()
  const device = new Device(await serverFor({ now }))
  await device.askForCode()
  const answers: unknown[] = [await pollOf(device)]
  for (const wait of [4998, 9998, 15_000, 14_998, 20_000]) {
    pass(wait)
    answers.push(await pollOf(device))
  }
  expect(answers).toEqual([
    'authorization_pending',
    'slow_down', // 5 s were asked for: now 10
    'slow_down', // now 15
    'authorization_pending',
    'slow_down', // now 20
    'authorization_pending',
  ])
})

test('one hasty device does not slow another down', async () => {
  const server = await serverFor({ now: handClock().now })
  const [hasty, calm] = [new Device(server), new Device(server)]
  await hasty.askForCode()
  await calm.askForCode()
  await hasty.poll()
  expect(await pollOf(hasty)).toBe('slow_down')
  expect(await pollOf(calm)).toBe('authorization_pending')
})

test('a hasty device still gets its tokens once the person has approved', async () => {
  const device = new Device(await serverFor({ now: handClock().now }))
  const code = await device.askForCode()
  await device.poll()
  await decide(code)
  expect((await device.poll()).status).toBe(200)
})

test('the interval that a device is told is the one that it is held to', async () => {
  const { now, pass } = handClock()
  const device = new Device(await serverFor({ now, pollIntervalSeconds: 2 }))
  expect(await device.askForCode()).toMatchObject({ interval: 2 })
  await device.poll()
  pass(2000)
  expect(await pollOf(device)).toBe('authorization_pending')
  pass(1990)
  expect(await pollOf(device)).toBe('slow_down')
})

test('a device that spells the path in another way is held to the same interval (attack X1)', async () => {
  const device = new Device(await serverFor({ now: handClock().now }))
  const { body } = await device.post('/Device/Auth/', { scope: 'openid' })
  expect(body).toMatchObject({ interval: 5 })
  const poll = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: body.device_code }
  expect((await device.post('/token', poll)).body.error).toBe('authorization_pending')
  for (const path of ['/token/', '/TOKEN', '/Token/'])
    expect((await device.post(path, poll)).body.error, path).toBe('slow_down')
})
