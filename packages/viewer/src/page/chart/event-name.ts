import { givenName } from '../model/given-name.ts'
import type { Chart } from './chart.ts'

/**
 * Returns an event's name for people: XState's own events are named by where they come from, e.g. `pollToken done`. The chart does not know
 * a service that an action has spawned: its name must be given.
 */
export function eventName(event: string, chart?: Chart, sender?: string): string {
  const [, kind, subject = ''] =
    /^xstate\.(done\.actor|error\.actor|done\.state|after|snapshot)\.(.+)$/s.exec(event) ?? []
  switch (kind) {
    case 'done.actor':
      return `${givenName(sender) ?? serviceName(subject, chart)} done`
    case 'error.actor':
      return `${givenName(sender) ?? serviceName(subject, chart)} failed`
    case 'snapshot':
      return `${givenName(sender) ?? serviceName(subject, chart)} changed`
    case 'done.state':
      return `${lastKey(subject)} done`
    case 'after':
      return `after ${subject.replace(/\..*$/s, '')}`
  }
  if (event === '') return 'at once'
  return event.replace(/^xstate\./, '')
}

function serviceName(id: string, chart?: Chart): string {
  for (const { services } of chart?.states.values() ?? []) {
    const service = services.find((one) => one.id === id)
    if (service) return service.src
  }
  return lastKey(id)
}

function lastKey(id: string): string {
  return id.split('.').at(-1) ?? id
}
