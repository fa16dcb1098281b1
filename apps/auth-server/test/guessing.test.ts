import { expect, test } from 'vitest'
import { Browser, type AuthServer } from '../src/index.ts'
import { Device } from './device.ts'
import { decide, serverFor } from './rooms.ts'

async function guess(server: AuthServer, times: number): Promise<void> {
  const browser = new Browser()
  let page = await browser.open(new URL(server.verificationUri))
  for (let tries = 0; tries < times; tries++) page = await browser.submit(page, { user_code: 'BBBB-BBBB' })
  expect(page.alert).toContain('That code is not right')
}

test('after ten wrong codes in a minute, an address has to wait, and is told how long', async () => {
  let time = 0
  const server = await serverFor({ now: () => time })
  const device = new Device(server)
  const code = await device.askForCode()
  await guess(server, 10)
  time += 20_000
  for (const uri of [server.verificationUri, code.verification_uri_complete]) {
    const method = uri === server.verificationUri ? 'POST' : 'GET'
    const response = await fetch(uri, { method })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '40'])
    expect(await response.text()).toContain('please wait 40 seconds')
  }
  time += 40_000
  await decide(code)
  expect((await device.poll()).status).toBe(200)
})

test('nine wrong codes are forgiven', async () => {
  const server = await serverFor({})
  const device = new Device(server)
  const code = await device.askForCode()
  await guess(server, 9)
  await decide(code)
  expect((await device.poll()).status).toBe(200)
})

test('guessing through links counts just the same', async () => {
  const server = await serverFor({})
  const statuses: number[] = []
  for (let tries = 0; tries < 11; tries++)
    statuses.push((await fetch(`${server.verificationUri}?user_code=BBBB-BBBB`)).status)
  expect(statuses).toEqual([...Array<number>(10).fill(200), 429])
})

test('the page to type a code stays open to those who have to wait', async () => {
  const server = await serverFor({})
  await guess(server, 10)
  expect((await new Browser().open(new URL(server.verificationUri))).id).toBe('enter-code')
})
