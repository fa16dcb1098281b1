import { startScriptedServer } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { dispatchedFetch } from '../../src/index.ts'

test('a 421 is the answer to one request, which is not sent again by itself', async () => {
  const api = await startScriptedServer()
  onTestFinished(() => api.close())
  api.script('/orders', { status: 421, body: { title: 'Not here' } })
  const response = await dispatchedFetch(() => undefined)(`${api.origin}/orders`, { method: 'POST', body: 'tea' })
  expect(response.status).toBe(421)
  expect(await response.json()).toEqual({ title: 'Not here' })
  expect(api.requests('/orders')).toHaveLength(1)
})
