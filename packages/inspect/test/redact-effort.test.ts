import { Secret } from '@device-flow/machine'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redact } from '../src/index.ts'
import { KnownTexts } from '../src/redact/known-texts.ts'
import { Redactor } from '../src/redact/redactor.ts'

// What a server says must not keep the process busy, however it is made (attack X11).

/** Generous: it is the machine that is slow, never the test that hangs. */
const TIMEOUT_MS = 60_000

const SHORT = 12_000
const LONG = 4 * SHORT

/** The least processor time of a few runs, ms. A clock on the wall would count what other processes do, too. */
function timeOf(run: () => unknown): number {
  const times = Array.from({ length: 4 }, () => {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...times)
}

/** Half of so many characters as a secret, and all of them as what is said beside it. */
const beginningOfSecret = (unit: string, size: number): unknown => ({
  access_token: `${unit.repeat(size / 2 / unit.length)}b`,
  claims: { a: unit.repeat(size / unit.length) },
})

test.each<[string, (size: number) => unknown]>([
  ['repeats the beginning of a token', (size) => beginningOfSecret('a', size)],
  ['repeats the beginning of a token, by some characters', (size) => beginningOfSecret('abcdefghijkl', size)],
  ['repeats the beginning of a token as URLs write it', (size) => beginningOfSecret('%2F', size)],
  ['repeats the beginning of a token in base64', (size) => beginningOfSecret('YWFh', size)],
  ['repeats what begins a JWT', (size) => 'ewo'.repeat(size / 3)],
  ['repeats what begins a JWT with spaces in its header', (size) => 'eyA'.repeat(size / 3)],
  ['repeats what begins a JWT, and is none', (size) => 'eyJ.'.repeat(size / 4)],
  ['names a secret part of a form again and again in a line', (size) => 'name="token"'.repeat(size / 12)],
  ['names a secret part of a form in line after line', (size) => 'name="token"\n'.repeat(size / 13)],
  ['is longer than is told, and one word for long', (size) => `${'a'.repeat(size)} ${'b c '.repeat(25_000)}`],
  ['names a secret again and again', (size) => 'token="'.repeat(size / 7)],
  ['names a secret in quotes within quotes', (size) => String.raw`token\"=\"`.repeat(size / 9)],
  ['names schemes of credentials', (size) => 'Bearer auth'.repeat(size / 11)],
  ['says nothing for long behind the name of a secret', (size) => `token${' '.repeat(size)}`],
  ['opens tags', (size) => `<${'a'.repeat(11)}`.repeat(size / 12)],
  ['begins URLs', (size) => '://a:'.repeat(size / 5)],
  ['begins private keys', (size) => '-----BEGIN PRIVATE KEY'.repeat(size / 22)],
  ['has members of a key', (size) => `kty ${'d : '.repeat(size / 4)}`],
  ['nests', (size) => '{"a":'.repeat(size / 5) + '}'.repeat(size / 5)],
])(
  'four times the text takes about four times as long, if it %s (attack X11)',
  (_how, make) => {
    const [short, long] = [make(SHORT), make(LONG)]
    const least = timeOf(() => redact(short))
    // Sixteen times as long is what a search takes that starts anew at each character. Below some ms nobody can tell.
    expect(timeOf(() => redact(long))).toBeLessThan(10 * Math.max(least, 3))
  },
  TIMEOUT_MS,
)

/** What a pattern that goes back and forth would take minutes for. */
const hostileTexts = (size: number): string[] => [
  'eyJ'.repeat(size / 3),
  '\\'.repeat(size),
  'ewo'.repeat(size / 3),
  `token${' '.repeat(size)}`,
  '://a:'.repeat(size / 5),
  `<${'a'.repeat(size)}`,
  '<token>'.repeat(size / 7),
  'name="token"\n'.repeat(size / 13),
  `{"kty":${'"d":"\\\\'.repeat(size / 8)}`,
]

test(
  'hostile text does not take long',
  () => {
    const [short, long] = [hostileTexts(SHORT), hostileTexts(LONG)]
    const least = timeOf(() => short.map((text) => redact(text)))
    expect(timeOf(() => long.map((text) => redact(text)))).toBeLessThan(10 * Math.max(least, 3))
  },
  TIMEOUT_MS,
)

/** An answer that names ever longer secrets, and says what they all begin with. */
function manySecrets(size: number): unknown {
  const tokens = Array.from({ length: 500 }, (_, index) => [`a${index}_token`, `${'a'.repeat(20 + index)}b`])
  return { ...(Object.fromEntries(tokens) as object), claims: { a: 'a'.repeat(size) } }
}

test(
  'so it does if hundreds of secrets begin alike, and what can not be searched in time is not told (attack X11)',
  () => {
    const least = timeOf(() => redact(manySecrets(SHORT)))
    expect(timeOf(() => redact(manySecrets(LONG)))).toBeLessThan(10 * Math.max(least, 3))
    const { claims } = redact(manySecrets(LONG)) as { claims: { a: string } }
    expect(claims.a.slice(-5)).toBe('aa[…]')
  },
  TIMEOUT_MS,
)

test('places that look like a secret are compared by numbers, not character by character (attack X11)', () => {
  const known = new KnownTexts()
  for (const end of ['b', 'c', 'd']) known.add({ text: 'a'.repeat(2000) + end, secret: end })
  const search = known.searchIn('a'.repeat(90_000))
  expect(Array.from({ length: 89_993 }, (_, at) => search.at(at)).filter(Boolean)).toEqual([])
  // All three are as long as each other, so that one look is enough for them.
  expect(search.looks).toBeLessThanOrEqual(90_000)
})

test('one value tells so many characters and no more, however many texts it has (attack X11)', () => {
  const claims = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`claim${index}`, 'a '.repeat(45_000)]))
  const told = JSON.stringify(redact({ claims, last: 'x' }))
  expect(told.length).toBeLessThan(2_100_000)
  expect(told.slice(-40)).toContain('"claim99":"[…]"')
})

const unit = fc.string({ minLength: 1, maxLength: 4 }).filter((text) => !/\s|[[\]:/]/.test(text))

test(
  'a secret is found in whatever repeats its beginning (H3)',
  () => {
    fc.assert(
      fc.property(unit, fc.nat(40), fc.array(fc.nat(60), { maxLength: 6 }), (part, repeats, runs) => {
        const secret = `${part.repeat(8 + repeats)}!canary`
        const around = runs.map((count) => part.repeat(count))
        const note = [...around.flatMap((run) => [run, secret]), secret].join('')
        const told = JSON.stringify(redact({ note, token: new Secret(secret) }))
        expect(told).not.toContain('canary')
        expect(told).toContain('[secret]')
      }),
      { numRuns: 300 },
    )
  },
  TIMEOUT_MS,
)

test('of secrets that begin alike the longest is masked, and when it is forgotten the shorter ones are still known', () => {
  const redactor = new Redactor()
  const secrets = ['opaque-token', 'opaque-token-1', 'opaque-token-2', 'opaque-token-123']
  redactor.redact({ secrets })
  expect(redactor.redact(`(${secrets.join(')(')})`)).toBe('([secret])([secret])([secret])([secret])')
  for (let count = 0; count < 600; count++) {
    redactor.redact({ access_token: `another-${count}-token` })
    if (count % 100 === 0) redactor.redact(['opaque-token-1', 'opaque-token-2'])
  }
  expect(redactor.redact('(opaque-token-123)(opaque-token-1)(opaque-token-2)')).toBe('([secret]23)([secret])([secret])')
})
