import type { InspectionMessage } from '../protocol/messages.ts'

/**
 * Leaves out the messages of one recording that say again what others say: an event on its way, which stands in the snapshot that it led to,
 * and a service's snapshot at its start, with which it was introduced. Every state, event and outcome stays; who sent an event does not.
 * Those that stay are numbered anew, so that a gap is still one that the recording had before.
 */
export function withoutRepetition(messages: readonly InspectionMessage[]): InspectionMessage[] {
  let leftOut = 0
  const waiting = answersOf(messages)
  return messages.flatMap((message): InspectionMessage[] => {
    if (isRepeated(message, waiting)) {
      leftOut++
      return []
    }
    return [{ ...message, sequence: message.sequence - leftOut }]
  })
}

/** How many snapshots are still to come, by the actor and the event that they answer. */
type Answers = Map<string, number>

function answersOf(messages: readonly InspectionMessage[]): Answers {
  const answers: Answers = new Map()
  for (const message of messages) if (message.type === 'snapshot') count(answers, message, 1)
  return answers
}

function isRepeated(message: InspectionMessage, answers: Answers): boolean {
  switch (message.type) {
    case 'actor':
      return false
    case 'event':
      return (answers.get(keyOf(message)) ?? 0) > 0
    case 'snapshot':
      count(answers, message, -1)
      return message.sessionId !== message.rootId && message.event.type === 'xstate.init' && isActive(message)
  }
}

function isActive({ snapshot }: Extract<InspectionMessage, { type: 'snapshot' }>): boolean {
  return snapshot.status === 'active'
}

type Answerable = Exclude<InspectionMessage, { type: 'actor' }>

function count(answers: Answers, message: Answerable, by: number): void {
  const key = keyOf(message)
  answers.set(key, (answers.get(key) ?? 0) + by)
}

function keyOf({ sessionId, event }: Answerable): string {
  return JSON.stringify([sessionId, event.type])
}
