import { createScriptedServices, deviceAuthorization } from '@device-flow/testing/virtual'
import { createSSRApp, defineComponent, h, nextTick } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { expect, test, vi } from 'vitest'
import { useDeviceFlow, useSecondsLeft } from '../src/index.ts'

test('a page from a server is taken over as it is, and then counts down from the right second (I3)', async () => {
  const services = createScriptedServices()
  const { clock } = services
  const authorization = deviceAuthorization()
  const { receivedAt } = authorization
  const session = { version: 1, type: 'pending', authorization, intervalMs: 5000, lastReplyAt: receivedAt } as const
  const page = defineComponent(() => {
    const flow = useDeviceFlow(services, { clock, session })
    const left = useSecondsLeft(flow)
    return () => h('p', `${flow.status.value} ${left.value}`)
  })
  const container = document.body.appendChild(document.createElement('main'))
  container.innerHTML = await renderToString(createSSRApp(page))
  expect(container.textContent).toBe('awaitingUser 900')

  const complaints = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const mistakes = vi.spyOn(console, 'error').mockImplementation(() => {})
  clock.jumpWall(4000)
  const app = createSSRApp(page)
  app.mount(container)
  expect([complaints.mock.calls, mistakes.mock.calls]).toEqual([[], []])
  await nextTick()
  await nextTick()
  expect(container.textContent).toBe('awaitingUser 896')
  await clock.advance(1000)
  expect(container.textContent).toBe('awaitingUser 895')
  app.unmount()
  vi.restoreAllMocks()
})
