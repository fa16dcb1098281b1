import process from 'node:process'
import * as fc from 'fast-check'

/**
 * How often a fuzz test runs. `FUZZ=100 npm run test:unit` makes it a hundred times as much. A failure names its seed and path in the log;
 * `FUZZ_SEED` runs that seed again.
 */
export function fuzz(numRuns: number): { numRuns: number; seed?: number } {
  const { FUZZ = '1', FUZZ_SEED } = process.env
  return { numRuns: numRuns * Number(FUZZ), ...(FUZZ_SEED !== undefined && { seed: Number(FUZZ_SEED) }) }
}

/** How long a fuzz test may take, ms. */
export const FUZZ_TIMEOUT_MS: number = 60_000 * Number(process.env['FUZZ'] ?? 1)

/** Texts as nobody should send them: control characters, halves of characters, names that mean something to objects, very long ones. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\r\nSet-Cookie: a=b',
    '\u001B[2J\u001B]0;title\u0007',
    '\u009B31m',
    '\u202Egnirts',
    '\u200B',
    '\uD800',
    '__proto__',
    'constructor',
    'NaN',
    '-1',
    '1e999',
    'javascript:alert(1)',
    'https://a:b@c.example/',
    'x'.repeat(5_000),
    '\u001B'.repeat(5_000),
    '%00%FF',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0x9f }).map((code) => String.fromCodePoint(code)), maxLength: 20 }),
)

/** JSON as nobody should send it. */
export const strangeJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 0.5, 1e300, -1e300, 2 ** 53, 8.64e15 + 1, [], {}),
    strangeText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(strangeText, tie('value'), { maxKeys: 3 }),
  ),
})).value

/** What is right but for a few members, which are strange or missing, and others that do not belong there. */
export function almost(right: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const member = fc.tuple(fc.constantFrom(...Object.keys(right)), fc.option(strangeJson, { nil: undefined }))
  return fc
    .tuple(fc.array(member, { maxLength: 3 }), fc.dictionary(strangeText, strangeJson, { maxKeys: 2 }))
    .map(([changes, others]) => ({ ...right, ...others, ...Object.fromEntries(changes) }))
}

/** The same as text, whole or cut off, and texts and bytes of all kinds. */
export function almostJson(right: Record<string, unknown>): fc.Arbitrary<string> {
  const text = almost(right).map((value) => JSON.stringify(value))
  return fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 1, arbitrary: fc.tuple(text, fc.nat()).map(([whole, cut]) => whole.slice(0, cut % (whole.length + 1))) },
    { weight: 1, arbitrary: strangeJson.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: strangeText },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
    { weight: 1, arbitrary: fc.constantFrom('['.repeat(50_000), `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`) },
  )
}

/** Control characters, and those that turn the direction of a text: none of them may reach a terminal or a page. */
export const RAW_CONTROL: RegExp = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u
