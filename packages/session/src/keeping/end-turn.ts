import { tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { pause } from './pause.ts'
import type { Turn } from './turn.ts'
import { giveBack } from './wait-for-lock.ts'

/**
 * Gives the lock back once all is stored, or its lease is over: whoever has it next finds that a refresh has left, and would take the
 * process that waits for a store as one that died. Resolves at once where there is nothing to wait for. Never rejects.
 */
export async function endTurn(keeping: Keeping, turn: Turn): Promise<void> {
  const { clock, record } = keeping
  const leftMs = turn.until - clock.monotonic()
  if (typeof turn.answer !== 'object' || record.areTokensSaved() || leftMs <= 0) return giveTurnBack(keeping, turn)

  let stopWaiting!: () => void
  const isWanted = new Promise<void>((resolve) => (stopWaiting = resolve))
  let isTaken = false
  const end = async (): Promise<void> => {
    await pause(clock, leftMs, Promise.race([record.untilAllSaved(), isWanted]))
    if (isTaken) return
    keeping.keptTurn = undefined
    await giveTurnBack(keeping, turn)
  }
  const ended = end()
  keeping.keptTurn = {
    take() {
      isTaken = true
      keeping.keptTurn = undefined
      stopWaiting()
      return turn
    },
    end() {
      stopWaiting()
      return ended
    },
  }
}

async function giveTurnBack(keeping: Keeping, { answer }: Turn): Promise<void> {
  await giveBack(keeping.clock, answer)
  tellOthers(keeping)
}
