import { expect, test } from 'vitest'
import { readAuthChallenges } from '../src/index.ts'

test.each<[string, [string, Record<string, string>][]]>([
  ['Bearer', [['bearer', {}]]],
  ['Bearer realm="api", error="invalid_token"', [['bearer', { realm: 'api', error: 'invalid_token' }]]],
  ['bearer ERROR = invalid_token', [['bearer', { error: 'invalid_token' }]]],
  ['Bearer realm="a" error="x"', [['bearer', { realm: 'a', error: 'x' }]]],
  [
    'Basic realm="x", Bearer error=y',
    [
      ['basic', { realm: 'x' }],
      ['bearer', { error: 'y' }],
    ],
  ],
  [
    'Negotiate YWJjZA==, Bearer error="y"',
    [
      ['negotiate', { ywjjza: '=' }],
      ['bearer', { error: 'y' }],
    ],
  ],
  [
    'Basic, Bearer',
    [
      ['basic', {}],
      ['bearer', {}],
    ],
  ],
  [String.raw`Bearer realm="a, DPoP error=\"x\""`, [['bearer', { realm: 'a, DPoP error="x"' }]]],
  ['Basic realm="x, Bearer error=y', [['basic', { realm: 'x, Bearer error=y' }]]],
  ['error="x"', [['', { error: 'x' }]]],
  ['', []],
  [' , ,', []],
])('the challenges of %j are read', (header, challenges) => {
  const read = readAuthChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])
  expect(read).toEqual(challenges)
})

test.each(['"'.repeat(50_000), 'a='.repeat(50_000), `Bearer ${'x="'.repeat(30_000)}`, ' '.repeat(100_000)])(
  'a long header of nonsense takes no time',
  (header) => {
    expect(readAuthChallenges(header).length).toBeLessThan(2)
  },
)
