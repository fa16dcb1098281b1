import type { CommandIo } from '../command-io.ts'

const PATIENCE_MS = 2000

/** Waits for the server, and tells so where that takes long. */
export async function tellingOfTheWait<Value>(
  work: Promise<Value>,
  limitMs: number,
  { stderr }: Pick<CommandIo, 'stderr'>,
): Promise<Value> {
  const timer = setTimeout(() => {
    stderr.write(`Waiting for the server to revoke the tokens, ${Math.ceil(limitMs / 1000)} s at most.\n`)
  }, PATIENCE_MS)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
