import { DeviceLoginElement } from '@device-flow/element'
import { expect, test } from 'vitest'
import { unknownToOld } from './old-style.ts'

/** What Chromium 63 knows beside what the TV's own styles use, each looked up. */
const KNOWN = [
  'keyword -webkit-match-parent',
  'keyword all',
  'keyword inline-block',
  'keyword plaintext',
  'keyword pre-wrap',
  'keyword start',
  'property flex-basis',
  'property text-decoration-color',
  'property unicode-bidi',
  'property user-select',
  'pseudo host',
  'pseudo hover',
  'pseudo not',
  'rule supports',
]
/** What came later, and stands where an engine that lacks it skips the declaration or the rule, and is served by the one before. */
const MAY_LACK = [
  'function clamp',
  'function light-dark',
  'function max',
  'function min',
  'keyword balance',
  'keyword dark',
  'keyword inline-size',
  'keyword light',
  'keyword match-parent',
  'property color-scheme',
  'property container-type',
  'property padding-left',
  'property text-decoration-thickness',
  'property text-underline-offset',
  'property text-wrap',
  'pseudo focus-visible',
  'rule container',
  'unit cqi',
]

test('the styles of <device-login> use nothing but what Chromium 63 knows, and what it may do without', () => {
  // jsdom lacks constructed style sheets, as Chromium 63 does.
  const style = new DeviceLoginElement().shadowRoot?.querySelector('style')?.textContent ?? ''
  expect(unknownToOld(style).toSorted()).toEqual([...KNOWN, ...MAY_LACK].toSorted())
})
