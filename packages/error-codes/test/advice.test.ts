import { describe, expect, test } from 'vitest'
import {
  adviceOnCode,
  ALIAS_SENDERS,
  AUTH0_LOG,
  CODE_ADVICE,
  REASON_ADVICE,
  TRANSIENT_ADVICE,
} from '../src/advice/index.ts'
import type { Advice } from '../src/advice/index.ts'
import { canonicalCode, isAlias, isKnownCode } from '../src/index.ts'

const all: [string, Advice][] = [CODE_ADVICE, REASON_ADVICE, TRANSIENT_ADVICE].flatMap((table) => Object.entries(table))

/** Every sentence that there is on an error. */
function textsOf({ meaning, whatToDo, places = [] }: Advice): string[] {
  return [meaning, whatToDo, ...places.map(({ text }) => text)]
}

describe.each(all)('who meets %s', (name, advice) => {
  test('reads what it means and what to do, in full sentences', () => {
    for (const text of textsOf(advice)) {
      expect(text).toMatch(/^[A-Z`].+[.?]$/)
      expect(text, 'our one spelling').not.toMatch(/\bcan not\b|n't\b/)
    }
  })

  test('reads nothing that stands for a secret, nor a text that was not filled in', () => {
    for (const text of textsOf(advice)) expect(text).not.toMatch(/YOUR-|<\w+>|\$\{|\{\{|undefined|TODO|Bearer \S{8}/)
  })

  test('is told where more is said', () => {
    expect(advice.sources.length).toBeGreaterThan(0)
    for (const { text, url } of advice.sources) {
      expect(text).not.toBe('')
      expect(url).toMatch(/^(?:https:\/\/[^\s]+|(?:\.\.\/)?[\w/-]+\.md(?:#[\w-]+)?)$/)
    }
  })

  test('meets it for a reason: we read it, it is our own, or a standard or a server documents it', () => {
    const isOurs = name in REASON_ADVICE || name in TRANSIENT_ADVICE
    const isDocumented = advice.sources.some(({ url }) => url.startsWith('https:'))
    expect(isOurs || isKnownCode(name) || isDocumented).toBe(true)
  })
})

test.each(Object.keys(ALIAS_SENDERS))('%s is another spelling of a code that there is advice on', (alias) => {
  expect(isAlias(alias)).toBe(true)
  expect(canonicalCode(alias)).not.toBe(alias)
  expect(isAlias(canonicalCode(alias))).toBe(false)
  expect(alias in CODE_ADVICE, 'one entry, not two').toBe(false)
  expect(adviceOnCode(alias)).toBe(adviceOnCode(canonicalCode(alias)))
  expect(adviceOnCode(alias)).toBeDefined()
})

test.each(['toString', 'constructor', '__proto__', '', 'quota_of_the_moon'])(
  'there is no advice on %j, which is no code',
  (code) => {
    expect(adviceOnCode(code)).toBeUndefined()
  },
)

test("Auth0's log event types are told in full sentences", () => {
  for (const text of Object.values(AUTH0_LOG)) expect(text).toMatch(/^[A-Z].+\.$/)
})
