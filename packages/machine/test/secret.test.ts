import { Session, type Runtime } from 'node:inspector'
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

/** What the console of Chromium's DevTools is told of a value, by the same engine. */
async function inDevTools(value: unknown): Promise<string> {
  const told = Object.assign(globalThis, { shown: value }) as { shown?: unknown }
  const session = new Session()
  session.connect()
  const ask = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) =>
      session.post(method, params, (error, answer) => (error ? reject(error) : resolve(answer))),
    )
  try {
    const evaluated = await ask('Runtime.evaluate', { expression: 'shown', generatePreview: true })
    const { objectId } = (evaluated as Runtime.EvaluateReturnType).result
    const members = await ask('Runtime.getProperties', { objectId, ownProperties: true, generatePreview: true })
    return JSON.stringify([evaluated, members])
  } finally {
    session.disconnect()
    delete told.shown
  }
}

test.each([
  ['by itself', secret],
  ['among tokens', { accessToken: secret, tokenType: 'bearer' }],
  ['in a list', [secret]],
])('H3: a secret has no member that DevTools could show, %s (attack X13)', async (_, value) => {
  const told = await inDevTools(value)
  expect(told).toContain('Secret')
  expect(told).not.toContain(canary)
})

test.each([
  ['a proxy around it', new Proxy(secret, {})],
  ['an object made after it', Object.create(secret) as Secret],
  ['a structured clone with its methods', Object.setPrototypeOf(structuredClone(secret), Secret.prototype) as Secret],
])('%s has no value, and says so instead of sending "undefined" (attack X13)', (_, copy) => {
  expect(() => copy.reveal()).toThrow(TypeError)
})
