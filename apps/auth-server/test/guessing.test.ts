import type { RequestOptions } from 'node:http'
import { expect, test } from 'vitest'
import { Browser, type AuthServer } from '../src/index.ts'
import { Device } from './device.ts'
import { decide, serverFor } from './servers.ts'
import { ask, type VerbatimResponse } from './verbatim.ts'

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

/** Ways of writing the address of the code entry, with a code in it. */
const ways = [
  '/device?user_code=',
  '/device/?user_code=',
  '/DEVICE?user_code=',
  '/Device/?user_code=',
  '/device?x=1&user_code=',
]

/** How many of forty codes are judged that come by these ways in turn. */
async function judged(server: AuthServer, paths: readonly string[], options: RequestOptions = {}): Promise<number> {
  const answers: VerbatimResponse[] = []
  for (let tries = 0; tries < 40; tries++)
    answers.push(await ask(server, `${paths[tries % paths.length]}BBBBBCCD`, options))
  expect(new Set(answers.slice(10).map(({ status }) => status))).toEqual(new Set([429]))
  return answers.filter(({ body }) => body.includes('That code is not right')).length
}

test.each([...ways.map((way) => [way]), ways])(
  'ten codes are judged and no more, whatever the spelling of the path: %s (attack X1)',
  async (...paths) => {
    const server = await serverFor({})
    expect(await judged(server, paths)).toBe(10)
  },
)

test('an absolute address in the request line is no way past the limit (attack X1)', async () => {
  const server = await serverFor({})
  expect(await judged(server, [`${server.issuer}/device/?user_code=`])).toBe(10)
})

test('neither a forwarded address nor another address of this computer resets the limit (attack X1)', async () => {
  const server = await serverFor({})
  await guess(server, 10)
  const link = '/device?user_code=BBBBBCCD'
  for (const headers of [
    { 'x-forwarded-for': '192.0.2.7' },
    { forwarded: 'for=192.0.2.7' },
    { 'x-real-ip': '192.0.2.7' },
  ])
    expect((await ask(server, link, { headers })).status).toBe(429)
  expect((await ask(server, link, { localAddress: '127.0.0.2' })).status).toBe(429)
})

test('after ten wrong codes the right one is refused too, by every way in (attack X1)', async () => {
  const server = await serverFor({})
  const device = new Device(server)
  const { user_code: code } = await device.askForCode()
  const browser = new Browser()
  const page = await browser.open(new URL(server.verificationUri))
  await guess(server, 10)
  for (const way of ways) expect((await ask(server, way + code)).status, way).toBe(429)
  for (const typed of [code, code.toLowerCase(), code.replace('-', ''), ` ${code.replace('-', ' ')} `]) {
    expect((await ask(server, `/device/?user_code=${encodeURIComponent(typed)}`)).status, typed).toBe(429)
    expect((await browser.submit(page, { user_code: typed })).status, typed).toBe(429)
  }
  for (const path of ['/device', '/device/', '/DEVICE', '/DEVICE/']) {
    expect((await ask(server, path, { method: 'POST', form: `user_code=${code}&confirm=yes` })).status).toBe(429)
    expect((await ask(server, `${path}?user_code=${code}`, { method: 'HEAD' })).status).toBe(429)
    expect((await ask(server, `${path}?user_code=A&user_code=${code}`)).status).toBe(429)
  }
  const confirmed = { ...page, form: { hidden: page.form?.hidden ?? {}, action: '/Device/' } }
  expect((await browser.submit(confirmed, { user_code: code, confirm: 'yes' })).status).toBe(429)
  expect((await device.poll()).body.error).toBe('authorization_pending')
})

test('a path that only looks like the code entry judges nothing (attack X1)', async () => {
  const server = await serverFor({})
  const { user_code: code } = await new Device(server).askForCode()
  for (const path of [
    '//device',
    '/device//',
    '/device;x',
    '/%64evice',
    '/device%2f',
    '/device/.',
    '/./device',
    '/x/../device',
  ]) {
    const { status, body } = await ask(server, `${path}?user_code=${code}`)
    expect(status, path).toBeGreaterThanOrEqual(400)
    expect(body, path).not.toContain(code)
  }
})

test('forty guesses sent all at once are judged ten times (attack X1)', async () => {
  const server = await serverFor({})
  const guesses = Array.from({ length: 40 }, () => ask(server, '/device/?user_code=BBBBBCCD'))
  const answers = await Promise.all(guesses)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(30)
})

test('forms and links count together, and asking for the head of a page is a guess like any other (attack X1)', async () => {
  const server = await serverFor({})
  await guess(server, 4)
  for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET', 'HEAD'])
    expect((await ask(server, '/Device/?user_code=BBBBBCCD', { method })).status).toBe(200)
  expect((await ask(server, '/device?user_code=BBBBBCCD')).status).toBe(429)
})
