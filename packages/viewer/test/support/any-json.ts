import * as fc from 'fast-check'
import { realMessages } from './real-messages.ts'

/** Numbers that JSON can hold, the most extreme ones among them. */
export const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1e300, -1e300, 1.79e308, -1.79e308, 5e-324, 8.64e15, -8.64e15, 8.64e15 + 2),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
)
/** Texts, those among them that mean something to objects, selectors or paths. */
export const word = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    '.',
    'a.b',
    '#',
    '*',
    'NaN',
    '[secret]',
    'x'.repeat(100_000),
  ),
  fc.constantFrom('.'.repeat(100_000), 'a.'.repeat(50_000), '\u0000', '\uD800', '<b>', 'polling', 'xstate.init'),
  fc.string(),
)
/** JSON of all kinds. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    word,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4 }),
  ),
})).value

/** The name of any member that real messages have. */
export const memberName = fc.constantFrom(...namesIn(realMessages))

function namesIn(value: unknown, names = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return names
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name)
    namesIn(member, names)
  }
  return names
}

/** JSON of all kinds, also with the names of real members. */
export const strange = fc.oneof(json, fc.dictionary(memberName, json, { maxKeys: 6 }))
