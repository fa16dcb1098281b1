import type { StatelyInspectionEvent } from '@statelyai/inspect'
import { expect, test } from 'vitest'
import { History } from '../../src/stately/history.ts'

const about = { rootId: 'x:0', sessionId: 'x:0', createdAt: '0', id: '', _version: '0.7.2' }
const login: StatelyInspectionEvent = {
  ...about,
  type: '@xstate.actor',
  name: 'deviceFlow',
  snapshot: { status: 'active' },
  definition: '{}',
  parentId: undefined,
}

function change(status: 'active' | 'stopped'): StatelyInspectionEvent {
  const snapshot = { status, output: undefined, error: undefined } as const
  return { ...about, type: '@xstate.snapshot', event: { type: 'hint' }, snapshot }
}

test('a viewer that comes hours late is told the last 200 messages, and before them the chart that they are about', () => {
  const history = new History()
  history.add(login)
  const changes = Array.from({ length: 300 }, () => change('active'))
  for (const message of changes) history.add(message)
  const told = [...history.messages()]
  expect(told).toHaveLength(201)
  expect(told[0]).toBe(login)
  expect(told.at(-1)).toBe(changes.at(-1))
})

test('a login that is over is forgotten with the messages about it', () => {
  const history = new History()
  history.add(login)
  history.add(change('stopped'))
  expect([...history.messages()]).toContain(login)
  for (let count = 0; count < 200; count++) history.add(change('active'))
  expect([...history.messages()]).not.toContain(login)
})
