import type { ActorMessage, InspectionMessage } from '@device-flow/inspect'
import type { Model } from './model.ts'

const MAX_MESSAGES = 10_000

/** Keeps a message about a login's tree at its root, for the transcript. The first one introduces the login, and stays. */
export function withMessage(model: Model, rootKey: string, message: InspectionMessage): Model {
  const root = model.actors.get(rootKey)
  if (!root) return model
  const messages = withoutOldest([...root.messages, numbered(message, root)])
  return { ...model, actors: new Map(model.actors).set(rootKey, { ...root, messages, lost: 0 }) }
}

/**
 * Numbers a message among those of its login. The inspector's own numbers count other logins too, whose messages would seem to be missing
 * in a transcript of one login.
 */
function numbered(
  message: InspectionMessage,
  { messages, lost }: { messages: readonly InspectionMessage[]; lost: number },
): InspectionMessage {
  const last = messages.at(-1)
  if (message.type !== 'actor') return last ? { ...message, sequence: last.sequence + 1 + lost } : message
  const { asOf, ...plain } = message
  return { ...plain, sequence: last ? last.sequence + 1 + lost : (asOf ?? message.sequence) }
}

/** Drops the oldest message after the first, which then includes it. */
function withoutOldest(messages: readonly InspectionMessage[]): readonly InspectionMessage[] {
  const [first, oldest, ...rest] = messages
  if (messages.length <= MAX_MESSAGES || !oldest || first?.type !== 'actor') return messages
  return [after(first, oldest), ...rest]
}

function after(first: ActorMessage, message: InspectionMessage): ActorMessage {
  const isAboutIt = message.type !== 'event' && message.sessionId === first.sessionId
  return { ...first, ...(isAboutIt && { snapshot: message.snapshot }), asOf: message.sequence }
}
