import { expect, test } from 'vitest'
import { redact } from '../src/index.ts'
import { Redactor } from '../src/redact/redactor.ts'

const secret = `opaque/+<"'&>=tökén`
const inUrl = encodeURIComponent(secret)

test.each([
  ['plain', secret],
  ['in a URL', inUrl],
  ['in a URL in small letters', inUrl.toLowerCase()],
  ['in a form', new URLSearchParams({ x: secret }).toString().slice(2)],
  ['in JSON', JSON.stringify(secret).slice(1, -1)],
  [
    'in the JSON of PHP',
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll('/', String.raw`\/`),
  ],
  ['in HTML', 'opaque/+&lt;&quot;&#39;&amp;&gt;=tökén'],
])('a secret that is known is masked in all that it is written in: %s', (_how, written) => {
  const told = redact({ note: `got ${written}!`, access_token: secret })
  expect(told).toEqual({ note: 'got [secret]!', access_token: '[secret]' })
})

test.each([0, 1, 2])('so it is in base64, %i bytes after its beginning', (bytesBefore) => {
  const text = `${'-'.repeat(bytesBefore)}${secret}${'-'.repeat(3)}`
  for (const alphabet of ['base64', 'base64url'] as const) {
    const note = Buffer.from(text).toString(alphabet)
    const { note: told } = redact({ note, access_token: secret }) as { note: string }
    expect(told).toContain('[secret]')
    expect(told.length).toBeLessThan(20)
  }
})

test('a secret that still shows is not forgotten, however many others there are', () => {
  const redactor = new Redactor()
  redactor.redact({ client_secret: 'still-in-use' })
  redactor.redact({ client_secret: 'never-seen-again' })
  for (let count = 0; count < 1000; count++) {
    redactor.redact({ access_token: `another-${count}-token` })
    if (count % 100 === 0) redactor.redact({ note: 'sent still-in-use' })
  }
  expect(redactor.redact('got still-in-use, never-seen-again')).toBe('got [secret], never-seen-again')
  expect(redactor.redact('got another-999-token')).toBe('got [secret]')
})
