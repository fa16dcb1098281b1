import { givenName } from '../model/given-name.ts'
import type { Actor } from '../model/model.ts'
import type { Chart } from './chart.ts'

/**
 * Returns an event's name for people: XState's own events are named by where they come from, e.g. `pollToken done`. The chart does not know
 * a service that an action has spawned: its name must be told by its sender.
 */
export function eventName(event: string, chart?: Chart, sender?: Pick<Actor, 'id' | 'src'>): string {
  const [, kind, subject = ''] =
    /^xstate\.(done\.actor|error\.actor|done\.state|after|snapshot)\.(.+)$/s.exec(event) ?? []
  switch (kind) {
    case 'done.actor':
      return `${serviceName(subject, chart, sender)} done`
    case 'error.actor':
      return `${serviceName(subject, chart, sender)} failed`
    case 'snapshot':
      return `${serviceName(subject, chart, sender)} changed`
    case 'done.state':
      return `${lastKey(subject)} done`
    case 'after':
      return `after ${subject.replace(/\..*$/s, '')}`
  }
  if (event === '') return 'at once'
  return event.replace(/^xstate\./, '')
}

function serviceName(subject: string, chart?: Chart, sender?: Pick<Actor, 'id' | 'src'>): string {
  // The actor that runs a login's services answers for each of them, under that one's name.
  const nameOfSender = sender?.id === subject ? givenName(sender.src) : undefined
  if (nameOfSender !== undefined) return nameOfSender
  for (const { services } of chart?.states.values() ?? []) {
    const service = services.find((one) => one.id === subject)
    if (service) return service.src
  }
  return lastKey(subject)
}

function lastKey(id: string): string {
  return id.split('.').at(-1) ?? id
}
