import { playPerson } from '@device-flow/auth-server'
import type { CommandIo } from 'device-flow'

/** Who approves: a real person, for whom there is nothing to do, or a script. Nothing when the arguments make no sense. */
export function readPerson(argv: readonly string[]): NonNullable<CommandIo['onPrompt']> | undefined {
  const [argument, ...more] = argv
  if (more.length > 0) return undefined
  if (argument === undefined) return () => {}
  if (argument === '--approve') return (prompt) => playPerson({ ...prompt, decision: 'approve' })
  if (argument === '--deny') return (prompt) => playPerson({ ...prompt, decision: 'deny' })
  return undefined
}
