import { createActor } from 'xstate'
import { expect, test, vi } from 'vitest'
import { fromService } from '../src/chart/service-logic.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a service that was stopped is aborted, and what it then rejects with is told to nobody', async () => {
  const warned = vi.spyOn(console, 'warn')
  const told = vi.fn<(told: unknown) => void>()
  const service = fromService<void>(
    ({ controller: { signal } }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  const actor = createActor(service)
  actor.subscribe({ next: told, error: told })
  actor.start()
  told.mockClear()
  actor.stop()
  await turn()
  expect(actor.getSnapshot()).toMatchObject({ status: 'stopped' })
  expect(told).not.toHaveBeenCalled()
  expect(warned).not.toHaveBeenCalled()
})

test('a service that throws before it has a promise has rejected', async () => {
  const error = new Error('before')
  const actor = createActor(
    fromService<void>(() => {
      throw error
    }),
  )
  const failed = vi.fn<(error: unknown) => void>()
  actor.subscribe({ error: failed })
  actor.start()
  await turn()
  expect(failed).toHaveBeenCalledExactlyOnceWith(error)
})

test('what is kept of a service that has ended has no input, which may hold secrets', async () => {
  const actor = createActor(
    fromService<string, string>(async ({ input }) => `for ${input}`),
    { input: 'secret' },
  )
  actor.start()
  expect(actor.getPersistedSnapshot()).toMatchObject({ status: 'active', input: 'secret' })
  await turn()
  expect(actor.getPersistedSnapshot()).toEqual({
    status: 'done',
    output: 'for secret',
    error: undefined,
    input: undefined,
  })
})
