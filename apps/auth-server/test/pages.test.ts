import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { Browser } from '../src/index.ts'
import { Device } from './device.ts'
import { decide, serverFor, sharedServer } from './servers.ts'

const hostile = `"><script>alert('x')</script>&`

async function markupOf(url: string): Promise<string> {
  return (await fetch(url, { headers: { accept: 'text/html' } })).text()
}

test('every page forbids foreign scripts, framing, sniffing, caching and foreign content', async () => {
  const server = await sharedServer()
  for (const path of ['/device', '/device?user_code=BBBB-BBBB', '/nothing', '/interaction/x', '/device/x']) {
    const { headers } = await fetch(server.issuer + path, { headers: { accept: 'text/html' } })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; img-src 'self';/,
    )
    expect(policy, path).toMatch(/; form-action 'self'; frame-ancestors 'none'/)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toContain('no-store')
  }
})

test('pages of an origin of this computer may frame every page once they are let in, by the exact origin', async () => {
  const server = await serverFor({})
  server.allowFraming('http://127.0.0.1:8632/')
  for (const path of ['/device', '/nothing', '/interaction/x']) {
    const { headers } = await fetch(server.issuer + path, { headers: { accept: 'text/html' } })
    expect(headers.get('content-security-policy'), path).toContain('; frame-ancestors http://127.0.0.1:8632; ')
  }
})

test.each(['https://playground.example', 'http://192.168.1.2:8632', 'http://127.0.0.1.evil.example', 'about:blank'])(
  'pages of %s, which is not on this computer, may never frame any',
  async (origin) => {
    const server = await sharedServer()
    expect(() => server.allowFraming(origin)).toThrow('is not on this computer')
    const { headers } = await fetch(server.verificationUri)
    expect(headers.get('content-security-policy')).toContain("; frame-ancestors 'none'; ")
  },
)

test('a page in a frame takes no focus away from the page around it, and one by itself has its box ready', async () => {
  const server = await sharedServer()
  const focused = async (dest: string): Promise<boolean> => {
    const headers = { accept: 'text/html', 'sec-fetch-dest': dest }
    return / autofocus\s/.test(await (await fetch(server.verificationUri, { headers })).text())
  }
  expect([await focused('document'), await focused('iframe')]).toEqual([true, false])
})

test('a hostile code is shown as text', async () => {
  const server = await sharedServer()
  const markup = await markupOf(`${server.verificationUri}?user_code=${encodeURIComponent(hostile)}`)
  expect(markup).toContain('That code is not right')
  expect(markup).toContain('value="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"')
  expect(markup).not.toContain('<script>alert')
})

test('a hostile name is shown as text, and reaches the device as it was typed', async () => {
  const device = new Device(await sharedServer())
  const { verification_uri_complete: uri } = await device.askForCode()
  const browser = new Browser()
  const signIn = await browser.submit(await browser.open(new URL(uri)), { confirm: 'yes' })
  const consent = await browser.submit(signIn, { name: hostile })
  const success = await browser.submit(consent, { decision: 'allow' })
  for (const { markup } of [consent, success]) {
    expect(markup).toContain('&lt;script&gt;')
    expect(markup).not.toContain('<script')
  }
  const { body } = await device.poll()
  expect(decodeJwt(body.id_token)).toMatchObject({ name: hostile })
})

test('a hostile client name is shown as text', async () => {
  const client = { clientId: 'tv', name: hostile, authMethod: 'client_secret_post', clientSecret: 's' } as const
  const device = new Device(await serverFor({ clients: [client] }), { fields: { client_id: 'tv', client_secret: 's' } })
  const { verification_uri_complete: uri } = await device.askForCode()
  const markup = await markupOf(uri)
  expect(markup).toContain('&lt;script&gt;')
  expect(markup).not.toContain('<script')
})

test('the link of a QR code leads straight to the page that shows the code and who asks', async () => {
  const device = new Device(await sharedServer())
  const { verification_uri_complete: uri, user_code: code } = await device.askForCode()
  const markup = await markupOf(uri)
  expect(markup).toContain('<main id="confirm">')
  expect(markup).toContain(code)
  expect(markup).toContain('Device Flow demo')
  expect(markup).toContain('this computer')
  expect(markup).toContain('Only continue if you started this on the device in front of you.')
})

test('a code that was typed is not compared a second time: who asks, and from where, stands beside "Allow"', async () => {
  const device = new Device(await sharedServer())
  const { user_code: code, verification_uri: uri } = await device.askForCode()
  const browser = new Browser()
  const signIn = await browser.submit(await browser.open(new URL(uri)), { user_code: code })
  expect(signIn.id).toBe('sign-in')
  const { markup } = await browser.submit(signIn, { name: 'Ada' })
  expect(markup).toContain('It asks from this computer.')
  expect(markup).toContain('Only allow it if you started this on the device in front of you.')
})

test('a code in a box that a link has filled is compared with the device (RFC 8628 §5.4)', async () => {
  const device = new Device(await sharedServer())
  const { user_code: code, verification_uri: uri } = await device.askForCode()
  const browser = new Browser()
  const filled = await browser.open(new URL(`${uri}?user_code=BBBB-BBBB`))
  expect((await browser.submit(filled, { user_code: code })).id).toBe('confirm')
})

test.each(['', '?user_code=', '?user_code=A&user_code=B'])(
  'the address with "%s" behind it leads to the code entry',
  async (query) => {
    const server = await sharedServer()
    const page = await new Browser().open(new URL(server.verificationUri + query))
    expect([page.id, page.alert]).toEqual(['enter-code', undefined])
  },
)

test('a person who says "not my device" denies it there and then', async () => {
  const device = new Device(await sharedServer())
  const { verification_uri_complete: uri } = await device.askForCode()
  const browser = new Browser()
  const page = await browser.submit(await browser.open(new URL(uri)), { abort: 'yes' })
  expect(page.id).toBe('denied')
  expect((await device.poll()).body.error).toBe('access_denied')
})

test('a code that was used is not good a second time, typed or linked', async () => {
  const device = new Device(await sharedServer())
  const code = await device.askForCode()
  await decide(code)
  await expect(decide(code)).rejects.toThrow('That code has been used')
  expect(await markupOf(code.verification_uri_complete)).toContain('That code has been used')
})

test('a code that someone is using in another browser is not good here', async () => {
  const { verification_uri_complete: uri } = await new Device(await sharedServer()).askForCode()
  const browser = new Browser()
  await browser.submit(await browser.open(new URL(uri)), { confirm: 'yes' })
  expect(await markupOf(uri)).toContain('That code has been used')
})

test('an empty code and an empty name are asked for again', async () => {
  const server = await sharedServer()
  const browser = new Browser()
  const entry = await browser.open(new URL(server.verificationUri))
  expect(await browser.submit(entry, { user_code: '' })).toMatchObject({
    id: 'enter-code',
    alert: expect.stringContaining('No code'),
  })
  const { verification_uri_complete: uri } = await new Device(server).askForCode()
  const signIn = await browser.submit(await browser.open(new URL(uri)), { confirm: 'yes' })
  const again = await browser.submit(signIn, { name: ' \u0000\u200B ' })
  expect(again).toMatchObject({ id: 'sign-in', status: 400, alert: expect.stringContaining('No name') })
  expect(await browser.submit(again, { name: 'Ada' })).toMatchObject({ id: 'consent' })
})

test('a second device in the same browser is asked about in full, once', async () => {
  const server = await sharedServer()
  const browser = new Browser()
  await decide(await new Device(server).askForCode(), { browser })
  const { verification_uri_complete: uri } = await new Device(server).askForCode()
  const consent = await browser.submit(await browser.open(new URL(uri)), { confirm: 'yes' })
  expect(consent.markup).toContain('See your name')
  expect((await browser.submit(consent, { decision: 'allow' })).id).toBe('success')
})

test('a person may change their name before allowing, and the same code stays good', async () => {
  const device = new Device(await sharedServer())
  const { verification_uri_complete: uri } = await device.askForCode()
  const browser = new Browser()
  const signIn = await browser.submit(await browser.open(new URL(uri)), { confirm: 'yes' })
  const consent = await browser.submit(signIn, { name: 'Ada' })
  const confirm = await browser.submit(consent, { decision: 'switch' })
  expect(confirm.id).toBe('confirm')
  const signInAgain = await browser.submit(confirm, { confirm: 'yes' })
  expect(signInAgain.id).toBe('sign-in')
  const consentAgain = await browser.submit(signInAgain, { name: 'Grace' })
  expect((await browser.submit(consentAgain, { decision: 'allow' })).id).toBe('success')
  const { body } = await device.poll()
  expect(decodeJwt(body.id_token)).toMatchObject({ name: 'Grace' })
})

test('a form without its session, or with a stale one, is asked to start again: 400, not 500', async () => {
  const server = await sharedServer()
  for (const cookie of ['', '_session=stale', '_session=stale; _session.sig=forged']) {
    for (const path of ['/device', '/interaction/unknown']) {
      const body = new URLSearchParams({ xsrf: 'x', user_code: 'BBBB-BBBB', confirm: 'yes' })
      const response = await fetch(server.issuer + path, {
        method: 'POST',
        headers: { cookie, accept: 'text/html' },
        body,
      })
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Please start again')])
    }
  }
})

test('a form that was not made for this browser is asked to start again', async () => {
  const server = await sharedServer()
  const browser = new Browser()
  const page = await browser.open(new URL(server.verificationUri))
  expect(await browser.submit(page, { xsrf: 'forged', user_code: 'BBBB-BBBB' })).toMatchObject({
    id: 'start-again',
    status: 400,
  })
})

test('who goes back from the question whether to allow it is told to go forward, and the question is still there', async () => {
  const server = await sharedServer()
  const browser = new Browser()
  const confirm = await browser.open(new URL((await new Device(server).askForCode()).verification_uri_complete))
  const signIn = await browser.submit(confirm, { confirm: 'yes' })
  const consent = await browser.submit(signIn, { name: 'Ada' })
  expect((await browser.open(signIn.url)).markup).toContain('If you went back, go forward again.')
  expect((await browser.open(consent.url)).id).toBe('consent')
})

test('a page of a journey that is over asks to start again', async () => {
  const server = await sharedServer()
  for (const path of ['/interaction/unknown', '/device/unknown']) {
    expect(await new Browser().open(new URL(server.issuer + path))).toMatchObject({ id: 'start-again', status: 400 })
  }
})

test('the bare address leads to the code entry, and an unknown one says so', async () => {
  const server = await sharedServer()
  expect((await new Browser().open(new URL(server.issuer))).id).toBe('enter-code')
  expect(await new Browser().open(new URL(`${server.issuer}/nothing`))).toMatchObject({ id: 'problem', status: 404 })
})

test('a form far larger than any of ours is refused', async () => {
  const device = new Device(await sharedServer())
  const { verification_uri_complete: uri } = await device.askForCode()
  const browser = new Browser()
  const signIn = await browser.submit(await browser.open(new URL(uri)), { confirm: 'yes' })
  expect((await browser.submit(signIn, { name: 'x'.repeat(20_000) })).status).toBe(413)
})
