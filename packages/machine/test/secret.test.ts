import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '../src/index.ts'

const canary = 'canary-9f2c'
const secret = new Secret(canary)

test('a secret gives its value to whoever reveals it', () => {
  expect(secret.reveal()).toBe(canary)
})

test.each([
  ['String()', () => String(secret)],
  ['a template', () => `${secret}`],
  ['JSON', () => JSON.stringify({ nested: [secret] })],
  ['util.inspect', () => inspect({ nested: secret }, { depth: 9, showHidden: true, getters: true })],
  ['a structured clone', () => inspect(structuredClone(secret)) + JSON.stringify(structuredClone(secret))],
  ['its own property names', () => Reflect.ownKeys(secret).map(String).join()],
  ['a spread copy', () => JSON.stringify({ ...secret })],
])('H3: a secret shows nothing in %s', (_, print) => {
  expect(print()).not.toContain(canary)
})

test('H3: a secret says that it is one where a person looks', () => {
  expect(inspect(secret)).toBe('[secret]')
  expect(JSON.stringify(secret)).toBe('"[secret]"')
})
