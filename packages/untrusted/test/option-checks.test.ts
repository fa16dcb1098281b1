import { expect, test } from 'vitest'
import { clockCheck, findOptionProblem, givenOptions, isFunction, mustBe } from '../src/index.ts'

const checks = { show: mustBe('a function', isFunction), clock: clockCheck }
const find = (options: object) => findOptionProblem(options, checks, (name) => `is no option: ${name}`)

test('options that are right, or undefined, are no problem', () => {
  const clock = { now() {}, monotonic() {}, schedule() {} }
  expect(find({ show() {}, clock, other: undefined })).toBeUndefined()
  expect(find({})).toBeUndefined()
})

test('a name that there is not is found, with what to do about it', () => {
  expect(find({ show() {}, shw: 1 })).toEqual({ name: 'shw', problem: 'is no option: shw' })
  expect(find({ constructor: 1 })).toMatchObject({ name: 'constructor' })
})

test.each([
  [{ show: 'text' }, 'show', 'must be a function'],
  [{ clock: { now() {} } }, 'clock', 'must be a clock'],
])('a value of another type is found: %o', (options, name, problem) => {
  expect(find(options)).toMatchObject({ name, problem: expect.stringContaining(problem) })
})

test('what an object has from its class is given, too', () => {
  class Options {
    get show() {
      return 5
    }
  }
  expect(find(new Options())).toMatchObject({ name: 'show' })
  expect(givenOptions(new Options(), ['show', 'clock'])).toEqual([['show', 5]])
})
